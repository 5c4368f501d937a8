package dev.ondol.messaging.sparkplug;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.PointId;
import java.util.Optional;

/// Says which point a metric of an edge node is. Asked once for each metric of a birth, not for each value.
@FunctionalInterface
public interface MetricMapping {
    /// A point, and the way of a value to it: ours = foreign * factor + offset.
    record Mapped(PointId point, double factor, double offset) {
        public double value(double foreign) {
            return foreign * factor + offset;
        }
    }

    /// @param node   edge node
    /// @param device device of the node, or an empty text for a metric of the node itself
    /// @param metric with its folders, `Chiller/Supply Temperature`
    /// @param unit   engineering unit, or an empty text where the birth does not tell
    /// @return empty where the name or the unit cannot be ours
    Optional<Mapped> map(String node, String device, String metric, String unit);

    /// What a mapping says, and [#byName] for all other metrics.
    static MetricMapping of(PointMapping mapping) {
        return new MappedMetrics(mapping);
    }

    /// The rule where nobody has said otherwise: see [NamedAlike].
    static MetricMapping byName() {
        return new NamedAlike();
    }
}
