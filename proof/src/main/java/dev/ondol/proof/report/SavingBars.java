package dev.ondol.proof.report;

import dev.ondol.proof.statistics.Saving;
import dev.ondol.simulator.report.Axis;
import dev.ondol.simulator.report.Drawing;
import java.util.Locale;
import java.util.Map;

/// Savings as bars from 0 with their intervals and the worst week.
final class SavingBars {
    private static final double WIDTH = 1000;
    private static final double ROW = 34;
    private static final double LEFT = 400;

    private SavingBars() {}

    static String svg(Map<String, Saving> savings) {
        double height = ROW * savings.size() + 30;
        Drawing drawing = new Drawing(WIDTH, height, "Savings of each comparison with intervals");
        double least = 0;
        double most = 1;
        for (Saving saving : savings.values()) {
            least = Math.min(least, Math.min(saving.low(), saving.worst()));
            most = Math.max(most, Math.max(saving.high(), saving.percent()));
        }
        Axis x = Axis.round(least, most, 10, LEFT, WIDTH - 60);
        for (double tick : x.ticks(10)) {
            drawing.line("grid", x.at(tick), 0, x.at(tick), height - 24);
            drawing.text("", x.at(tick), height - 6, "middle", String.format(Locale.ROOT, "%.0f %%", tick));
        }
        double y = 4;
        for (Map.Entry<String, Saving> entry : savings.entrySet()) {
            Saving of = entry.getValue();
            String title = String.format(Locale.ROOT, "%s: %.2f %% (%.2f to %.2f), worst week %s %.2f %%", entry
                    .getKey(), of.percent(), of.low(), of.high(), of.worstWeek(), of.worst());
            double from = Math.min(x.at(0), x.at(of.percent()));
            drawing.text("name", 0, y + 18, "start", "%s  %s / %s".formatted(entry.getKey(), of.policy(), of
                    .baseline()));
            drawing.rect(of.percent() >= 0 ? "free" : "alarm", from, y + 4, Math.abs(x.at(of.percent()) - x.at(0)),
                    ROW - 14, title);
            drawing.rect("meter", x.at(of.low()) - 1, y + 7, 2, ROW - 20, title);
            drawing.rect("meter", x.at(of.high()) - 1, y + 7, 2, ROW - 20, title);
            drawing.rect("meter", Math.min(x.at(of.low()), x.at(of.high())), y + ROW / 2 - 4, Math.abs(x.at(of.high())
                    - x.at(of.low())), 2, title);
            drawing.rect("other", x.at(of.worst()) - 2, y + 4, 4, ROW - 14, title);
            drawing.text("value", Math.max(x.at(0), x.at(of.high())) + 8, y + 18, "start", String.format(
                    Locale.ROOT, "%.1f", of.percent()));
            y += ROW;
        }
        return drawing.toString();
    }
}
