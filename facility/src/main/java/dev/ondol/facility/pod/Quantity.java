package dev.ondol.facility.pod;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Quantities of Kubernetes, for example `500m`, `1.5Gi`, `12e6`.
final class Quantity {
    private static final Pattern FORM = Pattern.compile(
            "([+-]?[0-9]{1,24}(?:\\.[0-9]{0,24})?)(?:[eE]([+-]?[0-9]{1,2})|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)");
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)), Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)), Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)), Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)), Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", BigDecimal.TWO.pow(10)), Map.entry("Mi", BigDecimal.TWO.pow(20)),
            Map.entry("Gi", BigDecimal.TWO.pow(30)), Map.entry("Ti", BigDecimal.TWO.pow(40)),
            Map.entry("Pi", BigDecimal.TWO.pow(50)), Map.entry("Ei", BigDecimal.TWO.pow(60)));
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

    private Quantity() {}

    /// The quantity in an own unit, rounded up as Kubernetes rounds; 0 where it is absent.
    ///
    /// @param unit size of the own unit, for example 0.001 for thousandths
    /// @param name for the message
    /// @throws UnusablePod if it is no quantity, negative, or more than a thousand million of the unit
    static long in(BigDecimal unit, @Nullable JsonNode value, String name) throws UnusablePod {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return 0;
        }
        String text = value.isValueNode() ? value.asText() : "";
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnusablePod("%s (%s) must be a quantity such as 500m or 16Gi.".formatted(name, shortened(text)));
        }
        BigDecimal number = new BigDecimal(form.group(1));
        if (form.group(2) != null) {
            number = number.scaleByPowerOfTen(Integer.parseInt(form.group(2)));
        } else if (form.group(3) != null) {
            number = number.multiply(java.util.Objects.requireNonNull(UNITS.get(form.group(3))));
        }
        BigDecimal units = number.divide(unit, 0, RoundingMode.CEILING);
        if (units.signum() < 0 || units.compareTo(MOST) > 0) {
            throw new UnusablePod("%s (%s) must be 0 or more and not absurdly large.".formatted(name, text));
        }
        return units.longValueExact();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
