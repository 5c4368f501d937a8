package dev.ondol.ingest;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How ingest runs.
///
/// @param meter  hears what happens
/// @param shards sources apart from the others; none: one session and one writer for all
/// @param only   the one shard that this process stores, or [Shard#REST]; empty: everything. Other processes must store the others
/// @param plainValues whether it takes one value a message (`ondol/v1/{site}/value/{equipment}/{quantity}`)
/// @param sparkplug   the Sparkplug B groups of the site; empty where it has none
/// @param mapping     what others call points of the site: what it says is accepted
/// @param log         the log through which frames come; empty: they come from the broker. It shares sources out itself, without shards
public record IngestOptions(IngestMeter meter, List<Shard> shards, Optional<String> only, boolean plainValues,
        Optional<SparkplugOptions> sparkplug, PointMapping mapping, Optional<FrameLog> log) {
    public IngestOptions {
        shards = List.copyOf(shards);
        check(shards);
        if (only.isPresent() && !names(shards).contains(only.get())) {
            throw new IllegalArgumentException("The shard (%s) must be of %s.".formatted(only.get(), String.join(", ",
                    names(shards))));
        }
        if (log.isPresent() && (!shards.isEmpty() || only.isPresent())) {
            throw new IllegalArgumentException("There must be no shards where frames come through a log: "
                    + "it shares them out among the processes that read it.");
        }
    }

    /// In order; the rest last.
    private static List<String> names(List<Shard> shards) {
        return Stream.concat(shards.stream().map(Shard::name), Stream.of(Shard.REST)).toList();
    }

    /// Frames and plain values through one writer; nobody measures.
    public static IngestOptions defaults() {
        return new IngestOptions(IngestMeter.NONE, List.of(), Optional.empty(), true, Optional.empty(),
                PointMapping.NONE, Optional.empty());
    }

    public IngestOptions withMeter(IngestMeter other) {
        return new IngestOptions(other, shards, only, plainValues, sparkplug, mapping, log);
    }

    public IngestOptions withShards(List<Shard> others) {
        return new IngestOptions(meter, others, only, plainValues, sparkplug, mapping, log);
    }

    /// @param shard the only one that this process stores, or [Shard#REST]
    public IngestOptions withOnly(String shard) {
        return new IngestOptions(meter, shards, Optional.of(shard), plainValues, sparkplug, mapping, log);
    }

    /// Whether this process stores the sources of that shard.
    boolean serves(String shard) {
        return only.isEmpty() || only.get().equals(shard);
    }

    public IngestOptions withPlainValues(boolean taken) {
        return new IngestOptions(meter, shards, only, taken, sparkplug, mapping, log);
    }

    public IngestOptions withSparkplug(SparkplugOptions groups) {
        return new IngestOptions(meter, shards, only, plainValues, Optional.of(groups), mapping, log);
    }

    public IngestOptions withMapping(PointMapping names) {
        return new IngestOptions(meter, shards, only, plainValues, sparkplug, names, log);
    }

    /// @param between the log through which frames come
    public IngestOptions withLog(FrameLog between) {
        return new IngestOptions(meter, shards, only, plainValues, sparkplug, mapping, Optional.of(between));
    }

    /// Name of this process where it only takes its share of a log, beside the first.
    Optional<String> beside() {
        return log.flatMap(FrameLog::beside);
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
