package dev.ondol.controllers.watch;

import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Heartbeat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether the roles and the plant are heard of. Wall time. Owned by one thread.
final class RoleSigns {
    /// Heartbeats come every second.
    private static final long SILENT_MS = 5_000;
    private static final String INGEST = "ingest";
    private static final Map<String, String> ALARMS = Map.of("control", "control-lost", "optimize", "optimizer-lost",
            INGEST, "ingest-lost");

    private final Map<String, Long> heard = new HashMap<>();
    /// Whether the process of each shard of ingest stores its sources, as the process of the rest says.
    private final Map<String, Boolean> shards = new TreeMap<>();
    private long connectedSince = Long.MAX_VALUE;
    private long plantHeard;
    private @Nullable ClockTick clock;

    void heartbeat(Heartbeat beat, long wall) {
        heard.put(beat.role(), wall);
        if (beat.role().equals(INGEST)) {
            Map<String, Boolean> told = beat.shards() == null ? Map.of() : beat.shards();
            shards.replaceAll((shard, before) -> true); // one that is named no more is no process that could be away
            shards.putAll(told);
        }
    }

    void clock(ClockTick tick, long wall) {
        clock = tick;
        plantHeard = wall;
    }

    void plant(long wall) {
        plantHeard = wall;
    }

    /// While we do not hear the broker ourselves we know nothing about the others.
    List<Sign> look(boolean connected, long wall) {
        connectedSince = connected ? Math.min(connectedSince, wall) : Long.MAX_VALUE;
        List<Sign> signs = new ArrayList<>();
        signs.add(Sign.of("broker-away", "broker", Sign.SITE, !connected));
        if (!connected) {
            return signs;
        }
        ALARMS.forEach((role, alarm) -> {
            long silent = wall - Math.max(heard.getOrDefault(role, 0L), connectedSince);
            signs.add(new Sign(alarm, role, Sign.SITE, silent > SILENT_MS, silent / 1_000.0, Map.of()));
        });
        if (wall - heard.getOrDefault(INGEST, 0L) <= SILENT_MS) {
            shards.forEach((shard, stores) -> signs.add(Sign.of("ingest-shard-lost", shard, Sign.SITE, !stores)));
        }
        long silent = wall - Math.max(plantHeard, connectedSince);
        ClockTick tick = clock;
        boolean lockStep = tick != null && tick.rate() == 0; // it waits for the planner as long as that takes
        signs.add(new Sign("plant-silent", "gateway", Sign.SITE, !lockStep && silent > SILENT_MS, silent / 1_000.0, Map
                .of()));
        return signs;
    }
}
