package dev.ondol.simulator.sweep;

import static dev.ondol.simulator.report.Drawing.escaped;

import dev.ondol.simulator.report.Axis;
import dev.ondol.simulator.report.Drawing;
import dev.ondol.simulator.report.StyleSheet;
import dev.ondol.simulator.sweep.SweepTable.Line;
import dev.ondol.simulator.sweep.SweepTable.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a sweep found as one self-contained HTML page, and as text for a terminal. No script, nothing from elsewhere; light or dark as
/// the reader's system is.
public final class SweepPage {
    private static final double WIDTH = 1000;
    private static final double ROW = 34;
    private static final double LEFT = 330;

    private SweepPage() {}

    /// A column of the table.
    private record Column(String name, Function<Line, String> text) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("years", line -> Integer.toString(line.rows().size())),
            new Column("PUE", line -> spread("%.4f", line.spread("pue"))),
            new Column("energy of a GPU-hour, kWh", line -> spread("%.4f", line.spread("kwhPerGpuHour"))),
            new Column("less than the first policy, %", line -> spread("%.2f", line.saved())),
            new Column("energy a year, MWh", line -> number("%,.0f", line.yearly("facilityKwh").orElse(Double.NaN)
                    / 1000)),
            new Column("water, L/kWh", line -> mean("%.3f", line.spread("wueLitresPerKwh"))),
            new Column("highest power, kW", line -> most("%,.0f", line.spread("peakKw"))),
            new Column("warmest inlet, °C", line -> most("%.1f", line.spread("maxInletC"))),
            new Column("missed levels, %", line -> mean("%.2f", line.spread("serviceMissesPercent"))));

    /// The text of the page.
    ///
    /// @param command that makes it again
    public static String html(SweepTable table, String command) {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Ondol: sweep</title>
                <style>
                %s</style>
                </head>
                <body>
                <header><h1>Sweep of facility-years</h1><p>Simulated: %d facility-years of %s.</p></header>
                <main>
                <section class="wide"><h2>PUE of each facility-year</h2><p>A dot a year; the line is the mean.</p>
                %s</section>
                <section class="wide"><h2>Figures</h2><p>Means over years; in brackets the least and the most.</p>
                <table>
                <tr><th></th>""".formatted(StyleSheet.css(), table.years(), cases(table), dots(table.lines())));
        COLUMNS.forEach(column -> page.append("<th>").append(escaped(column.name)).append("</th>"));
        page.append("</tr>\n");
        for (Line line : table.lines()) {
            page.append("<tr><td>").append(escaped(line.of().toString())).append("</td>");
            COLUMNS.forEach(column -> page.append("<td>").append(escaped(column.text.apply(line))).append("</td>"));
            page.append("</tr>\n");
        }
        return page.append("</table>\n</section>\n<section class=\"wide\"><h2>How it was made</h2><p><code>").append(
                escaped(command)).append("</code></p></section>\n</main>\n</body>\n</html>\n").toString();
    }

    /// The table as text for a terminal.
    public static String text(SweepTable table) {
        return table.lines().stream().map(line -> "%s%n%s".formatted(line.of(), COLUMNS.stream().map(
                column -> "    %-32s %s".formatted(column.name, column.text.apply(line))).collect(
                        Collectors.joining(
                                "\n"))))
                .collect(Collectors.joining("\n"));
    }

    private static String cases(SweepTable table) {
        return table.lines().size() == 1
                ? table.lines().getFirst().of().toString()
                : "%d cases".formatted(table.lines().size());
    }

    private static String dots(List<Line> lines) {
        double height = ROW * lines.size() + 30;
        Drawing drawing = new Drawing(WIDTH, height, "PUE of each facility-year, a row a case");
        double least = lines.stream().flatMap(line -> line.spread("pue").stream()).mapToDouble(Spread::least).min()
                .orElse(1);
        double most = lines.stream().flatMap(line -> line.spread("pue").stream()).mapToDouble(Spread::most).max()
                .orElse(1);
        Axis x = Axis.round(least - 0.001, most + 0.001, 6, LEFT, WIDTH - 90);
        for (double tick : x.ticks(6)) {
            drawing.line("grid", x.at(tick), 0, x.at(tick), height - 24);
            drawing.text("tick", x.at(tick), height - 6, "middle", number("%.4f", tick));
        }
        double y = 4;
        for (Line line : lines) {
            drawing.text("name", 0, y + 18, "start", line.of().toString());
            for (YearRow row : line.rows()) {
                drawing.path("dot free", String.format(Locale.ROOT, "M%.1f %.1fh0", x.at(row.figure("pue")), y + 14),
                        "%s: PUE %s".formatted(row.year(), number("%.4f", row.figure("pue"))));
            }
            double mean = line.spread("pue").map(Spread::mean).orElse(least);
            drawing.line("limit", x.at(mean), y + 3, x.at(mean), y + 25);
            y += ROW;
        }
        return drawing.toString();
    }

    private static String spread(String format, Optional<Spread> of) {
        return of.map(spread -> "%s (%s to %s)".formatted(number(format, spread.mean()), number(format, spread
                .least()), number(format, spread.most()))).orElse("");
    }

    private static String mean(String format, Optional<Spread> of) {
        return of.map(spread -> number(format, spread.mean())).orElse("");
    }

    private static String most(String format, Optional<Spread> of) {
        return of.map(spread -> number(format, spread.most())).orElse("");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
