package dev.ondol.messaging.sparkplug;

import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.mapping.PointMapping;
import java.util.List;
import java.util.Optional;

/// What the mapping of the site says of `node/device/metric` (`node/metric` for a metric of the node itself), or of the same
/// without the node; [NamedAlike] for metrics of which it says nothing.
final class MappedMetrics implements MetricMapping {
    private final NameIndex names;
    private final MetricMapping otherwise = new NamedAlike();

    MappedMetrics(PointMapping mapping) {
        names = new NameIndex(mapping);
    }

    @Override
    public Optional<Mapped> map(String node, String device, String metric, String unit) {
        String ofNode = device.isEmpty() ? metric : device + "/" + metric;
        return List.of(node + "/" + ofNode, ofNode).stream().map(names::find).flatMap(Optional::stream).findFirst()
                .map(meaning -> new Mapped(meaning.point(), meaning.conversion().factor(),
                        meaning.conversion().offset()))
                .or(() -> otherwise.map(node, device, metric, unit));
    }
}
