package dev.ondol.controllers;

import dev.ondol.controllers.journal.Journal;
import dev.ondol.controllers.lease.Lease;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Overrides;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What control takes over from who led before it, itself in an earlier life for instance: the operator's choices, and which way
/// set-points went (property P17). Owned by the controller.
final class Handover {
    /// Commands of so much plant time are remembered.
    private static final long REMEMBERED_MS = 2 * 3_600_000;

    private final Lease lease;
    private final Journal past;
    private final Executor turn;
    private long from = Long.MIN_VALUE;
    private boolean done;

    /// @param past what was written down
    /// @param turn runs what comes back from it as an event of its own
    Handover(Lease lease, Journal past, Executor turn) {
        this.lease = lease;
        this.past = past;
        this.turn = turn;
    }

    /// Asks what an operator chose before. An operator who is quicker than the database wins.
    void choices(ModeDesk modes, AdviceDesk advice, InterventionDesk byHand, Present present, Runnable announce) {
        past.keep(records -> {
            var chosen = records.zones();
            turn.execute(() -> advice.restore(chosen));
        });
        past.keep(records -> records.chosenMode().ifPresent(chosen -> turn.execute(() -> {
            modes.restore(chosen);
            announce.run();
        })));
        past.keep(records -> {
            List<Lockouts.Entry> kept = records.lockouts();
            turn.execute(() -> byHand.remembered(kept));
        });
        past.keep(records -> {
            List<Overrides.Entry> held = records.overrides();
            turn.execute(() -> byHand.rememberedHolds(held, present.now()));
        });
    }

    /// Asks what was commanded before this control leads.
    void commands(ClockTick tick, AdviceDesk advice, AdviceDesk.Moment now, Observations plant) {
        done = true;
        advice.lead(now);
        advice.tellAgain(now);
        long since = Math.max(from, tick.plant() - REMEMBERED_MS);
        past.keep(records -> {
            List<Command> sent = records.sentSince(since);
            turn.execute(() -> {
                if (lease.sequence().filter(ours -> ours.last() == 0).isPresent()) {
                    sent.forEach(command -> plant.recall(command.point(), command.value(), command.issuedAt()));
                }
            });
        });
    }

    /// Whether [#commands] was asked since this control leads.
    boolean done() {
        return done;
    }

    /// Another one leads now; what it commands is to be taken over once more.
    void lost(@Nullable ClockTick tick) {
        from = tick == null ? from : tick.plant();
        done = false;
    }
}
