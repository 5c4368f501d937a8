package dev.ondol.proof;

import static dev.ondol.simulator.report.Drawing.escaped;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.proof.ReplayResult.Calibrated;
import dev.ondol.proof.replay.Fit;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.PointFit;
import dev.ondol.proof.replay.Simulated;
import dev.ondol.proof.suspect.Suspect;
import dev.ondol.proof.whatif.Counterfactual;
import dev.ondol.simulator.report.Axis;
import dev.ondol.simulator.report.Drawing;
import dev.ondol.simulator.report.StyleSheet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A replay as one self-contained HTML page: recorded and simulated power with what is between them, figures, suspects, what was
/// wrong with the recording. No script, nothing from elsewhere; light or dark as the reader's system is.
final class ReplayPage {
    private static final double WIDTH = 1040;
    private static final double LEFT = 60;
    private static final double TOP = 12;
    private static final double BOTTOM = 190;
    private static final double RESIDUAL_TOP = 216;
    private static final double RESIDUAL_BOTTOM = 286;
    private static final int POINTS = 60;

    private ReplayPage() {}

    static String html(ReplayResult result, Simulated simulated) {
        StringBuilder page = new StringBuilder(
                """
                        <!DOCTYPE html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width">
                        <title>Ondol: replay of %1$s</title>
                        <style>
                        %2$s</style>
                        </head>
                        <body>
                        <header><h1>Replay of %1$s</h1><p>%3$s to %4$s, %5$d hours, %6$d of them not judged. Weather, IT load and set-points as recorded;
                        the rest is what the equations say. Residuals are recorded minus simulated.</p></header>
                        <main>
                        """
                        .formatted(escaped(result.site()), StyleSheet.css(), result.from(), result.to(), result.hours(),
                                result.hoursLeftOut()));
        curves(page, "Facility", PointCatalog.FACILITY_METER, simulated);
        curves(page, "Cooling", PointCatalog.COOLING_METER, simulated);
        fits(page, result);
        suspects(page, result);
        other(page, result.counterfactual());
        points(page, result);
        irregularities(page, result);
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void curves(StringBuilder page, String name, String meter, Simulated simulated) {
        simulated.window().number(PointId.of(meter, Quantity.ACTIVE_POWER)).ifPresent(number -> section(page, "wide",
                name + " power", "Hourly means, kW: recorded (grey), simulated (blue); below, their difference.",
                svg(name, simulated.measured(number), simulated.modelled(number))));
    }

    private static String svg(String name, double[] measured, double[] modelled) {
        double most = Math.max(most(measured), most(modelled));
        double least = Math.min(least(measured), least(modelled));
        Drawing drawing = new Drawing(WIDTH, RESIDUAL_BOTTOM + 14,
                "%s, recorded and simulated, %d hours".formatted(name,
                        measured.length));
        Axis y = Axis.round(least, most, 4, BOTTOM, TOP);
        Axis x = new Axis(0, Math.max(1, measured.length - 1), LEFT, WIDTH);
        grid(drawing, y, 4);
        drawing.path("curve facility", path(measured, x, y), "recorded");
        drawing.path("curve cooling", path(modelled, x, y), "simulated");
        double[] residuals = new double[measured.length];
        Arrays.setAll(residuals, hour -> measured[hour] - modelled[hour]);
        Axis r = Axis.round(Math.min(0, least(residuals)), Math.max(0, most(residuals)), 2, RESIDUAL_BOTTOM,
                RESIDUAL_TOP);
        grid(drawing, r, 2);
        drawing.path("curve it", path(residuals, x, r), "recorded minus simulated");
        return drawing.toString();
    }

    private static void grid(Drawing drawing, Axis y, int ticks) {
        for (double tick : y.ticks(ticks)) {
            drawing.line("grid", LEFT, y.at(tick), WIDTH, y.at(tick));
            drawing.text("tick", LEFT - 8, y.at(tick) + 4, "end", Drawing.number(tick));
        }
    }

    /// Broken where an hour is not judged.
    private static String path(double[] hourly, Axis x, Axis y) {
        StringBuilder d = new StringBuilder();
        boolean pen = false;
        for (int hour = 0; hour < hourly.length; hour++) {
            if (Double.isNaN(hourly[hour])) {
                pen = false;
                continue;
            }
            d.append(pen ? 'L' : 'M').append(String.format(Locale.ROOT, "%.1f %.1f", x.at(hour), y.at(hourly[hour])));
            pen = true;
        }
        return d.toString();
    }

    private static double most(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(1);
    }

    private static double least(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).min().orElse(0);
    }

    private static void fits(StringBuilder page, ReplayResult result) {
        StringBuilder table = new StringBuilder("<table>\n").append(head("hourly, percent", "CV(RMSE)", "NMBE",
                "hours"));
        fit(table, "total", result.total());
        fit(table, "cooling", result.cooling());
        result.consumers().forEach((name, fit) -> fit(table, name, fit));
        Calibrated fitted = result.calibration();
        if (fitted != null) {
            fit(table, "total, as described", fitted.totalBefore());
            fit(table, "cooling, as described", fitted.coolingBefore());
        }
        section(page, "half", "How well it fits", "ASHRAE Guideline 14, hourly.", table.append("</table>\n")
                .toString());
        if (fitted != null) {
            StringBuilder factors = new StringBuilder("<table>\n").append(head("factor on the nameplate", "value",
                    "standard error", "later"));
            fitted.factors().forEach(factor -> factors.append(row(factor.name(), number("%.3f", factor.value()),
                    number("%.3f", factor.standardError()), number("%.3f", factor.later()))));
            section(page, "half", "Calibration",
                    "Fitted to the first %d hours; all other figures are of the hours after."
                            .formatted(fitted.trainedHours()),
                    factors.append("</table>\n").toString());
        }
    }

    private static void fit(StringBuilder table, String name, Fit fit) {
        Double cv = fit.cvRmse();
        Double nmbe = fit.nmbe();
        if (cv != null && nmbe != null) {
            table.append(row(name, number("%.2f", cv), number("%.2f", nmbe), number("%,.0f", fit.hours())));
        }
    }

    private static void suspects(StringBuilder page, ReplayResult result) {
        StringBuilder table = new StringBuilder("<table>\n").append(head("suspect", "kind", "score"));
        for (Suspect suspect : result.suspects()) {
            table.append(row(suspect.text(), suspect.kind(), number("%.1f", suspect.score())));
        }
        section(page, "half", "Suspects",
                "What may be broken, the likeliest first. The score is how much better the plant with the fault explains an hour.",
                result.suspects().isEmpty() ? "<p>Nothing stands out.</p>\n" : table.append("</table>\n").toString());
    }

    private static void other(StringBuilder page, @Nullable Counterfactual other) {
        if (other == null) {
            return;
        }
        StringBuilder table = new StringBuilder("<table>\n").append(row("energy as operated", number("%,.0f kWh", other
                .recordedKwh()))).append(row("energy " + otherwise(other), number("%,.0f kWh", other
                        .facilityKwh())))
                .append(row("saved of all energy", number("%.2f %%", other.savingPercent())))
                .append(row("saved of the cooling", number("%.2f %%", other.coolingSavingPercent())));
        Double low = other.low();
        Double high = other.high();
        if (low != null && high != null) {
            table.append(row("95 % interval of the first", String.format(Locale.ROOT, "%.2f to %.2f %%", low, high)));
        }
        other.gates().forEach(gate -> table.append(row("gate " + gate.name() + (gate.holds()
                ? " holds"
                : " DOES NOT HOLD"), gate.text())));
        section(page, "wide", "What it would have taken " + otherwise(other),
                "The same weather and IT load, %d whole days, both simulated.".formatted(other.days()),
                table.append("</table>\n").toString());
    }

    private static String otherwise(Counterfactual other) {
        return "under %s%s".formatted(other.operation(), other.otherPlant() ? " in the other plant" : "");
    }

    private static void points(StringBuilder page, ReplayResult result) {
        StringBuilder table = new StringBuilder("<table>\n").append(head("point", "mean", "bias", "RMSE", "unit"));
        result.points().stream().sorted(Comparator.comparingDouble(ReplayPage::relative).reversed()).limit(POINTS)
                .forEach(fit -> table.append(row(fit.point(), number("%,.2f", fit.measured()), number("%,.3f", fit
                        .bias()), number("%,.3f", fit.rmse()), fit.unit())));
        section(page, "wide", "Points", "The %d with the largest residual in proportion; replay.json has all %d."
                .formatted(Math.min(POINTS, result.points().size()), result.points().size()),
                table.append("</table>\n")
                        .toString());
    }

    private static double relative(PointFit fit) {
        return fit.rmse() / Math.max(1, Math.abs(fit.measured()));
    }

    private static void irregularities(StringBuilder page, ReplayResult result) {
        StringBuilder table = new StringBuilder("<table>\n").append(head("what", "point", "from", "told"));
        for (Irregularity each : result.irregularities()) {
            String from = each.from();
            table.append(row(each.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), each.point(), from == null
                    ? ""
                    : from, each.text()));
        }
        section(page, "wide", "The recording",
                "%,d rows. What was wrong with it; nothing is filled silently.".formatted(
                        result.rows()),
                result.irregularities().isEmpty()
                        ? "<p>Nothing.</p>\n"
                        : table.append("</table>\n").toString());
    }

    private static void section(StringBuilder page, String width, String title, String note, String body) {
        page.append("<section class=\"").append(width).append("\"><h2>").append(escaped(title)).append("</h2><p>")
                .append(escaped(note)).append("</p>\n").append(body).append("</section>\n");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String head(String... names) {
        StringBuilder row = new StringBuilder("<tr>");
        Arrays.stream(names).forEach(name -> row.append("<th>").append(escaped(name)).append("</th>"));
        return row.append("</tr>\n").toString();
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        Arrays.stream(cells).forEach(cell -> row.append("<td>").append(escaped(cell)).append("</td>"));
        return row.append("</tr>\n").toString();
    }
}
