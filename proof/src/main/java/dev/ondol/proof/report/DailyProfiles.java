package dev.ondol.proof.report;

import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.DayFigures;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.simulator.report.Axis;
import dev.ondol.simulator.report.Drawing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Mean power by hour of the day under conventional operation, good practice and the optimizer.
final class DailyProfiles {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 260;
    private static final int HOURS = 24;
    private static final Map<Contender, String> STYLES = styles();

    private DailyProfiles() {}

    private static Map<Contender, String> styles() {
        Map<Contender, String> styles = new LinkedHashMap<>();
        styles.put(Contender.CONVENTIONAL, "facility");
        styles.put(Contender.GOOD_PRACTICE, "it");
        styles.put(Contender.ONDOL, "cooling");
        return styles;
    }

    static String legend(List<RunFigures> runs) {
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        STYLES.forEach((contender, style) -> {
            if (runs.stream().anyMatch(run -> run.contender().equals(contender.id()))) {
                legend.append("<span><i class=\"").append(style.equals("facility") ? "meter" : style).append(
                        "\"></i>").append(contender.id()).append("</span>");
            }
        });
        return legend.append("</p>\n").toString();
    }

    /// @param cooling true: cooling power; false: all power
    static String svg(List<RunFigures> runs, boolean cooling) {
        Map<String, double[]> curves = new LinkedHashMap<>();
        STYLES.forEach((contender, style) -> {
            double[] mean = mean(runs, contender, cooling);
            if (mean.length > 0) {
                curves.put(style, mean);
            }
        });
        double most = curves.values().stream().flatMapToDouble(java.util.Arrays::stream).max().orElse(1);
        Axis x = new Axis(0, HOURS, 40, WIDTH - 10);
        Axis y = Axis.round(0, most, 5, HEIGHT - 24, 8);
        Drawing drawing = new Drawing(WIDTH, HEIGHT, "Mean power by hour of the day");
        for (double tick : y.ticks(5)) {
            drawing.line("grid", x.at(0), y.at(tick), x.at(HOURS), y.at(tick));
            drawing.text("", x.at(0) - 6, y.at(tick) + 4, "end", Drawing.number(tick));
        }
        for (int hour = 0; hour <= HOURS; hour += 6) {
            drawing.text("", x.at(hour), HEIGHT - 6, "middle", String.format(Locale.ROOT, "%d h", hour));
        }
        curves.forEach((style, mean) -> {
            StringBuilder path = new StringBuilder();
            for (int hour = 0; hour < HOURS; hour++) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", hour == 0 ? "M" : "L", x.at(hour + 0.5), y.at(
                        mean[hour])));
            }
            drawing.path("curve " + style, path);
        });
        return drawing.toString();
    }

    /// MW by hour; empty where the policy did not run.
    private static double[] mean(List<RunFigures> runs, Contender contender, boolean cooling) {
        List<DayFigures> days = runs.stream().filter(run -> run.contender().equals(contender.id())).flatMap(run -> run
                .days().stream()).toList();
        if (days.isEmpty()) {
            return new double[0];
        }
        double[] mean = new double[HOURS];
        for (DayFigures day : days) {
            List<Double> kw = cooling ? day.coolingKw() : day.facilityKw();
            for (int hour = 0; hour < HOURS; hour++) {
                mean[hour] += kw.get(hour) / 1000 / days.size();
            }
        }
        return mean;
    }
}
