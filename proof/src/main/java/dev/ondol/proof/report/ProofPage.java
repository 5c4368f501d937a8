package dev.ondol.proof.report;

import static dev.ondol.simulator.report.Drawing.escaped;

import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.Attribution;
import dev.ondol.proof.statistics.DispatchComparison.Dispatch;
import dev.ondol.proof.statistics.Gates.Gate;
import dev.ondol.proof.statistics.Saving;
import dev.ondol.simulator.report.StyleSheet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A proof as one self-contained HTML page: savings with their intervals, energy per work by consumer, daily profiles, gates,
/// and how it was made. No script, nothing from elsewhere; light or dark as the reader's system is.
final class ProofPage {
    private ProofPage() {}

    static String html(Findings findings, Map<String, Saving> savings, List<Gate> gates,
            Map<String, Dispatch> dispatches, List<RunFigures> runs, Provenance provenance) {
        StringBuilder page = new StringBuilder(
                """
                        <!DOCTYPE html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width">
                        <title>Ondol: what is saved, %1$s</title>
                        <style>
                        %2$s</style>
                        </head>
                        <body>
                        <header><h1>What is saved</h1><p>%1$s, weather %3$s, %4$d days a seed, seeds %5$s. Energy is per reference GPU-hour of jobs
                        that kept their service level; below 0 more is used than by the baseline.</p></header>
                        <main>
                        """
                        .formatted(escaped(provenance.site()), StyleSheet.css(), escaped(String.join(", ", provenance
                                .weather())), findings.days(), findings.seeds()));
        section(page, "wide", "Savings", "With the 95 % interval by paired day blocks; pale: the worst single week.",
                SavingBars.svg(savings));
        section(page, "wide", "Energy per GPU-hour", "kWh by consumer, and what makes the difference.", StackedPolicies
                .legend() + StackedPolicies.svg(findings.policies()));
        Attribution attribution = findings.attribution();
        if (attribution != null) {
            section(page, "wide", "What brings it",
                    "Saving of all energy per GPU-hour against good practice, percent, by Shapley values over runs with every combination of the four groups.",
                    LeverStack.svg(attribution));
        }
        section(page, "half", "A day of the facility", "Mean power by hour of the day, MW.", DailyProfiles.legend(runs)
                + DailyProfiles.svg(runs, false));
        section(page, "half", "A day of the cooling", "Mean power by hour of the day, MW.", DailyProfiles.legend(runs)
                + DailyProfiles.svg(runs, true));
        gates(page, gates);
        policies(page, findings);
        if (!dispatches.isEmpty()) {
            assets(page, dispatches);
        }
        weeks(page, savings);
        made(page, findings, provenance);
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void section(StringBuilder page, String width, String title, String note, String body) {
        page.append("<section class=\"").append(width).append("\"><h2>").append(escaped(title)).append("</h2><p>")
                .append(escaped(note)).append("</p>\n").append(body).append("</section>\n");
    }

    private static void gates(StringBuilder page, List<Gate> gates) {
        StringBuilder table = new StringBuilder("<table class=\"words\">\n");
        for (Gate gate : gates) {
            table.append(row(gate.name(), gate.holds() ? "holds" : "DOES NOT HOLD", gate.text()));
        }
        section(page, "wide", "Gates", "What must hold whatever is saved.", table.append("</table>\n").toString());
    }

    private static void policies(StringBuilder page, Findings findings) {
        StringBuilder table = new StringBuilder(
                "<table>\n<tr><th>policy</th><th>kWh/GPU-h</th><th>PUE</th><th>TUE</th><th>L/GPU-h</th><th>peak kW</th><th>GPU-hours</th><th>missed %</th></tr>\n");
        findings.policies().forEach((name, of) -> table.append(row(name, number("%.4f", of.kwhPerGpuHour()), number(
                "%.4f", of.pue()), number("%.4f", of.tue()), number("%.3f", of.litresPerGpuHour()),
                number("%,.0f", of
                        .peakKw()),
                number("%,.0f", of.gpuHours()), number("%.3f", of.serviceLevelMissPercent()))));
        section(page, "wide", "Policies", "Sums over all days and seeds of each.", table.append("</table>\n")
                .toString());
    }

    private static void assets(StringBuilder page, Map<String, Dispatch> dispatches) {
        StringBuilder table = new StringBuilder(
                "<table>\n<tr><th>policy</th><th>REF</th><th>ERF</th><th>ERE</th><th>PV used %</th><th>heat MWh</th><th>cycles</th><th>kg CO2/GPU-h</th><th>less heat's</th><th>cost/GPU-h</th><th>energy</th><th>demand</th><th>heat</th></tr>\n");
        dispatches.forEach((name, of) -> table.append(row(name, number("%.4f", of.ref()), number("%.4f", of.erf()),
                number("%.4f", of.ere()), number("%.1f", of.pvSelfUsePercent()), number("%,.1f", of.heatExportMwh()),
                number("%.1f", of.batteryCycles()), number("%.4f", of.kgCo2PerGpuHour()), number("%.4f", of
                        .kgCo2PerGpuHourWithHeat()),
                number("%.2f", of.costPerGpuHour()), number("%.2f", of.energyPerGpuHour()), number("%.2f", of
                        .demandPerGpuHour()),
                number("%.2f", -of.heatIncomePerGpuHour()))));
        section(page, "wide", "Sun, battery and heat", "The same assets under simple rules and under the optimizer.",
                table.append("</table>\n").toString());
    }

    private static void weeks(StringBuilder page, Map<String, Saving> savings) {
        StringBuilder table = new StringBuilder(
                "<table>\n<tr><th>saving</th><th>all</th><th>low</th><th>high</th><th>worst week</th></tr>\n");
        savings.forEach((name, of) -> table.append(row("%s (%s against %s)".formatted(name, of.policy(), of
                .baseline()), number("%.2f %%", of.percent()), number("%.2f", of.low()), number("%.2f", of.high()),
                "%s: %s".formatted(of.worstWeek(), number("%.2f %%", of.worst())))));
        section(page, "wide", "Savings in figures", "Percent of the baseline's energy per GPU-hour.", table.append(
                "</table>\n").toString());
    }

    private static void made(StringBuilder page, Findings findings, Provenance by) {
        String table = "<table class=\"words\">\n" + row("command", by.command()) + row("program", by.program())
                + row("site", by
                        .site() + " " + by.siteDigest())
                + row("weather", by.weather() + " " + by.weatherDigests()) + row(
                        "best-static tuned by", by.tuning())
                + row("weeks", "%s: %d days from the 15th of months %s, a day before each to settle".formatted(by
                        .protocol(), by.days(), by.months()))
                + row("moves a plan", String.valueOf(by.moves())) + row("re-plan", findings.replanMs() == null
                        ? "none"
                        : number("%.0f ms", findings.replanMs()))
                + row("wall time", number("%.0f s", findings.wallSeconds())) + "</table>\n";
        section(page, "wide", "How it was made", "The same command on the same files gives the same figures.", table);
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (String cell : cells) {
            row.append("<td>").append(escaped(cell)).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

}
