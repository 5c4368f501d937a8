package dev.ondol.simulator.run;

import dev.ondol.simulator.cluster.ClusterAccount.ClassCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The summary of a run as one self-contained HTML page without scripts.
final class Report {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 180;
    private static final int MARGIN = 48;

    private Report() {}

    static String html(Summary summary, List<Day> days) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>Ondol: %1$s, %2$s</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; max-width: 900px; margin: 2rem auto; padding: 0 1rem; color: #1d2733; }
                table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
                th, td { padding: .2rem .9rem .2rem 0; text-align: right; border-bottom: 1px solid #d8dee6; }
                th:first-child, td:first-child { text-align: left; }
                svg { display: block; margin-bottom: 1rem; }
                .axis { stroke: #8894a3; } .line { fill: none; stroke: #0b6e5f; stroke-width: 1.5; }
                text { font-size: 12px; fill: #45525f; }
                </style>
                </head>
                <body>
                <h1>%1$s, %2$s</h1>
                <p>%3$d days from %4$s; weather %5$s; step %6$d s; seed %7$d.</p>
                """
                .formatted(escaped(summary.site()), escaped(summary.policy()), summary.days(), summary.from(),
                        escaped(summary.weather()), summary.stepSeconds(), summary.seed())
                + figures(summary) + chart("PUE by day", days, Day::pue, "%.2f")
                + chart("Facility power by day, MW", days, day -> day.facilityKwh() / 24_000, "%.1f")
                + chart("Outdoor dry-bulb by day, °C", days, Day::dryBulbC, "%.0f") + subsystems(summary)
                + assets(summary.assets())
                + jobs(summary) + "</body>\n</html>\n";
    }

    private static String figures(Summary summary) {
        StringBuilder html = new StringBuilder("<h2>Figures</h2>\n<table>\n");
        row(html, "PUE", number("%.3f", summary.pue()));
        row(html, "IT energy", number("%,.0f kWh", summary.itKwh()));
        row(html, "Cooling energy", number("%,.0f kWh", summary.coolingKwh()));
        row(html, "Facility energy", number("%,.0f kWh", summary.facilityKwh()));
        row(html, "Peak power", number("%,.0f kW", summary.peakKw()));
        row(html, "Water", number("%.3f l / kWh of IT", summary.wueLitresPerKwh()));
        Double kwh = summary.kwhPerGpuHour();
        Double litres = summary.litresPerGpuHour();
        if (kwh != null && litres != null) {
            row(html, "Energy of useful work", number("%.3f kWh / reference GPU-hour", kwh));
            row(html, "Water of useful work", number("%.3f l / reference GPU-hour", litres));
        }
        row(html, "Mean allocation of GPUs", number("%.1f %%", summary.meanAllocationPercent()));
        row(html, "Warmest rack inlet", number("%.1f °C", summary.maxInletC()));
        row(html, "Rack-hours above 27 °C", number("%.3f %%", summary.rackHoursAboveRecommendedPercent()));
        row(html, "Rack-hours above 32 °C", number("%.3f %%", summary.rackHoursAboveAllowablePercent()));
        row(html, "Largest energy-balance error", number("%.1e of IT power", summary.maxEnergyBalanceError()));
        return html.append("</table>\n").toString();
    }

    private static String subsystems(Summary summary) {
        StringBuilder html = new StringBuilder("<h2>Energy by subsystem</h2>\n<table>\n");
        summary.bySubsystemKwh().forEach((subsystem, kwh) -> html.append("<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                .formatted(escaped(subsystem), number("%,.0f kWh", kwh),
                        number("%.2f %%", 100 * kwh / summary.facilityKwh()))));
        return html.append("</table>\n").toString();
    }

    private static String assets(@Nullable AssetsSummary assets) {
        if (assets == null) {
            return "";
        }
        StringBuilder html = new StringBuilder("<h2>Energy assets</h2>\n<table>\n");
        row(html, "Import, export", number("%,.0f", assets.importKwh()) + number(", %,.0f kWh", assets.exportKwh()));
        row(html, "Photovoltaics", number("%,.0f kWh", assets.pvKwh()));
        row(html, "Renewable energy factor (REF)", number("%.4f", assets.ref()));
        row(html, "Heat exported", number("%,.0f kWh", assets.heatKwh()));
        row(html, "Energy reuse factor (ERF), effectiveness (ERE)",
                number("%.4f", assets.erf()) + number(", %.4f", assets.ere()));
        row(html, "Battery cycles", number("%.1f", assets.batteryCycles()));
        row(html, "Battery loss, change of content",
                number("%,.0f", assets.batteryLossKwh()) + number(", %,.0f kWh", assets.storedKwh()));
        return html.append("</table>\n").toString();
    }

    private static String jobs(Summary summary) {
        StringBuilder html = new StringBuilder(
                "<h2>Jobs</h2>\n<table>\n<tr><th>class</th><th>arrived</th><th>started</th>"
                        + "<th>finished</th><th>within level</th><th>missed</th></tr>\n");
        for (Map.Entry<String, ClassCounts> entry : summary.jobsByClass().entrySet()) {
            ClassCounts counts = entry.getValue();
            html.append("<tr><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td></tr>\n".formatted(
                    escaped(entry.getKey()), counts.submitted(), counts.started(), counts.finished(),
                    counts.withinLevel(), counts.missed()));
        }
        return html.append("</table>\n").toString();
    }

    private static void row(StringBuilder html, String name, String value) {
        html.append("<tr><td>%s</td><td>%s</td></tr>\n".formatted(name, value));
    }

    private static String chart(String title, List<Day> days, ToDoubleFunction<Day> figure, String form) {
        double low = days.stream().mapToDouble(figure).min().orElse(0);
        double high = days.stream().mapToDouble(figure).max().orElse(1);
        double span = Math.max(1e-9, high - low);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            double x = MARGIN + (double) (WIDTH - MARGIN) * i / Math.max(1, days.size() - 1);
            double y = HEIGHT - 10 - (HEIGHT - 30) * (figure.applyAsDouble(days.get(i)) - low) / span;
            points.append(number("%.1f,", x)).append(number("%.1f ", y));
        }
        return """
                <h2>%1$s</h2>
                <svg viewBox="0 0 %2$d %3$d" width="%2$d" height="%3$d" role="img" aria-label="%1$s, from %6$s to %7$s">
                <line class="axis" x1="%4$d" y1="%5$d" x2="%2$d" y2="%5$d"/>
                <text x="0" y="24">%7$s</text><text x="0" y="%5$d">%6$s</text>
                <polyline class="line" points="%8$s"/>
                </svg>
                """.formatted(escaped(title), WIDTH, HEIGHT, MARGIN, HEIGHT - 10, number(form, low), number(form, high),
                points.toString().strip());
    }

    private static String number(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
