package dev.ondol.controllers.command;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Commands that were sent and not yet answered, at most one a set-point: a newer one replaces the older, which the
/// plant would refuse anyway. They are sent again, unchanged, until they are answered or expire. Owned by one thread.
public final class Outstanding {
    private final Map<PointId, Waiting> waiting = new LinkedHashMap<>();
    private final long againAfterMs;

    private record Waiting(Command command, long sentAtWall) {}

    /// @param againAfterMs wall time in milliseconds without an answer after which a command is sent again
    public Outstanding(long againAfterMs) {
        this.againAfterMs = againAfterMs;
    }

    public void sent(Command command, long wall) {
        waiting.put(command.point(), new Waiting(command, wall));
    }

    /// @return true if the answer is for a command that was waited for
    public boolean answered(Acknowledgement answer) {
        Waiting entry = waiting.get(answer.point());
        if (entry == null || entry.command().epoch() != answer.epoch() || entry.command().seq() != answer.seq()) {
            return false;
        }
        waiting.remove(answer.point());
        return true;
    }

    /// Commands that are due to be sent again; expired ones are given up.
    ///
    /// @param now  plant time in milliseconds
    /// @param wall wall time in milliseconds
    public List<Command> due(long now, long wall) {
        waiting.values().removeIf(entry -> entry.command().notAfter() < now);
        List<Command> due = new ArrayList<>();
        waiting.replaceAll((point, entry) -> {
            if (wall - entry.sentAtWall() < againAfterMs) {
                return entry;
            }
            due.add(entry.command());
            return new Waiting(entry.command(), wall);
        });
        return due;
    }

    /// The connection is new: whatever was on its way may be lost.
    public void dueAtOnce() {
        waiting.replaceAll((point, entry) -> new Waiting(entry.command(), Long.MIN_VALUE / 2));
    }

    /// Nothing of this may be sent any more.
    public void clear() {
        waiting.clear();
    }

    public int size() {
        return waiting.size();
    }
}
