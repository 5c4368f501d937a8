package dev.ondol.ingest.sparkplug;

import java.util.List;
import java.util.stream.Stream;

/// How a site takes part in a Sparkplug namespace.
///
/// @param hostId name of this primary host; edge nodes that wait for it watch `spBv1.0/STATE/{hostId}`
/// @param groups groups whose edge nodes belong to the site
public record SparkplugOptions(String hostId, List<String> groups) {
    public SparkplugOptions {
        groups = List.copyOf(groups);
        for (String name : Stream.concat(Stream.of(hostId), groups.stream()).toList()) {
            if (name.isBlank() || name.contains("/") || name.contains("+") || name.contains("#")) {
                throw new IllegalArgumentException(
                        "The hostId or group (%s) must be one level of a topic.".formatted(name));
            }
        }
        if (groups.isEmpty() || groups.contains("STATE")) {
            throw new IllegalArgumentException("The groups (%s) must be at least one, none called STATE."
                    .formatted(groups));
        }
    }
}
