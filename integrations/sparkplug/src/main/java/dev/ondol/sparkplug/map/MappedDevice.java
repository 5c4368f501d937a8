package dev.ondol.sparkplug.map;

import java.util.List;

/// A device, or an edge node itself, and what its metrics are to the site.
///
/// @param device an empty text for the node itself
public record MappedDevice(String group, String node, String device, List<MappedMetric> metrics) {
    public MappedDevice {
        metrics = List.copyOf(metrics);
    }

    /// For people.
    public String name() {
        return group + "/" + node + (device.isEmpty() ? "" : "/" + device);
    }
}
