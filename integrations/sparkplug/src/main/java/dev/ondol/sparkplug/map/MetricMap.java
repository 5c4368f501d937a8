package dev.ondol.sparkplug.map;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import dev.ondol.facility.point.PointId;
import dev.ondol.messaging.sparkplug.SparkplugTopics;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The metric map of a site as its file says it.
///
/// @param source    name under which frames come, `[a-z0-9-]+`; absent: sparkplug
/// @param hostId    name of this host: devices that fall back by themselves watch `spBv1.0/STATE/{hostId}`. Another than that of ingest
/// @param timeoutMs wall milliseconds in which a device must show what it was told, 100 to 2000; absent: 1000
/// @param devices   what answers
public record MetricMap(Optional<String> source, String hostId, Optional<Integer> timeoutMs, List<Device> devices) {
    public MetricMap {
        devices = List.copyOf(devices);
        SparkplugTopics.requireLevel("hostId", hostId);
        int timeout = timeoutMs.orElse(1_000);
        if (timeout < 100 || timeout > 2_000) {
            throw new IllegalArgumentException("The timeoutMs (%d) must be 100 to 2000.".formatted(timeout));
        }
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("The map must have a device.");
        }
        if (source.isPresent() && !PointId.isName(source.get())) {
            throw new IllegalArgumentException("The source (%s) must match [a-z0-9-]+.".formatted(source.get()));
        }
        Set<String> names = new HashSet<>();
        for (Device device : devices) {
            if (!names.add(device.name())) {
                throw new IllegalArgumentException("The device (%s) must be listed once.".formatted(device.name()));
            }
        }
    }

    /// @param group  of the edge node
    /// @param node   the edge node
    /// @param device absent: metrics of the node itself
    /// @param points what its metrics are
    public record Device(String group, String node, Optional<String> device, List<Metric> points) {
        public Device {
            points = List.copyOf(points);
            SparkplugTopics.requireLevel("group", group);
            SparkplugTopics.requireLevel("node", node);
            device.ifPresent(name -> SparkplugTopics.requireLevel("device", name));
            if (points.isEmpty()) {
                throw new IllegalArgumentException("The device (%s) must have a point.".formatted(device.orElse(
                        node)));
            }
        }

        /// `group/node/device`, for people.
        String name() {
            return group + "/" + node + device.map(name -> "/" + name).orElse("");
        }
    }

    /// @param point      ours, `equipment/quantity`
    /// @param metric     with its folders, as the birth tells it
    /// @param unit       UCUM code or everyday spelling; absent: that of the point
    /// @param min        of a set-point: tighter than the site's envelope, in the unit of the point
    /// @param max        likewise
    /// @param remote     of a set-point: this boolean metric is true while the set-point counts, false: the device's own rule does
    /// @param localValue of a set-point, where there is no such metric: written when it is handed back, in the unit of the point
    public record Metric(String point, String metric, Optional<String> unit, Optional<Double> min, Optional<Double> max,
            Optional<String> remote, Optional<Double> localValue) {
        public Metric {
            if (metric.isBlank()) {
                throw new IllegalArgumentException("The metric of %s must have a name.".formatted(point));
            }
            if (remote.isPresent() && localValue.isPresent()) {
                throw new IllegalArgumentException("The point %s must have a remote or a localValue, not both."
                        .formatted(point));
            }
        }

        /// Whether commands may reach it.
        boolean written() {
            return remote.isPresent() || localValue.isPresent();
        }
    }

    /// Reads the text of a file.
    ///
    /// @throws InvalidConfiguration with every problem of the text
    public static MetricMap read(String name, String yaml) throws InvalidConfiguration {
        return RecordReader.read(name, yaml, MetricMap.class);
    }
}
