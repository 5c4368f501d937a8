package dev.ondol.simulator.report;

import java.util.Locale;

/// How many rack-hours were spent at which inlet temperature, with the recommended envelope behind.
final class InletHistogram {
    private static final double WIDTH = 510;
    private static final double HEIGHT = 300;
    private static final double LEFT = 44;
    private static final double BOTTOM = 262;
    private static final double RECOMMENDED_LOW_C = 18;
    private static final double RECOMMENDED_HIGH_C = 27;
    private static final double ALLOWABLE_HIGH_C = 32;

    private InletHistogram() {}

    /// @param rackHours bins of [HourlyLog#INLET_BIN_K] from [HourlyLog#LOWEST_INLET_C] on
    static String svg(double[] rackHours) {
        double all = 0;
        double most = 0;
        int last = 0;
        for (int i = 0; i < rackHours.length; i++) {
            all += rackHours[i];
            most = Math.max(most, rackHours[i]);
            last = rackHours[i] > 0 ? i : last;
        }
        double highC = Math.max(34, Math.ceil(lowC(last + 1)));
        Axis x = new Axis(14, highC, LEFT, WIDTH - 6);
        Axis y = Axis.round(0, 100 * most / Math.max(1, all), 4, BOTTOM, 10);
        Drawing drawing = new Drawing(WIDTH, HEIGHT, "Rack-hours by inlet temperature");
        drawing.rect("envelope", x.at(RECOMMENDED_LOW_C), 10, x.at(RECOMMENDED_HIGH_C) - x.at(RECOMMENDED_LOW_C),
                BOTTOM - 10, "Recommended: 18 to 27 °C");
        for (double tick : y.ticks(4)) {
            drawing.line("grid", LEFT, y.at(tick), WIDTH - 6, y.at(tick));
            drawing.text("tick", LEFT - 8, y.at(tick) + 4, "end", Drawing.number(tick) + " %");
        }
        for (int i = 0; i < rackHours.length; i++) {
            if (rackHours[i] > 0) {
                double share = 100 * rackHours[i] / all;
                double from = Math.max(14, lowC(i));
                String style = lowC(i) >= ALLOWABLE_HIGH_C
                        ? "alarm"
                        : lowC(i) >= RECOMMENDED_HIGH_C ? "warm" : lowC(i) < RECOMMENDED_LOW_C ? "cold" : "it";
                drawing.rect(style, x.at(from) + 0.7, y.at(share), x.at(lowC(i + 1)) - x.at(from) - 1.4,
                        BOTTOM - y.at(share),
                        String.format(Locale.ROOT, "%.1f to %.1f °C: %.2f %% of rack-hours", lowC(i),
                                lowC(i + 1), share));
            }
        }
        drawing.line("limit", x.at(ALLOWABLE_HIGH_C), 10, x.at(ALLOWABLE_HIGH_C), BOTTOM);
        drawing.text("tick", x.at(ALLOWABLE_HIGH_C) + 6, 24, "start", "A1");
        drawing.text("tick", x.at(RECOMMENDED_LOW_C) + 6, 24, "start", "recommended");
        for (double tick : x.ticks(8)) {
            drawing.text("tick", x.at(tick), BOTTOM + 18, "middle", Drawing.number(tick));
        }
        drawing.text("tick", (LEFT + WIDTH) / 2, HEIGHT - 4, "middle", "rack inlet, °C");
        return drawing.toString();
    }

    private static double lowC(int bin) {
        return HourlyLog.LOWEST_INLET_C + bin * HourlyLog.INLET_BIN_K;
    }
}
