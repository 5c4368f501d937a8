package dev.ondol.proof.report;

import dev.ondol.proof.statistics.PolicyFigures;
import dev.ondol.simulator.report.Axis;
import dev.ondol.simulator.report.Drawing;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Energy per GPU-hour of each policy as stacked bars: IT, cooling, electrical losses with everything else.
final class StackedPolicies {
    private static final double WIDTH = 1000;
    private static final double ROW = 34;
    private static final double LEFT = 200;

    private StackedPolicies() {}

    static String legend() {
        return """
                <p class="legend"><span><i class="it"></i>IT</span><span><i class="cooling"></i>cooling</span><span><i class="loss"></i>electrical losses, lighting, optimizer</span></p>
                """;
    }

    static String svg(Map<String, PolicyFigures> policies) {
        double height = ROW * policies.size() + 30;
        Drawing drawing = new Drawing(WIDTH, height, "Energy per GPU-hour by policy and consumer");
        double most = policies.values().stream().mapToDouble(of -> of.facilityKwh() / of.gpuHours()).filter(
                Double::isFinite).max().orElse(1);
        Axis x = Axis.round(0, most, 8, LEFT, WIDTH - 80);
        for (double tick : x.ticks(8)) {
            drawing.line("grid", x.at(tick), 0, x.at(tick), height - 24);
            drawing.text("", x.at(tick), height - 6, "middle", String.format(Locale.ROOT, "%.1f kWh", tick));
        }
        double y = 4;
        for (Map.Entry<String, PolicyFigures> entry : policies.entrySet()) {
            PolicyFigures of = entry.getValue();
            drawing.text("name", 0, y + 18, "start", entry.getKey());
            double from = 0;
            for (Map.Entry<String, Double> part : parts(of).entrySet()) {
                double kwh = part.getValue() / of.gpuHours();
                drawing.rect(part.getKey(), x.at(from), y + 4, x.at(from + kwh) - x.at(from), ROW - 14, String.format(
                        Locale.ROOT, "%s, %s: %.4f kWh", entry.getKey(), part.getKey(), kwh));
                from += kwh;
            }
            drawing.text("value", x.at(from) + 8, y + 18, "start", String.format(Locale.ROOT, "%.3f", from));
            y += ROW;
        }
        return drawing.toString();
    }

    /// By class of the style sheet.
    private static Map<String, Double> parts(PolicyFigures of) {
        Map<String, Double> parts = new LinkedHashMap<>();
        double it = of.kwh().getOrDefault("it", 0.0);
        parts.put("it", it);
        parts.put("cooling", of.coolingKwh());
        parts.put("loss", of.facilityKwh() - it - of.coolingKwh());
        return parts;
    }
}
