package dev.ondol.ingest.sparkplug;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The last level of a metric is the quantity. The equipment is the device, followed by the levels before the last; for a metric
/// of the node itself it is these levels, or the node where there are none. What our names do not allow becomes a hyphen.
/// The unit must be the UCUM code of the quantity, or none.
final class NamedAlike implements MetricMapping {
    private static final int LONGEST = 60;

    @Override
    public Optional<Mapped> map(String node, String device, String metric, String unit) {
        int slash = metric.lastIndexOf('/');
        String folders = slash > 0 ? metric.substring(0, slash) : "";
        String equipment = legal(device.isEmpty() ? folders.isEmpty() ? node : folders : device + "-" + folders);
        String quantity = legal(metric.substring(slash + 1));
        return equipment.isEmpty() || quantity.isEmpty() || !fits(quantity, unit)
                ? Optional.empty()
                : Optional.of(new Mapped(new PointId(equipment, quantity), 1, 0));
    }

    /// A quantity that we do not know has no unit of ours.
    private static boolean fits(String quantity, String unit) {
        return unit.isEmpty() || Arrays.stream(Quantity.values()).filter(known -> known.id().equals(quantity))
                .allMatch(known -> known.unit().equals(unit));
    }

    private static String legal(String text) {
        String legal = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return legal.length() > LONGEST ? "" : legal;
    }
}
