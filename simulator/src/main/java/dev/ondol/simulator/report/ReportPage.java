package dev.ondol.simulator.report;

import static dev.ondol.simulator.report.Drawing.escaped;

import dev.ondol.simulator.cluster.ClusterAccount.ClassCounts;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.report.HourlyLog.Hour;
import dev.ondol.simulator.report.HourlyLog.Mode;
import dev.ondol.simulator.run.AssetsSummary;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Summary;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The summary of a run as one self-contained HTML page: figures, charts drawn by us, tables. No script, nothing from
/// elsewhere; light or dark as the reader's system is.
final class ReportPage {
    private ReportPage() {}

    static String html(Scenario scenario, Summary summary, HourlyLog log) {
        List<Hour> hours = log.hours();
        ZoneId zone = scenario.site().location().zone();
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Ondol: %1$s, %2$s</title>
                <style>
                %3$s</style>
                </head>
                <body>
                <header><h1>%4$s</h1><p>%1$s under <b>%2$s</b>, %5$d days from %6$s, weather %7$s</p></header>
                <main>
                """.formatted(escaped(summary.site()), escaped(summary.policy()), StyleSheet.css(),
                escaped(scenario.site().name()), summary.days(), summary.from(), escaped(summary.weather())));
        figures(page, summary);
        section(page, "wide", "Where the energy went", "From the meter to its consumers over the whole run.", "",
                EnergySankey.svg(summary.bySubsystemKwh(), log.hallKwh()));
        if (!hours.isEmpty()) {
            Periods periods = Periods.of(hours, zone);
            section(page, "wide", "PUE by day and hour", "Every hour of the run; midnight is on top.", "",
                    PueCarpet.svg(hours, zone));
            section(page, "half", "PUE against wet-bulb", "Every hour, by who carried the heat.", modes(hours),
                    PueScatter.svg(hours));
            section(page, "half", "Hours by who carried the heat",
                    "Free cooling alone, with compressors, or compressors alone.", modes(hours),
                    ModeBars.svg(periods));
            section(page, "half", "Rack inlets", "Rack-hours by inlet temperature; shaded: ASHRAE recommended.", "",
                    InletHistogram.svg(log.inletRackHours()));
            section(page, "half", "Load duration", "Hourly means in MW, sorted.", "", LoadDuration.svg(hours));
            section(page, "wide", periods.monthly() ? "Month by month" : "Day by day", "Energy, with its PUE on top.",
                    legend("it", "IT") + legend("cooling", "cooling") + legend("loss", "losses and other"),
                    EnergyBars.svg(periods));
        }
        subsystems(page, summary);
        jobs(page, summary);
        AssetsSummary assets = summary.assets();
        if (assets != null) {
            assets(page, assets);
        }
        faults(page, scenario);
        provenance(page, scenario, summary);
        unmet(page);
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void figures(StringBuilder page, Summary summary) {
        page.append("<dl class=\"figures\">\n");
        figure(page, "PUE", String.format(Locale.ROOT, "%.3f", summary.pue()), "facility / IT energy");
        figure(page, "Energy", EnergySankey.energy(summary.facilityKwh()),
                String.format(Locale.ROOT, "IT %s", EnergySankey.energy(summary.itKwh())));
        figure(page, "Cooling", EnergySankey.energy(summary.coolingKwh()),
                String.format(Locale.ROOT, "%.1f %% of IT", 100 * summary.coolingKwh() / summary.itKwh()));
        Double kwh = summary.kwhPerGpuHour();
        figure(page, "Useful work", String.format(Locale.ROOT, "%,.0f", summary.gpuHours()),
                kwh == null
                        ? "reference GPU-hours"
                        : String.format(Locale.ROOT, "reference GPU-hours, %.3f kWh each", kwh));
        figure(page, "Water", String.format(Locale.ROOT, "%.2f L/kWh", summary.wueLitresPerKwh()),
                "make-up / IT energy (WUE)");
        figure(page, "Peak", String.format(Locale.ROOT, "%,.0f kW", summary.peakKw()), "highest step of the facility");
        figure(page, "Warmest inlet", String.format(Locale.ROOT, "%.1f °C", summary.maxInletC()),
                String.format(Locale.ROOT, "above 27 °C: %.3f %% of rack-hours",
                        summary.rackHoursAboveRecommendedPercent()));
        figure(page, "Allocation", String.format(Locale.ROOT, "%.1f %%", summary.meanAllocationPercent()),
                String.format(Locale.ROOT, "of GPUs; %.2f %% of jobs missed their level",
                        summary.serviceMissesPercent()));
        page.append("</dl>\n");
    }

    private static void figure(StringBuilder page, String name, String value, String note) {
        page.append("<div><dt>").append(escaped(name)).append("</dt><dd>").append(escaped(value))
                .append("<small>").append(escaped(note)).append("</small></dd></div>\n");
    }

    private static void section(StringBuilder page, String width, String title, String note, String legend,
            String svg) {
        page.append("<section class=\"").append(width).append("\"><h2>").append(escaped(title)).append("</h2><p>")
                .append(escaped(note)).append("</p>").append(legend.isEmpty()
                        ? ""
                        : "<p class=\"legend\">" + legend + "</p>")
                .append('\n').append(svg).append("</section>\n");
    }

    private static String modes(List<Hour> hours) {
        StringBuilder legend = new StringBuilder();
        for (Mode mode : Mode.values()) {
            legend.append(legend(ModeBars.style(mode),
                    String.format(Locale.ROOT, "%s %,.0f h", ModeBars.name(mode), ModeBars.count(hours, mode))));
        }
        return legend.toString();
    }

    private static String legend(String style, String name) {
        return "<span><i class=\"" + style + "\"></i>" + escaped(name) + "</span>";
    }

    private static void subsystems(StringBuilder page, Summary summary) {
        page.append("<section class=\"half\"><h2>Energy by subsystem</h2>\n<table>\n");
        summary.bySubsystemKwh().forEach((key, kwh) -> page.append(row(SubsystemNames.of(key),
                String.format(Locale.ROOT, "%,.0f kWh", kwh),
                String.format(Locale.ROOT, "%.2f %%", 100 * kwh / summary.facilityKwh()))));
        page.append("</table></section>\n");
    }

    private static void assets(StringBuilder page, AssetsSummary assets) {
        page.append("<section class=\"half\"><h2>Energy assets</h2>\n<table>\n")
                .append(row("Import", EnergySankey.energy(assets.importKwh())))
                .append(row("Export", EnergySankey.energy(assets.exportKwh())))
                .append(row("Photovoltaics", EnergySankey.energy(assets.pvKwh())))
                .append(row("Renewable energy factor (REF)", String.format(Locale.ROOT, "%.3f", assets.ref())))
                .append(row("Heat exported", EnergySankey.energy(assets.heatKwh())))
                .append(row("Heat pump", EnergySankey.energy(assets.heatPumpKwh())))
                .append(row("Energy reuse factor (ERF)", String.format(Locale.ROOT, "%.3f", assets.erf())))
                .append(row("Energy reuse effectiveness (ERE)", String.format(Locale.ROOT, "%.3f", assets.ere())))
                .append(row("Battery cycles", String.format(Locale.ROOT, "%.1f", assets.batteryCycles())))
                .append(row("Battery and converter loss", EnergySankey.energy(assets.batteryLossKwh())))
                .append(row("Change of the battery's content",
                        String.format(Locale.ROOT, "%,.0f kWh", assets.storedKwh())))
                .append("</table></section>\n");
    }

    private static void jobs(StringBuilder page, Summary summary) {
        page.append(
                """
                        <section class="half"><h2>Jobs</h2>
                        <table>
                        <tr><th>class</th><th>arrived</th><th>started</th><th>finished</th><th>within level</th><th>missed</th></tr>
                        """);
        for (Map.Entry<String, ClassCounts> entry : summary.jobsByClass().entrySet()) {
            ClassCounts counts = entry.getValue();
            page.append(row(entry.getKey(), String.format(Locale.ROOT, "%,d", counts.submitted()),
                    String.format(Locale.ROOT, "%,d", counts.started()),
                    String.format(Locale.ROOT, "%,d", counts.finished()),
                    String.format(Locale.ROOT, "%,d", counts.withinLevel()),
                    String.format(Locale.ROOT, "%,d", counts.missed())));
        }
        page.append("</table></section>\n");
    }

    private static void faults(StringBuilder page, Scenario scenario) {
        if (scenario.faults().faults().isEmpty()) {
            return;
        }
        page.append("""
                <section class="half"><h2>What broke</h2>
                <table>
                <tr><th>what</th><th>where</th><th>from</th><th>minutes</th><th>value</th></tr>
                """);
        for (Fault fault : scenario.faults().faults()) {
            page.append(row(fault.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), fault.where(),
                    fault.from().replace('T', ' '), String.format(Locale.ROOT, "%,.0f", fault.minutes()),
                    fault.value().map(Drawing::number).orElse("")));
        }
        page.append("</table></section>\n");
    }

    private static void provenance(StringBuilder page, Scenario scenario, Summary summary) {
        page.append("<section class=\"half\"><h2>How it was made</h2>\n<table>\n")
                .append(row("site", summary.site())).append(row("policy", summary.policy()))
                .append(row("weather", summary.weather()))
                .append(row("days", String.format(Locale.ROOT, "%d from %s", summary.days(), summary.from())))
                .append(row("step", String.format(Locale.ROOT, "%d s", summary.stepSeconds())))
                .append(row("seed", String.format(Locale.ROOT, "%d", summary.seed())))
                .append(row("largest heat-balance error of a step",
                        String.format(Locale.ROOT, "%.1e of IT power", summary.maxEnergyBalanceError())));
        scenario.tuned().ifPresent(tuned -> page.append(row("tuned by", tuned.command())));
        page.append("</table></section>\n");
    }

    private static void unmet(StringBuilder page) {
        page.append("""
                <section class="half"><h2>Published cases not met in full</h2>
                <table>
                <tr><th>published</th><th>here</th></tr>
                """);
        UnmetReferences.ALL.forEach(each -> page.append(row(each.reference(), each.reason())));
        page.append("</table></section>\n");
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (String cell : cells) {
            row.append("<td>").append(escaped(cell)).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }
}
