package dev.ondol.ingest.sparkplug;

import dev.ondol.messaging.sparkplug.SparkplugTopics;
import java.util.List;

/// How a site takes part in a Sparkplug namespace.
///
/// @param hostId name of this primary host; edge nodes that wait for it watch `spBv1.0/STATE/{hostId}`
/// @param groups groups whose edge nodes belong to the site
public record SparkplugOptions(String hostId, List<String> groups) {
    public SparkplugOptions {
        groups = List.copyOf(groups);
        SparkplugTopics.requireLevel("hostId", hostId);
        groups.forEach(group -> SparkplugTopics.requireLevel("group", group));
        if (groups.isEmpty() || groups.contains("STATE")) {
            throw new IllegalArgumentException("The groups (%s) must be at least one, none called STATE."
                    .formatted(groups));
        }
    }
}
