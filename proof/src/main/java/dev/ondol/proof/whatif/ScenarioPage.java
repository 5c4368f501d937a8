package dev.ondol.proof.whatif;

import static dev.ondol.simulator.report.Drawing.escaped;

import dev.ondol.proof.whatif.ScenarioTable.Line;
import dev.ondol.simulator.report.Axis;
import dev.ondol.simulator.report.Drawing;
import dev.ondol.simulator.report.StyleSheet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Scenarios side by side as one self-contained HTML page. No script, nothing from elsewhere; light or dark as the reader's
/// system is.
public final class ScenarioPage {
    private static final double WIDTH = 1000;
    private static final double ROW = 34;
    private static final double LEFT = 260;

    private ScenarioPage() {}

    /// The text of the page.
    public static String html(ScenarioTable table) {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Ondol: scenarios</title>
                <style>
                %s</style>
                </head>
                <body>
                <header><h1>Scenarios side by side</h1><p>Simulated, each against the first: %s.</p></header>
                <main>
                """.formatted(StyleSheet.css(), escaped(table.scenarios().getFirst().name())));
        page.append("<section class=\"wide\"><h2>All energy</h2><p>kWh</p>\n").append(bars(table.scenarios()))
                .append("</section>\n<section class=\"wide\"><h2>Figures</h2><p>In brackets: percent less than the first; below 0 where it is more.</p>\n<table>\n<tr><th></th>");
        table.scenarios().forEach(line -> page.append("<th>").append(escaped(line.name())).append("</th>"));
        page.append("</tr>\n");
        for (Row row : ROWS) {
            page.append("<tr><td>").append(escaped(row.name)).append("</td>");
            table.scenarios().forEach(line -> page.append("<td>").append(escaped(row.text.apply(line))).append(
                    "</td>"));
            page.append("</tr>\n");
        }
        page.append("</table>\n</section>\n");
        if (!table.notes().isEmpty()) {
            page.append("<section class=\"wide\"><h2>To be minded</h2>\n<ul>\n");
            table.notes().forEach(note -> page.append("<li>").append(escaped(note)).append("</li>\n"));
            page.append("</ul>\n</section>\n");
        }
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    /// A line of the table.
    private record Row(String name, Function<Line, String> text) {}

    private static final List<Row> ROWS = List.of(
            new Row("policy", Line::policy), new Row("plant", line -> line.plant() ? "changed" : "as described"),
            new Row("weather", Line::weather), new Row("days", line -> "%d from %s".formatted(line.days(), line
                    .from())),
            new Row("all energy, kWh", line -> figure("%,.0f", line.facilityKwh(), line.lessEnergy())),
            new Row("cooling, kWh", line -> figure("%,.0f", line.coolingKwh(), line.lessCooling())),
            new Row("PUE", line -> number("%.3f", line.pue())),
            new Row("water, litres", line -> figure("%,.0f", line.waterLitres(), line.lessWater())),
            new Row("highest power, kW", line -> figure("%,.0f", line.peakKw(), line.lessPeak())),
            new Row("energy of a GPU-hour, kWh", line -> {
                Double per = line.kwhPerGpuHour();
                return per == null ? "no work" : figure("%.4f", per, line.lessPerGpuHour());
            }), new Row("warmest inlet, C", line -> number("%.1f", line.maxInletC())),
            new Row("rack-hours above recommended, %", line -> number("%.2f", line.inletsPercent())),
            new Row("rack-hours above allowable, %", line -> number("%.2f", line.hotPercent())),
            new Row("jobs that missed their service level, %", line -> number("%.2f", line.servicePercent())));

    /// The table as text for a terminal.
    public static String text(ScenarioTable table) {
        StringBuilder text = new StringBuilder("%-40s".formatted(""));
        table.scenarios().forEach(line -> text.append(" %24s".formatted(line.name())));
        for (Row row : ROWS) {
            text.append("%n%-40s".formatted(row.name));
            table.scenarios().forEach(line -> text.append(" %24s".formatted(row.text.apply(line))));
        }
        table.notes().forEach(note -> text.append("%n%s".formatted(note)));
        return text.toString();
    }

    private static String figure(String format, double value, @Nullable Double less) {
        return less == null ? number(format, value) : "%s (%s)".formatted(number(format, value), number("%.2f", less));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String bars(List<Line> lines) {
        double height = ROW * lines.size() + 30;
        Drawing drawing = new Drawing(WIDTH, height, "All energy of each scenario");
        double most = lines.stream().mapToDouble(Line::facilityKwh).max().orElse(1);
        Axis x = Axis.round(0, most, 8, LEFT, WIDTH - 90);
        for (double tick : x.ticks(8)) {
            drawing.line("grid", x.at(tick), 0, x.at(tick), height - 24);
            drawing.text("", x.at(tick), height - 6, "middle", Drawing.number(tick));
        }
        double y = 4;
        for (Line line : lines) {
            String title = "%s: %s kWh, of it cooling %s".formatted(line.name(), number("%,.0f", line.facilityKwh()),
                    number("%,.0f", line.coolingKwh()));
            drawing.text("name", 0, y + 18, "start", line.name());
            drawing.rect("meter", x.at(0), y + 4, x.at(line.facilityKwh()) - x.at(0), ROW - 14, title);
            drawing.rect("free", x.at(0), y + 4, x.at(line.coolingKwh()) - x.at(0), ROW - 14, title);
            drawing.text("value", x.at(line.facilityKwh()) + 8, y + 18, "start", number("%.1f %%", -line
                    .lessEnergy()));
            y += ROW;
        }
        return drawing.toString();
    }
}
