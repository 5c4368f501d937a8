package dev.ondol.controllers.verify;

import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What one set-point was, is and may be: the values that the plant reported, and the commands that are on their way.
/// From it follows how far the set-point may go in the saving direction (property P2):
/// in any [SetpointLimits#SAVING_PERIOD_SECONDS] it rises by at most one saving step above the lowest value that was
/// possibly in force in that time ("lower" = safer). Only what was seen counts: until a whole period has been watched
/// without a gap, after a restart for instance, nothing may be saved. Owned by one thread; all times are plant time in
/// milliseconds.
public final class Trajectory {
    static final long PERIOD_MS = SetpointLimits.SAVING_PERIOD_SECONDS * 1000L;
    private static final long NEVER = Long.MIN_VALUE;

    private final SetpointLimits limits;
    private final long gapMs;
    private final Deque<Past> past = new ArrayDeque<>();
    private final Deque<Issued> issued = new ArrayDeque<>();
    private final Deque<Issued> earlier = new ArrayDeque<>();
    private final Turns turns = new Turns();
    private long knownSince = NEVER;
    private long seenAt = NEVER;
    private long saferSince = NEVER;
    private long settledAt = NEVER;
    private long firstSaving = NEVER;
    private long lastSaving = NEVER;
    private boolean readBack;
    private double value = Double.NaN;
    private double recalled = Double.NaN;

    /// A value that was possibly in force until that time.
    private record Past(long until, double saving) {}

    /// A command that the plant may still apply.
    private record Issued(long seq, long until, double commanded) {}

    /// All that a trajectory remembers, in numbers: what is needed to judge a proposal again.
    ///
    /// @param moments knownSince, seenAt, saferSince, 1 where read back, settledAt
    /// @param past    until and saving value, in turn
    /// @param issued  number, until and commanded value, in turn
    /// @param earlier the same of an earlier life of control
    /// @param courses of [Turns]
    record Memory(List<Long> moments, double value, List<Double> past, List<Double> issued, List<Double> earlier,
            List<Double> courses) {}

    Memory memory() {
        List<Double> pasts = new ArrayList<>();
        past.forEach(entry -> pasts.addAll(List.of((double) entry.until(), entry.saving())));
        return new Memory(List.of(knownSince, seenAt, saferSince, readBack ? 1L : 0L, settledAt), value, pasts, numbers(
                issued), numbers(earlier), turns.memory());
    }

    private static List<Double> numbers(Deque<Issued> commands) {
        List<Double> numbers = new ArrayList<>();
        commands.forEach(entry -> numbers.addAll(List.of((double) entry.seq(), (double) entry.until(), entry
                .commanded())));
        return numbers;
    }

    /// Remembers what another one did.
    void restore(Memory memory) {
        knownSince = memory.moments().get(0);
        seenAt = memory.moments().get(1);
        saferSince = memory.moments().get(2);
        readBack = memory.moments().get(3) == 1;
        settledAt = memory.moments().get(4);
        value = memory.value();
        past.clear();
        for (int i = 0; i + 1 < memory.past().size(); i += 2) {
            past.add(new Past(memory.past().get(i).longValue(), memory.past().get(i + 1)));
        }
        restore(memory.issued(), issued);
        restore(memory.earlier(), earlier);
        turns.restore(memory.courses());
    }

    private static void restore(List<Double> numbers, Deque<Issued> commands) {
        commands.clear();
        for (int i = 0; i + 2 < numbers.size(); i += 3) {
            commands.add(new Issued(numbers.get(i).longValue(), numbers.get(i + 1).longValue(), numbers.get(i + 2)));
        }
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
        stands(now);
        moved(base(), commanded, now);
        turns.sent(seq, now, saving(commanded));
        issued.addLast(new Issued(seq, notAfter + gapMs, commanded));
    }

    /// A command of an earlier life of control: which way it went still counts, and when; the newest ones may still be under way.
    void recalled(long time, double commanded) {
        moved(recalled, commanded, time);
        turns.sent(0, time, saving(commanded));
        earlier.addLast(new Issued(0, time + PERIOD_MS + gapMs, commanded));
        recalled = commanded;
    }

    private void moved(double from, double commanded, long now) {
        if (saving(commanded) > saving(from)) {
            firstSaving = savingFor(now, StagedChange.CAMPAIGN_MS).isPresent() ? firstSaving : now;
            lastSaving = now;
        }
    }

    /// Where nothing is under way and the plant has spoken since the last answer it stands where it says.
    private void stands(long now) {
        forget(now);
        boolean spoken = seenAt > settledAt || seenAt == settledAt && readBack;
        if (issued.isEmpty() && earlier.isEmpty() && spoken) {
            turns.stood(now, saving(value));
        }
    }

    /// The plant has answered: this command is settled, and no older one can follow it. What they may have done until
    /// then still counts.
    ///
    /// @param applied whether the plant says that it carried it out
    public void settled(long seq, long measuredAt, boolean applied) {
        while (!issued.isEmpty() && issued.getFirst().seq() <= seq) {
            past.addLast(new Past(measuredAt, saving(issued.removeFirst().commanded())));
        }
        earlier.clear();
        settledAt = Math.max(settledAt, measuredAt);
        if (applied) {
            turns.applied(seq);
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
        return saving(target) <= saving(value) && Stream.concat(issued.stream(), earlier.stream()).allMatch(
                command -> saving(target) <= saving(command.commanded()));
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

    /// Changes of direction that the plant may have seen in the hour up to now where that value turned it back to saving, this one
    /// included; 0 where it would be none, whatever arrived.
    int turnsWith(double target, long now) {
        stands(now);
        return cools(target) ? 0 : turns.withOneToSaving(saving(target), now);
    }

    /// What can no longer arrive, or is older than a period, counts no more.
    void forget(long now) {
        past.removeIf(entry -> entry.until() <= now - PERIOD_MS);
        issued.removeIf(command -> command.until() < now);
        earlier.removeIf(command -> command.until() < now);
    }

    /// The coordinate that grows as more is saved.
    double saving(double v) {
        return limits.safe() == SafeDirection.DOWN ? v : -v;
    }

    private double unsaving(double s) {
        return limits.safe() == SafeDirection.DOWN ? s : -s;
    }
}
