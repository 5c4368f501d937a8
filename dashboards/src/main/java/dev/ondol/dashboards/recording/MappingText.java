package dev.ondol.dashboards.recording;

import dev.ondol.facility.mapping.MappedName;
import dev.ondol.facility.mapping.NewPoint;
import java.util.List;
import java.util.Locale;

/// A mapping as the YAML of docs/points.md, an entry a line.
final class MappingText {
    private MappingText() {}

    static String of(String recording, List<MappedName> names) {
        StringBuilder text = new StringBuilder("# names of %s\nnames:%s\n".formatted(recording, names.isEmpty()
                ? " []"
                : ""));
        for (MappedName each : names) {
            text.append("  - {name: ").append(quoted(each.name())).append(", point: ").append(quoted(each.point()));
            each.unit().ifPresent(unit -> text.append(", unit: ").append(quoted(unit)));
            each.scale().ifPresent(scale -> text.append(", scale: ").append(number(scale)));
            each.offset().ifPresent(offset -> text.append(", offset: ").append(number(offset)));
            each.define().ifPresent(define -> text.append(", define: ").append(defined(define)));
            text.append("}\n");
        }
        return text.toString();
    }

    private static String defined(NewPoint point) {
        return "{brickClass: %s, unit: %s, low: %s, high: %s%s}".formatted(quoted(point.brickClass()), quoted(point
                .unit()), number(point.low()), number(point.high()),
                point.periodSeconds()
                        .map(", periodSeconds: %d"::formatted).orElse(""));
    }

    /// Without an exponent: YAML takes 1E7 for a text.
    private static String number(double value) {
        return new java.math.BigDecimal(Double.toString(value)).toPlainString().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
