package dev.ondol.controllers.watch;

import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Heartbeat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether the roles and the plant are heard of. Wall time. Owned by one thread.
final class RoleSigns {
    /// Heartbeats come every second.
    private static final long SILENT_MS = 5_000;
    private static final Map<String, String> ALARMS = Map.of("control", "control-lost", "optimize", "optimizer-lost",
            "ingest", "ingest-lost");

    private final Map<String, Long> heard = new HashMap<>();
    private long connectedSince = Long.MAX_VALUE;
    private long plantHeard;
    private @Nullable ClockTick clock;

    void heartbeat(Heartbeat beat, long wall) {
        heard.put(beat.role(), wall);
    }

    /// Wall milliseconds since it was heard; 0 where it never was.
    long silentMs(String role, long wall) {
        return wall - heard.getOrDefault(role, wall);
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
        List<Sign> signs = new java.util.ArrayList<>();
        signs.add(Sign.of("broker-away", "broker", Sign.SITE, !connected));
        if (!connected) {
            return signs;
        }
        ALARMS.forEach((role, alarm) -> {
            long silent = wall - Math.max(heard.getOrDefault(role, 0L), connectedSince);
            signs.add(new Sign(alarm, role, Sign.SITE, silent > SILENT_MS, silent / 1_000.0, Map.of()));
        });
        long silent = wall - Math.max(plantHeard, connectedSince);
        ClockTick tick = clock;
        boolean lockStep = tick != null && tick.rate() == 0; // it waits for the planner as long as that takes
        signs.add(new Sign("plant-silent", "gateway", Sign.SITE, !lockStep && silent > SILENT_MS, silent / 1_000.0, Map
                .of()));
        return signs;
    }
}
