package dev.ondol.simulator.report;

import dev.ondol.simulator.report.HourlyLog.Hour;
import dev.ondol.simulator.report.HourlyLog.Mode;
import java.util.List;
import java.util.Locale;

/// Hours by who carried the heat, month by month.
final class ModeBars {
    private static final double WIDTH = 510;
    private static final double HEIGHT = 300;
    private static final double LEFT = 44;
    private static final double BOTTOM = 262;

    private ModeBars() {}

    static String style(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    static String name(Mode mode) {
        return switch (mode) {
            case FREE -> "free cooling";
            case PARTIAL -> "free cooling and compressors";
            case MECHANICAL -> "compressors";
        };
    }

    static String svg(Periods periods) {
        double most = periods.hours().stream().mapToInt(List::size).max().orElse(1);
        Axis y = Axis.round(0, most, 4, BOTTOM, 10);
        Drawing drawing = new Drawing(WIDTH, HEIGHT, "Hours by who carried the heat, "
                + (periods.monthly() ? "by month" : "by day"));
        for (double tick : y.ticks(4)) {
            drawing.line("grid", LEFT, y.at(tick), WIDTH, y.at(tick));
            drawing.text("tick", LEFT - 8, y.at(tick) + 4, "end", String.format(Locale.ROOT, "%.0f", tick));
        }
        double pitch = (WIDTH - LEFT) / periods.names().size();
        for (int i = 0; i < periods.names().size(); i++) {
            double x = LEFT + i * pitch + pitch * 0.14;
            double sum = 0;
            for (Mode mode : Mode.values()) {
                double hours = count(periods.hours().get(i), mode);
                if (hours > 0) {
                    drawing.rect(style(mode), x, y.at(sum + hours), pitch * 0.72, y.at(sum) - y.at(sum + hours),
                            String.format(Locale.ROOT, "%s: %.0f h of %s", periods.names().get(i), hours, name(mode)));
                }
                sum += hours;
            }
            if (i % periods.nameEvery() == 0) {
                drawing.text("tick", x + pitch * 0.36, BOTTOM + 18, "middle", periods.names().get(i));
            }
        }
        return drawing.toString();
    }

    static double count(List<Hour> hours, Mode mode) {
        return hours.stream().filter(hour -> hour.mode() == mode).count();
    }
}
