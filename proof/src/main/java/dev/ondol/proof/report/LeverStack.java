package dev.ondol.proof.report;

import dev.ondol.proof.statistics.Attribution;
import dev.ondol.simulator.report.Axis;
import dev.ondol.simulator.report.Drawing;
import java.util.Locale;
import java.util.Map;

/// What each group of decisions brings, stacked from 0 to the whole saving; a group that costs goes back.
final class LeverStack {
    private static final double WIDTH = 1000;
    private static final double ROW = 34;
    private static final double LEFT = 200;

    private LeverStack() {}

    static String svg(Attribution of) {
        double least = 0;
        double most = 1;
        double sum = 0;
        for (double points : of.points().values()) {
            sum += points;
            least = Math.min(least, sum);
            most = Math.max(most, sum);
        }
        double height = ROW * (of.points().size() + 1) + 30;
        Drawing drawing = new Drawing(WIDTH, height, "Saving against good practice by group of decisions");
        Axis x = Axis.round(least, most, 10, LEFT, WIDTH - 80);
        for (double tick : x.ticks(10)) {
            drawing.line("grid", x.at(tick), 0, x.at(tick), height - 24);
            drawing.text("", x.at(tick), height - 6, "middle", String.format(Locale.ROOT, "%.0f %%", tick));
        }
        double y = 4;
        double from = 0;
        for (Map.Entry<String, Double> entry : of.points().entrySet()) {
            bar(drawing, x, y, entry.getKey(), from, from + entry.getValue(), entry.getValue() >= 0 ? "free" : "alarm");
            from += entry.getValue();
            y += ROW;
        }
        bar(drawing, x, y, "all together", 0, of.percent(), "meter");
        return drawing.toString();
    }

    private static void bar(Drawing drawing, Axis x, double y, String name, double from, double to, String style) {
        drawing.text("name", 0, y + 18, "start", name);
        drawing.rect(style, x.at(Math.min(from, to)), y + 4, Math.abs(x.at(to) - x.at(from)), ROW - 14, String.format(
                Locale.ROOT, "%s: %.2f points", name, to - from));
        drawing.text("value", x.at(Math.max(from, to)) + 8, y + 18, "start", String.format(Locale.ROOT, "%.2f", to
                - from));
    }
}
