package dev.ondol.ingest;

import dev.ondol.facility.point.PointId;
import java.util.List;

/// Sources that are received and stored apart from all others: each by a session of its own, all by one writer with a
/// database connection of its own. What no shard names goes through one more writer.
///
/// @param name    [a-z0-9-]+
/// @param sources at least one; a source belongs to one shard at most
public record Shard(String name, List<String> sources) {
    /// All sources that no shard names.
    public static final String REST = "rest";

    public Shard {
        sources = List.copyOf(sources);
        if (name.equals(REST)) {
            throw new IllegalArgumentException(
                    "No shard may be called %s: that is the name of all sources that none names.".formatted(REST));
        }
        if (!PointId.isName(name)) {
            throw new IllegalArgumentException("The name of a shard (%s) must match [a-z0-9-]+.".formatted(name));
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("The shard %s must name at least one source.".formatted(name));
        }
        for (String source : sources) {
            if (!PointId.isName(source)) {
                throw new IllegalArgumentException(
                        "The source (%s) of shard %s must match [a-z0-9-]+.".formatted(source, name));
            }
        }
    }
}
