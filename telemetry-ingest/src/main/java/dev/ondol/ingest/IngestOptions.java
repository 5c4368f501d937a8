package dev.ondol.ingest;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How ingest runs.
///
/// @param meter  hears what happens
/// @param shards sources apart from the others; none: one session and one writer for all
/// @param plainValues whether it takes one value a message (`ondol/v1/{site}/value/{equipment}/{quantity}`)
/// @param sparkplug   the Sparkplug B groups of the site; empty where it has none
/// @param mapping     what others call points of the site: what it says is accepted
public record IngestOptions(IngestMeter meter, List<Shard> shards, boolean plainValues,
        Optional<SparkplugOptions> sparkplug, PointMapping mapping) {
    public IngestOptions {
        shards = List.copyOf(shards);
        check(shards);
    }

    /// Frames and plain values through one writer; nobody measures.
    public static IngestOptions defaults() {
        return new IngestOptions(IngestMeter.NONE, List.of(), true, Optional.empty(), PointMapping.NONE);
    }

    public IngestOptions withMeter(IngestMeter other) {
        return new IngestOptions(other, shards, plainValues, sparkplug, mapping);
    }

    public IngestOptions withShards(List<Shard> others) {
        return new IngestOptions(meter, others, plainValues, sparkplug, mapping);
    }

    public IngestOptions withPlainValues(boolean taken) {
        return new IngestOptions(meter, shards, taken, sparkplug, mapping);
    }

    public IngestOptions withSparkplug(SparkplugOptions groups) {
        return new IngestOptions(meter, shards, plainValues, Optional.of(groups), mapping);
    }

    public IngestOptions withMapping(PointMapping names) {
        return new IngestOptions(meter, shards, plainValues, sparkplug, names);
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
