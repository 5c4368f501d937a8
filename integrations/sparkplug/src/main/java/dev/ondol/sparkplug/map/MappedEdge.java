package dev.ondol.sparkplug.map;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.Problem;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.gateway.field.FieldPoints;
import dev.ondol.sparkplug.map.MetricMap.Device;
import dev.ondol.sparkplug.map.MetricMap.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The part of a site that is behind the edge nodes of a map.
///
/// @param catalog the points of the map
/// @param hostId  name of this host
/// @param timeout wall time in which a device must show what it was told
public record MappedEdge(PointCatalog catalog, String hostId, Duration timeout, List<MappedDevice> devices) {
    private static final String SOURCE = "sparkplug";

    public MappedEdge {
        devices = List.copyOf(devices);
    }

    /// @param name of the map, for messages
    /// @param site all points of the site
    /// @throws InvalidConfiguration with every point that does not fit
    public static MappedEdge of(String name, MetricMap map, PointCatalog site) throws InvalidConfiguration {
        FieldPoints points = new FieldPoints(site, map.source().orElse(SOURCE));
        List<Problem> problems = new ArrayList<>();
        List<MappedDevice> devices = map.devices().stream().map(device -> device(device, points, problems)).toList();
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(name, problems);
        }
        return new MappedEdge(points.catalog(), map.hostId(), Duration.ofMillis(map.timeoutMs().orElse(1_000)),
                devices);
    }

    private static MappedDevice device(Device device, FieldPoints points, List<Problem> problems) {
        List<MappedMetric> metrics = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Metric metric : device.points()) {
            try {
                once(metric.metric(), names);
                metric.remote().ifPresent(remote -> once(remote, names));
                metrics.add(metric(metric, points));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(0, device.name() + "." + metric.point(), String.valueOf(e.getMessage())));
            }
        }
        return new MappedDevice(device.group(), device.node(), device.device().orElse(""), metrics);
    }

    /// A metric that two set-points share would follow the one that spoke last, and one flag could not give back one of them.
    private static void once(String metric, Set<String> names) {
        if (!names.add(metric)) {
            throw new IllegalArgumentException("The metric %s stands twice in one device.".formatted(metric));
        }
    }

    private static MappedMetric metric(Metric metric, FieldPoints points) {
        Point known = points.known(metric.point());
        if (metric.written() && !known.writable()) {
            throw new IllegalArgumentException("Only a set-point of the site may have a remote or a localValue.");
        }
        String unit = metric.unit().orElse(known.quantity().unit());
        UnitConversion toOurs = UnitConversion.between(unit, known.quantity().unit()).orElseThrow(
                () -> new IllegalArgumentException("The unit (%s) must be one of %s.".formatted(unit, UnitConversion
                        .convertibleTo(known.quantity().unit()))));
        Point point = points.take(known, metric.min(), metric.max(), metric.localValue());
        return new MappedMetric(point, metric.metric(), toOurs, metric.remote(), metric.localValue());
    }
}
