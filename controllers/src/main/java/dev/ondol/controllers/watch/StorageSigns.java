package dev.ondol.controllers.watch;

import dev.ondol.controllers.alarm.Sign;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Whether what the gateways send is stored, by their frames and the marks that follow a commit: whoever stands between the two (ingest, a relay and its Kafka, the database)
/// and does not do its work shows here, also where it reports every second. Wall time. Owned by one thread.
final class StorageSigns {
    /// Gateways send a frame each second, or as often as the plant's clock lets them.
    private static final long SENDS_MS = 10_000;
    /// So long after a frame its mark is there, unless something is wrong.
    private static final long MARKED_MS = 10_000;

    /// When a source began to send without a mark, and when it sent last.
    private record Waiting(long since, long newest) {}

    private final Map<String, Waiting> waiting = new HashMap<>();

    void frame(String source, long wall) {
        waiting.merge(source, new Waiting(wall, wall), (before, now) -> wall - before.newest() > SENDS_MS
                ? now
                : new Waiting(before.since(), wall));
    }

    /// Frames of the source were committed.
    void mark(String source) {
        waiting.remove(source);
    }

    /// @param connected whether the broker is there; else nothing is known, and waiting begins anew
    Sign look(boolean connected, long wall) {
        if (!connected) {
            waiting.clear();
        }
        OptionalLong since = waiting.values().stream().filter(source -> wall - source.newest() <= SENDS_MS).mapToLong(
                Waiting::since).min();
        long waits = since.isPresent() ? wall - since.getAsLong() : 0;
        return new Sign("not-stored", "telemetry", Sign.SITE, waits > MARKED_MS, waits / 1_000.0, Map.of());
    }
}
