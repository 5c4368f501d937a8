package dev.ondol.controllers.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How often one set-point may have changed its direction at the plant within the last hour (property P17). Of a command that nobody answered
/// it is not known whether it arrived, and what is a turn depends on it: so every course that the plant may have taken is followed, and the
/// worst one counts. Values are saving ones (greater saves more), times plant time in milliseconds. Owned by one thread.
final class Turns {
    /// An hour, and the time for which a command may be under way: turns count where they happen.
    static final long WINDOW_MS = 3_900_000;
    /// Before anything is known the plant stood anywhere, and may have come from either side.
    private static final Set<Course> ANYWHERE = Set.of(new Course(Double.NaN, 1), new Course(Double.NaN, -1));
    private static final List<Kind> KINDS = List.of(Kind.SENT, Kind.APPLIED, Kind.STOOD);
    private static final int NUMBERS = 4;

    private final Deque<Event> events = new ArrayDeque<>();
    private Set<Course> start = ANYWHERE;

    /// What is known to have happened.
    private enum Kind {
        /// A command left, and may have arrived.
        SENT,
        /// A command left and arrived.
        APPLIED,
        /// Nothing was under way, and the plant stood there.
        STOOD
    }

    private record Event(Kind kind, long seq, long time, double saving) {}

    /// @param saving    where the plant stands; NaN where nobody knows
    /// @param direction of its last move: 1 saved, -1 went towards safety
    private record Course(double saving, int direction) {}

    /// A command leaves.
    ///
    /// @param seq its number; 0 for one of an earlier life, which nobody answers any more
    void sent(long seq, long time, double saving) {
        forget(time);
        events.addLast(new Event(Kind.SENT, seq, time, saving));
    }

    /// The plant has answered that it carried this command out.
    void applied(long seq) {
        List<Event> all = new ArrayList<>(events);
        all.replaceAll(event -> event.kind() == Kind.SENT && event.seq() == seq
                ? new Event(Kind.APPLIED, seq, event.time(), event.saving())
                : event);
        events.clear();
        events.addAll(all);
    }

    /// Nothing is under way, and this is in force.
    void stood(long time, double saving) {
        if (!events.isEmpty() && events.getLast().kind() == Kind.STOOD) {
            events.removeLast();
        }
        events.addLast(new Event(Kind.STOOD, 0, time, saving));
    }

    /// The most turns in the hour up to now where that value would turn back to saving, this turn included; 0 where it would not.
    int withOneToSaving(double saving, long now) {
        forget(now);
        Map<Course, Integer> courses = new HashMap<>();
        start.forEach(course -> courses.put(course, 0));
        Map<Course, Integer> after = courses;
        for (Event event : events) {
            after = after(after, event);
        }
        int most = 0;
        for (Map.Entry<Course, Integer> course : after.entrySet()) {
            boolean turns = course.getKey().direction() < 0 && !(saving <= course.getKey().saving());
            most = turns ? Math.max(most, course.getValue() + 1) : most;
        }
        return most;
    }

    /// What is older than the window leaves only where the plant may have stood then.
    private void forget(long now) {
        while (!events.isEmpty() && events.getFirst().time() <= now - WINDOW_MS) {
            Map<Course, Integer> before = new HashMap<>();
            start.forEach(course -> before.put(course, 0));
            start = new HashSet<>(after(before, events.removeFirst()).keySet());
        }
    }

    private static Map<Course, Integer> after(Map<Course, Integer> before, Event event) {
        Map<Course, Integer> after = new HashMap<>();
        before.forEach((course, turns) -> {
            switch (event.kind()) {
                case SENT -> {
                    after.merge(course, turns, Math::max);
                    moves(course, turns, event.saving(), after);
                }
                case APPLIED -> moves(course, turns, event.saving(), after);
                case STOOD -> after.merge(new Course(event.saving(), course.direction()), turns, Math::max);
            }
        });
        return after;
    }

    private static void moves(Course from, int turns, double to, Map<Course, Integer> after) {
        for (int direction = -1; direction <= 1; direction += 2) {
            boolean possible = Double.isNaN(from.saving()) || Math.signum(to - from.saving()) == direction;
            if (possible) {
                after.merge(new Course(to, direction), turns + (direction == from.direction() ? 0 : 1), Math::max);
            }
        }
        if (to == from.saving()) {
            after.merge(from, turns, Math::max);
        }
    }

    /// Four numbers for each course that it began with and for each event, in turn: kind (3 for a course), number or direction, time, value.
    List<Double> memory() {
        List<Double> memory = new ArrayList<>();
        if (!start.equals(ANYWHERE)) {
            start.stream().sorted(Comparator.comparingDouble(Course::saving).thenComparingInt(Course::direction))
                    .forEach(course -> memory.addAll(List.of(3.0, (double) course.direction(), 0.0, course.saving())));
        }
        events.forEach(event -> memory.addAll(List.of((double) KINDS.indexOf(event.kind()), (double) event.seq(),
                (double) event.time(), event.saving())));
        return memory;
    }

    /// Remembers what another one did.
    void restore(List<Double> memory) {
        events.clear();
        Set<Course> courses = new HashSet<>();
        for (int i = 0; i + NUMBERS <= memory.size(); i += NUMBERS) {
            int kind = memory.get(i).intValue();
            if (kind < KINDS.size()) {
                events.addLast(new Event(KINDS.get(kind), memory.get(i + 1).longValue(), memory.get(i + 2)
                        .longValue(), memory.get(i + 3)));
            } else {
                courses.add(new Course(memory.get(i + 3), memory.get(i + 1).intValue()));
            }
        }
        start = courses.isEmpty() ? ANYWHERE : courses;
    }
}
