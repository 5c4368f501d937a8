package dev.ondol.simulator.report;

import dev.ondol.simulator.report.HourlyLog.Hour;
import dev.ondol.simulator.report.HourlyLog.Mode;
import java.util.List;
import java.util.Locale;

/// PUE of every hour against the outdoor wet-bulb, by who carried the heat.
final class PueScatter {
    private static final double WIDTH = 510;
    private static final double HEIGHT = 300;
    private static final double LEFT = 44;
    private static final double BOTTOM = 262;

    private PueScatter() {}

    static String svg(List<Hour> hours) {
        double lowC = hours.stream().mapToDouble(Hour::wetBulbC).min().orElse(0);
        double highC = hours.stream().mapToDouble(Hour::wetBulbC).max().orElse(1);
        double highest = hours.stream().mapToDouble(Hour::pue).max().orElse(1.2);
        Axis x = Axis.round(lowC, highC, 7, LEFT, WIDTH - 10);
        Axis y = Axis.round(1, Math.max(1.1, highest), 5, BOTTOM, 10);
        Drawing drawing = new Drawing(WIDTH, HEIGHT, String.format(Locale.ROOT,
                "PUE of %d hours against outdoor wet-bulb from %.0f to %.0f °C", hours.size(), lowC, highC));
        for (double tick : y.ticks(5)) {
            drawing.line("grid", LEFT, y.at(tick), WIDTH - 10, y.at(tick));
            drawing.text("tick", LEFT - 8, y.at(tick) + 4, "end", String.format(Locale.ROOT, "%.2f", tick));
        }
        for (double tick : x.ticks(7)) {
            drawing.text("tick", x.at(tick), BOTTOM + 18, "middle", String.format(Locale.ROOT, "%.0f", tick));
        }
        drawing.text("tick", (LEFT + WIDTH) / 2, HEIGHT - 4, "middle", "outdoor wet-bulb, °C");
        for (Mode mode : List.of(Mode.MECHANICAL, Mode.PARTIAL, Mode.FREE)) {
            StringBuilder dots = new StringBuilder();
            for (Hour hour : hours) {
                if (hour.mode() == mode) {
                    dots.append('M')
                            .append(String.format(Locale.ROOT, "%.1f %.1f", x.at(hour.wetBulbC()), y.at(hour.pue())))
                            .append("h0");
                }
            }
            if (!dots.isEmpty()) {
                drawing.path("dot " + ModeBars.style(mode), dots);
            }
        }
        return drawing.toString();
    }
}
