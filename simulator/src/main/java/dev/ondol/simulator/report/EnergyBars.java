package dev.ondol.simulator.report;

import dev.ondol.simulator.report.HourlyLog.Hour;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Energy of each month as a stack of IT, cooling and the rest, with its PUE on top.
final class EnergyBars {
    private static final double WIDTH = 1040;
    private static final double HEIGHT = 290;
    private static final double LEFT = 52;
    private static final double BOTTOM = 258;
    private static final double TOP = 26;
    private static final int MOST_PUES = 31;

    private EnergyBars() {}

    static String svg(Periods periods) {
        double most = periods.hours().stream().mapToDouble(hours -> sum(hours, Hour::facilityKwh)).max().orElse(1);
        boolean giga = most >= 1e6;
        double unit = giga ? 1e6 : 1e3;
        Axis y = Axis.round(0, most / unit, 4, BOTTOM, TOP);
        Drawing drawing = new Drawing(WIDTH, HEIGHT, "Energy and PUE, " + (periods.monthly() ? "by month" : "by day"));
        for (double tick : y.ticks(4)) {
            drawing.line("grid", LEFT, y.at(tick), WIDTH, y.at(tick));
            drawing.text("tick", LEFT - 8, y.at(tick) + 4, "end",
                    Drawing.number(tick) + (tick > 0 ? "" : giga ? " GWh" : " MWh"));
        }
        double pitch = (WIDTH - LEFT) / periods.names().size();
        for (int i = 0; i < periods.names().size(); i++) {
            List<Hour> hours = periods.hours().get(i);
            double it = sum(hours, Hour::itKwh);
            double cooling = sum(hours, Hour::coolingKwh);
            double all = sum(hours, Hour::facilityKwh);
            double x = LEFT + i * pitch + pitch * 0.14;
            String name = periods.names().get(i);
            part(drawing, "it", name + ", IT", x, pitch, y, 0, it, unit);
            part(drawing, "cooling", name + ", cooling", x, pitch, y, it, it + cooling, unit);
            part(drawing, "loss", name + ", losses and other", x, pitch, y, it + cooling, all, unit);
            if (periods.names().size() <= MOST_PUES) {
                drawing.text("value", x + pitch * 0.36, y.at(all / unit) - 7, "middle",
                        String.format(Locale.ROOT, "%.2f", all / it));
            }
            if (i % periods.nameEvery() == 0) {
                drawing.text("tick", x + pitch * 0.36, BOTTOM + 18, "middle", name);
            }
        }
        return drawing.toString();
    }

    private static void part(Drawing drawing, String style, String name, double x, double pitch, Axis y, double from,
            double to, double unit) {
        drawing.rect(style, x, y.at(to / unit), pitch * 0.72, y.at(from / unit) - y.at(to / unit),
                name + ": " + EnergySankey.energy(to - from));
    }

    static double sum(List<Hour> hours, ToDoubleFunction<Hour> figure) {
        return hours.stream().mapToDouble(figure).sum();
    }
}
