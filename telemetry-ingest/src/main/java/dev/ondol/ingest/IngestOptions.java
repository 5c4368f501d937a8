package dev.ondol.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How ingest runs.
///
/// @param meter  hears what happens
/// @param shards sources apart from the others; none: one session and one writer for all
public record IngestOptions(IngestMeter meter, List<Shard> shards) {
    public IngestOptions {
        shards = List.copyOf(shards);
        check(shards);
    }

    /// One session, one writer, nobody measures.
    public static IngestOptions defaults() {
        return new IngestOptions(IngestMeter.NONE, List.of());
    }

    public IngestOptions withMeter(IngestMeter other) {
        return new IngestOptions(other, shards);
    }

    public IngestOptions withShards(List<Shard> others) {
        return new IngestOptions(meter, others);
    }

    /// Throws where two shards have one name or one source.
    public static void check(List<Shard> shards) {
        Set<String> names = new HashSet<>();
        Set<String> sources = new HashSet<>();
        for (Shard shard : shards) {
            if (!names.add(shard.name())) {
                throw new IllegalArgumentException("The shard %s stands twice.".formatted(shard.name()));
            }
            for (String source : shard.sources()) {
                if (!sources.add(source)) {
                    throw new IllegalArgumentException(
                            "The source %s must stand in one shard, once; it stands twice.".formatted(source));
                }
            }
        }
    }
}
