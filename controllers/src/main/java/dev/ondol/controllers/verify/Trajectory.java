package dev.ondol.controllers.verify;

import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What one set-point was, is and may be: the values that the plant reported, and the commands that are on their way.
/// From it follows how far the set-point may go in the saving direction (property P2):
/// in any [SetpointLimits#SAVING_PERIOD_SECONDS] it rises by at most one saving step above the lowest value that was
/// possibly in force in that time ("lower" = safer). Only what was seen counts: until a whole period has been watched
/// without a gap, after a restart for instance, nothing may be saved. Owned by one thread; all times are plant time in
/// milliseconds.
public final class Trajectory {
    static final long PERIOD_MS = SetpointLimits.SAVING_PERIOD_SECONDS * 1000L;
    /// An hour, and the time for which a command may be under way: turns count where they happen.
    static final long TURNS_MS = 3_900_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final SetpointLimits limits;
    private final long gapMs;
    private final Deque<Past> past = new ArrayDeque<>();
    private final Deque<Issued> issued = new ArrayDeque<>();
    private final Deque<Long> turns = new ArrayDeque<>();
    private long knownSince = NEVER;
    private long seenAt = NEVER;
    private long saferSince = NEVER;
    private long firstSaving = NEVER;
    private long lastSaving = NEVER;
    private boolean readBack;
    private double value = Double.NaN;
    private double recalled = Double.NaN;
    private int direction;

    /// A value that was possibly in force until that time.
    private record Past(long until, double saving) {}

    /// A command that the plant may still apply.
    private record Issued(long seq, long until, double commanded) {}

    /// All that a trajectory remembers, in numbers: what is needed to judge a proposal again.
    ///
    /// @param moments knownSince, seenAt, saferSince, 1 where read back, direction
    /// @param past    until and saving value, in turn
    /// @param issued  number, until and commanded value, in turn
    record Memory(List<Long> moments, double value, List<Double> past, List<Double> issued, List<Long> turns) {}

    Memory memory() {
        List<Double> pasts = new ArrayList<>();
        past.forEach(entry -> pasts.addAll(List.of((double) entry.until(), entry.saving())));
        List<Double> commands = new ArrayList<>();
        issued.forEach(entry -> commands.addAll(List.of((double) entry.seq(), (double) entry.until(), entry
                .commanded())));
        return new Memory(List.of(knownSince, seenAt, saferSince, readBack ? 1L : 0L, (long) direction), value, pasts,
                commands, List.copyOf(turns));
    }

    /// Remembers what another one did.
    void restore(Memory memory) {
        knownSince = memory.moments().get(0);
        seenAt = memory.moments().get(1);
        saferSince = memory.moments().get(2);
        readBack = memory.moments().get(3) == 1;
        direction = memory.moments().get(4).intValue();
        value = memory.value();
        past.clear();
        for (int i = 0; i + 1 < memory.past().size(); i += 2) {
            past.add(new Past(memory.past().get(i).longValue(), memory.past().get(i + 1)));
        }
        issued.clear();
        for (int i = 0; i + 2 < memory.issued().size(); i += 3) {
            issued.add(new Issued(memory.issued().get(i).longValue(), memory.issued().get(i + 1).longValue(), memory
                    .issued().get(i + 2)));
        }
        turns.clear();
        turns.addAll(memory.turns());
    }

    /// @param gapMs a longer silence than this, in milliseconds, makes the history before it unknown
    public Trajectory(SetpointLimits limits, long gapMs) {
        this.limits = limits;
        this.gapMs = gapMs;
    }

    /// The plant says that this value is in force.
    ///
    /// @param confirmed read back by an acknowledgement: at the same instant it outranks a frame
    public void observed(long time, double reported, boolean confirmed) {
        if (!Double.isFinite(reported)) {
            return;
        }
        if (time < seenAt || time == seenAt && readBack && !confirmed) {
            if (time > seenAt - PERIOD_MS && saving(reported) < saving(value)) {
                past.addLast(new Past(time, saving(reported))); // late news: it was in force then
            }
            return;
        }
        if (seenAt == NEVER || time - seenAt > gapMs) {
            knownSince = time;
            saferSince = time;
        }
        if (saving(reported) < saving(value)) {
            saferSince = time;
        }
        if (reported != value && !Double.isNaN(value)) {
            past.addLast(new Past(time, saving(value)));
        }
        value = reported;
        seenAt = time;
        readBack = confirmed;
    }

    /// A command was sent. It may be in force from now on, whether its acknowledgement arrives or not.
    ///
    /// @param notAfter plant time after which the plant does not apply it
    public void issued(long seq, long now, long notAfter, double commanded) {
        moved(base(), commanded, now);
        issued.addLast(new Issued(seq, notAfter + gapMs, commanded));
    }

    /// A command of an earlier life of control: only which way it went still counts, and when.
    void recalled(long time, double commanded) {
        if (!Double.isNaN(recalled)) {
            moved(recalled, commanded, time);
        }
        recalled = commanded;
    }

    private void moved(double from, double commanded, long now) {
        int turned = (int) Math.signum(saving(commanded) - saving(from));
        if (turned != 0) {
            // Of the first command that is remembered nobody knows the direction: it is taken for the other one.
            if (direction != 0 && turned != direction || direction == 0 && !Double.isNaN(recalled)) {
                turns.addLast(now);
            }
            direction = turned;
        }
        if (turned > 0) {
            firstSaving = savingFor(now, StagedChange.CAMPAIGN_MS).isPresent() ? firstSaving : now;
            lastSaving = now;
        }
    }

    /// The plant has answered: this command is settled, and no older one can follow it. What they may have done until
    /// then still counts.
    public void settled(long seq, long measuredAt) {
        while (!issued.isEmpty() && issued.getFirst().seq() <= seq) {
            past.addLast(new Past(measuredAt, saving(issued.removeFirst().commanded())));
        }
    }

    /// The value in force as far as the plant has said.
    public OptionalDouble inForce() {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /// What the set-point will be once everything on its way has arrived; NaN where nothing is known.
    public double base() {
        return issued.isEmpty() ? value : issued.getLast().commanded();
    }

    /// True if the plant has told the value lately enough.
    boolean isFresh(long now) {
        return seenAt != NEVER && now - seenAt <= gapMs && seenAt - now <= gapMs;
    }

    /// The farthest value in the saving direction that may be commanded now; NaN where nothing is known.
    double farthest(long now) {
        forget(now);
        double lowest = saving(value);
        for (Issued command : issued) {
            lowest = Math.min(lowest, saving(command.commanded()));
        }
        for (Past entry : past) {
            lowest = Math.min(lowest, entry.saving());
        }
        boolean watched = knownSince != NEVER && now - knownSince >= PERIOD_MS;
        return unsaving(watched ? lowest + limits.savingStep() : lowest);
    }

    /// True if that value saves more than what is in force, or than what will be: of a command under way nobody knows whether it arrives.
    public boolean saves(double target) {
        return saving(target) > Math.min(saving(base()),
                Double.isNaN(value) ? Double.POSITIVE_INFINITY : saving(value));
    }

    /// True if that value is on the safe side of everything that may be in force now: what the plant has said, and each command under way.
    boolean cools(double target) {
        return saving(target) <= saving(value) && issued.stream().allMatch(command -> saving(target) <= saving(command
                .commanded()));
    }

    /// Plant time in milliseconds since which the value has been seen without a move towards safety.
    long saferSince() {
        return saferSince == NEVER ? Long.MAX_VALUE / 2 : saferSince;
    }

    /// Milliseconds since the first of the moves in the saving direction that followed one another; empty where the last one is longer
    /// ago than that.
    OptionalLong savingFor(long now, long longestPauseMs) {
        return lastSaving == NEVER || now - lastSaving > longestPauseMs
                ? OptionalLong.empty()
                : OptionalLong.of(now - firstSaving);
    }

    /// True if the last move went towards safety, so that a saving move would change the direction.
    boolean lastWasSafe() {
        return direction < 0;
    }

    /// Direction changes of the commands in the hour before now.
    int turns(long now) {
        turns.removeIf(time -> time <= now - TURNS_MS);
        return turns.size();
    }

    private void forget(long now) {
        past.removeIf(entry -> entry.until() <= now - PERIOD_MS);
        issued.removeIf(command -> command.until() < now);
    }

    /// The coordinate that grows as more is saved.
    double saving(double v) {
        return limits.safe() == SafeDirection.DOWN ? v : -v;
    }

    private double unsaving(double s) {
        return limits.safe() == SafeDirection.DOWN ? s : -s;
    }
}
