package dev.ondol.messaging.sparkplug;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.UnitConversion;
import java.util.Optional;

/// The last level of a metric is the quantity. The equipment is the device, followed by the levels before the last; for a metric
/// of the node itself it is these levels, or the node where there are none. What our names do not allow becomes a hyphen.
/// The unit must be one that can be converted to the quantity's, or none.
final class NamedAlike implements MetricMapping {
    private static final int LONGEST = 60;

    @Override
    public Optional<Mapped> map(String node, String device, String metric, String unit) {
        int slash = metric.lastIndexOf('/');
        String folders = slash > 0 ? metric.substring(0, slash) : "";
        String equipment = legal(device.isEmpty() ? folders.isEmpty() ? node : folders : device + "-" + folders);
        String quantity = legal(metric.substring(slash + 1));
        return equipment.isEmpty() || quantity.isEmpty()
                ? Optional.empty()
                : conversion(quantity, unit).map(conversion -> new Mapped(new PointId(equipment, quantity),
                        conversion.factor(), conversion.offset()));
    }

    /// A quantity that we do not know has no unit of ours.
    private static Optional<UnitConversion> conversion(String quantity, String unit) {
        Optional<Quantity> known = Quantity.find(quantity);
        return unit.isEmpty() || known.isEmpty()
                ? Optional.of(UnitConversion.SAME)
                : UnitConversion.between(unit, known.get().unit());
    }

    /// Asked for every metric of a birth, of which there may be many thousands.
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char small = c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
            if (small >= 'a' && small <= 'z' || small >= '0' && small <= '9') {
                legal.append(gap && !legal.isEmpty() ? "-" : "").append(small);
                gap = false;
                if (legal.length() > LONGEST) {
                    return "";
                }
            } else {
                gap = true;
            }
        }
        return legal.toString();
    }
}
