package dev.ondol.controllers.alarm;

import dev.ondol.facility.operation.AlarmBoard.Flood;
import dev.ondol.facility.operation.AlarmBoard.Rates;
import dev.ondol.facility.operation.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How often alarms sound: the rates of EEMUA 191, and floods with what came first. Wall time. Owned by one thread.
final class Annunciations {
    static final long TEN_MINUTES_MS = 600_000;
    static final long DAY_MS = 86_400_000;
    static final int FLOOD_BEGINS = 10;
    static final int FLOOD_ENDS = 5;

    private final Deque<Sound> sounds = new ArrayDeque<>();
    private final Deque<Span> floods = new ArrayDeque<>();
    private @Nullable Flood flood;
    private long since = Long.MAX_VALUE;

    private record Sound(long wall, Priority priority, String id) {}

    private record Span(long from, long to) {}

    void began(long wall) {
        since = Math.min(since, wall);
    }

    void sounded(String id, Priority priority, long wall) {
        began(wall);
        sounds.addLast(new Sound(wall, priority, id));
        Flood present = flood;
        if (present != null) {
            flood = new Flood(present.sinceWall(), present.firstOut(), present.count() + 1);
        }
    }

    void turn(long wall) {
        sounds.removeIf(sound -> sound.wall() <= wall - DAY_MS || sound.wall() > wall);
        floods.removeIf(span -> span.to() <= wall - DAY_MS);
        int lately = lately(wall);
        Flood present = flood;
        if (present == null && lately >= FLOOD_BEGINS) {
            Sound first = sounds.stream().filter(sound -> sound.wall() > wall - TEN_MINUTES_MS).findFirst()
                    .orElseThrow();
            flood = new Flood(first.wall(), first.id(), lately);
        } else if (present != null && lately < FLOOD_ENDS) {
            floods.addLast(new Span(present.sinceWall(), wall));
            flood = null;
        }
    }

    private int lately(long wall) {
        return (int) sounds.stream().filter(sound -> sound.wall() > wall - TEN_MINUTES_MS).count();
    }

    @Nullable
    Flood flood() {
        return flood;
    }

    Rates rates(long wall, int standing, int chattering) {
        long from = Math.max(since == Long.MAX_VALUE ? wall : since, wall - DAY_MS);
        double span = Math.max(wall - from, 1);
        Map<Priority, Integer> priorities = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            priorities.put(priority, (int) sounds.stream().filter(sound -> sound.priority() == priority).count());
        }
        double tenths = Math.max(span / TEN_MINUTES_MS, 1);
        return new Rates(lately(wall), sounds.size() / tenths, Math.clamp(flooded(wall) / span, 0, 1), priorities,
                standing, chattering, from);
    }

    private double flooded(long wall) {
        double sum = floods.stream().mapToLong(span -> span.to() - Math.max(span.from(), wall - DAY_MS)).sum();
        Flood present = flood;
        return present == null ? sum : sum + wall - Math.max(present.sinceWall(), wall - DAY_MS);
    }
}
