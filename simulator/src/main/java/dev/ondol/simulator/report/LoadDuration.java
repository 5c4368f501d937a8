package dev.ondol.simulator.report;

import dev.ondol.simulator.report.HourlyLog.Hour;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The hours sorted by power: for how much of the time facility, IT and cooling drew at least so much.
final class LoadDuration {
    private static final double WIDTH = 510;
    private static final double HEIGHT = 300;
    private static final double LEFT = 44;
    private static final double RIGHT = 452;
    private static final double BOTTOM = 262;
    private static final int MOST_POINTS = 300;

    private LoadDuration() {}

    static String svg(List<Hour> hours) {
        double most = hours.stream().mapToDouble(Hour::facilityKwh).max().orElse(1) / 1000;
        Axis y = Axis.round(0, most, 5, BOTTOM, 10);
        Axis x = new Axis(0, 100, LEFT, RIGHT);
        Drawing drawing = new Drawing(WIDTH, HEIGHT, String.format(Locale.ROOT,
                "Load duration: the facility drew at most %.1f MW", most));
        for (double tick : y.ticks(5)) {
            drawing.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
            drawing.text("tick", LEFT - 8, y.at(tick) + 4, "end", Drawing.number(tick));
        }
        for (double tick : List.of(0.0, 25.0, 50.0, 75.0, 100.0)) {
            drawing.text("tick", x.at(tick), BOTTOM + 18, "middle", String.format(Locale.ROOT, "%.0f %%", tick));
        }
        drawing.text("tick", (LEFT + RIGHT) / 2, HEIGHT - 4, "middle", "of the hours, at least so many MW");
        curve(drawing, hours, Hour::facilityKwh, "facility", "facility", x, y);
        curve(drawing, hours, Hour::itKwh, "it", "IT", x, y);
        curve(drawing, hours, Hour::coolingKwh, "cooling", "cooling", x, y);
        return drawing.toString();
    }

    private static void curve(Drawing drawing, List<Hour> hours, ToDoubleFunction<Hour> power, String style,
            String name, Axis x, Axis y) {
        double[] sorted = hours.stream().mapToDouble(power).sorted().toArray();
        int points = Math.min(MOST_POINTS, sorted.length);
        StringBuilder d = new StringBuilder();
        double last = BOTTOM;
        for (int i = 0; i < points; i++) {
            int rank = points == 1 ? 0 : (int) ((long) i * (sorted.length - 1) / (points - 1));
            last = y.at(sorted[sorted.length - 1 - rank] / 1000);
            d.append(i == 0 ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f", x.at(100.0 * rank / Math.max(1, sorted.length - 1)),
                            last));
        }
        String area = d + String.format(Locale.ROOT, "L%.1f %.1fL%.1f %.1fZ", RIGHT, BOTTOM, LEFT, BOTTOM);
        drawing.path("area " + style, area);
        drawing.path("curve " + style, d, name);
        drawing.text("name " + style, RIGHT + 7, last + 4, "start", name);
    }
}
