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

/// What control takes over from who led before it, itself in an earlier life for instance: the operator's choices, which way set-points
/// went (property P17), and the plan that is under way. Owned by the controller.
final class Handover {
    /// Commands of so much plant time are remembered.
    private static final long REMEMBERED_MS = 2 * 3_600_000;
    /// The gateway hears commands and heartbeats on two sessions: after so many heartbeats it knows that we lead.
    private static final int HEARD_AFTER_S = 2;

    private final Lease lease;
    private final Journal past;
    private final Executor turn;
    private final Desks desks;
    private final Observations plant;
    private final Present present;
    private final Runnable announce;
    private long from = Long.MIN_VALUE;
    private boolean done;
    private int secondsToBeHeard;

    /// Who goes on with what is taken over.
    record Desks(ModeDesk modes, CommandDesk commands, AdviceDesk advice, InterventionDesk byHand) {}

    /// @param past     what was written down
    /// @param turn     runs what comes back from it as an event of its own
    /// @param announce tells the mode where it has changed
    Handover(Lease lease, Journal past, Executor turn, Desks desks, Observations plant, Present present,
            Runnable announce) {
        this.lease = lease;
        this.past = past;
        this.turn = turn;
        this.desks = desks;
        this.plant = plant;
        this.present = present;
        this.announce = announce;
    }

    /// This control leads now.
    void taken() {
        choices();
        secondsToBeHeard = HEARD_AFTER_S;
        announce.run();
        commands();
        desks.commands().dueAtOnce();
        desks.byHand().tellAgain();
    }

    /// It still leads, and did not know for a while.
    void renewed() {
        secondsToBeHeard = HEARD_AFTER_S;
    }

    /// Another one leads now; what it commands is to be taken over once more.
    void lost() {
        ClockTick tick = present.clock();
        from = tick == null ? from : tick.plant();
        done = false;
    }

    /// A wall second has passed: commands are asked for as soon as the plant's clock was seen.
    void second() {
        if (!done && lease.sequence().isPresent()) {
            commands();
        }
    }

    /// Once, when the gateway has heard who leads; asked each wall second in which control may write.
    boolean heardNow() {
        return secondsToBeHeard > 0 && --secondsToBeHeard == 0;
    }

    /// Asks what an operator chose before. An operator who is quicker than the database wins.
    void choices() {
        past.keep(records -> {
            var chosen = records.zones();
            turn.execute(() -> desks.advice().restore(chosen));
        });
        past.keep(records -> records.chosenMode().ifPresent(chosen -> turn.execute(() -> {
            desks.modes().restore(chosen);
            announce.run();
        })));
        past.keep(records -> {
            List<Lockouts.Entry> kept = records.lockouts();
            turn.execute(() -> desks.byHand().remembered(kept));
        });
        past.keep(records -> {
            List<Overrides.Entry> held = records.overrides();
            turn.execute(() -> desks.byHand().rememberedHolds(held, present.now()));
        });
    }

    /// Asks what was commanded before this control leads.
    private void commands() {
        ClockTick tick = present.clock();
        if (tick == null) {
            return;
        }
        done = true;
        desks.advice().lead(present.moment());
        desks.advice().tellAgain(present.moment());
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

    /// Whether what was commanded before was asked for since this control leads.
    boolean done() {
        return done;
    }
}
