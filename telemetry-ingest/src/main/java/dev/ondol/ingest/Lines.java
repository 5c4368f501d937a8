package dev.ondol.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Which line stores which source in this process.
///
/// @param named     lines of the sources of shards that this process stores
/// @param rest      line of all sources that no shard names; empty where another process has them
/// @param elsewhere sources of shards that other processes store, and the shard of each
record Lines(Map<String, StorageLine> named, Optional<StorageLine> rest, Map<String, String> elsewhere) {
    Lines {
        named = Map.copyOf(named);
        elsewhere = Map.copyOf(elsewhere);
    }

    /// @param line makes the line of that name
    static Lines of(IngestOptions options, Function<String, StorageLine> line) {
        Optional<StorageLine> rest = options.serves(Shard.REST)
                ? Optional.of(line.apply(Shard.REST))
                : Optional.empty();
        Map<String, StorageLine> named = new HashMap<>();
        Map<String, String> elsewhere = new HashMap<>();
        for (Shard shard : options.shards()) {
            if (options.serves(shard.name())) {
                StorageLine own = line.apply(shard.name());
                shard.sources().forEach(source -> named.put(source, own));
            } else {
                shard.sources().forEach(source -> elsewhere.put(source, shard.name()));
            }
        }
        return new Lines(named, rest, elsewhere);
    }

    /// Every source that a shard names, here or elsewhere.
    Set<String> sources() {
        Set<String> all = new TreeSet<>(elsewhere.keySet());
        all.addAll(named.keySet());
        return all;
    }

    /// Each line once.
    List<StorageLine> all() {
        List<StorageLine> lines = new ArrayList<>(rest.stream().toList());
        named.values().stream().distinct().forEach(lines::add);
        return lines;
    }
}
