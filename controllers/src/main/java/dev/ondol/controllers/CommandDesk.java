package dev.ondol.controllers;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.command.Desired;
import dev.ondol.controllers.command.HeldSetpoints;
import dev.ondol.controllers.command.Outstanding;
import dev.ondol.controllers.command.Reconciler;
import dev.ondol.controllers.command.Reconciler.Outcome;
import dev.ondol.controllers.command.Reconciler.Refusal;
import dev.ondol.controllers.command.Reconciler.Write;
import dev.ondol.controllers.command.Sequence;
import dev.ondol.controllers.journal.Journal;
import dev.ondol.controllers.verify.Evidence;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.point.PointId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where verified values become commands: numbered, sent, written down, sent again, answered. Owned by the controller.
final class CommandDesk {
    private static final Logger log = LoggerFactory.getLogger(CommandDesk.class);
    /// No state of the plant makes these right; only a person can.
    private static final Set<Reason> MISFITS = EnumSet.of(Reason.NOT_WRITABLE, Reason.NOT_A_NUMBER,
            Reason.OUTSIDE_ENVELOPE, Reason.NO_SUCH_STATE);
    /// Lock-step clocks have no rate; their commands stay at the broker for this long.
    private static final Duration LOCK_STEP_EXPIRY = Duration.ofMinutes(1);

    private final ControlOptions options;
    private final Reconciler reconciler;
    private final Verifier verifier;
    private final Observations plant;
    private final Outlet outlet;
    private final Journal journal;
    private final Trail trail;
    private final Tally tally;
    private final BooleanSupplier goesOn;
    private final Map<Acknowledgement.Status, Integer> notApplied = new EnumMap<>(Acknowledgement.Status.class);
    private final Outstanding outstanding;
    private final HeldSetpoints held = new HeldSetpoints();

    CommandDesk(ControlOptions options, Reconciler reconciler, Verifier verifier, Observations plant, Outlet outlet,
            Journal journal, Trail trail, Tally tally, BooleanSupplier goesOn) {
        this.options = options;
        this.reconciler = reconciler;
        this.verifier = verifier;
        this.trail = trail;
        this.plant = plant;
        this.outlet = outlet;
        this.journal = journal;
        this.tally = tally;
        this.goesOn = goesOn;
        this.outstanding = new Outstanding(options.resend().toMillis());
    }

    /// What would be sent and refused.
    Outcome think(Desired wanted, long now) {
        return reconciler.reconcile(wanted, plant, now);
    }

    /// Sends what brings the plant to the plan, and keeps what was refused.
    Outcome carryOut(Desired wanted, Sequence sequence, ClockTick tick, long wall) {
        Outcome outcome = think(wanted, tick.plant());
        send(outcome.writes(), sequence, wanted, tick, wall);
        outcome.refusals().forEach(refusal -> keep(refusal, wanted.plan().id(), tick.plant()));
        return outcome;
    }

    /// Between two plans: the next steps of ramps.
    void ramp(Desired wanted, Sequence sequence, ClockTick tick, long wall) {
        send(reconciler.ramp(wanted, plant, tick.plant()).writes(), sequence, wanted, tick, wall);
    }

    private void send(List<Write> writes, Sequence sequence, Desired wanted, ClockTick tick, long wall) {
        if (writes.isEmpty()) {
            return;
        }
        long notAfter = Math.min(tick.plant() + options.commandValidity().toMillis(), wanted.validUntil());
        List<Command> commands = new ArrayList<>();
        for (Write write : writes) {
            if (!goesOn.getAsBoolean()) {
                log.warn("{} of {} commands of {} were not sent: control may not write any more.", writes.size()
                        - commands.size(), writes.size(), wanted.plan().id());
                break;
            }
            Command command = sequence.number(write, wanted.plan().id(), tick.plant(), notAfter);
            trail.commanded(command, Evidence.of(verifier, new Proposal(command.point(), command.value(), wanted.plan()
                    .cycle(), wanted.validUntil()), plant, tick.plant()), wall);
            plant.issued(command);
            outstanding.sent(command, wall);
            held.commanded(command.point());
            outlet.command(command, expiry(command, tick));
            commands.add(command);
        }
        if (commands.isEmpty()) {
            return;
        }
        tally.sent += commands.size();
        journal.keep(records -> records.sent(commands));
    }

    private void keep(Refusal refusal, String planId, long now) {
        log.debug("Rejected: {}", refusal.verdict().text());
        double value = refusal.value();
        PointId point = refusal.point();
        String code = refusal.verdict().reason().code();
        if (MISFITS.contains(refusal.verdict().reason())) {
            tally.misfits++;
        }
        journal.keep(records -> records.rejected(now, planId, point, value, code));
    }

    private static Duration expiry(Command command, ClockTick tick) {
        double wallMs = (command.notAfter() - tick.plant()) / tick.rate();
        return tick.rate() > 0 ? Duration.ofMillis(Math.max(1000, (long) wallMs)) : LOCK_STEP_EXPIRY;
    }

    /// An answer to a command of our epoch.
    void answered(Acknowledgement answer) {
        if (outstanding.answered(answer)) {
            switch (answer.status()) {
                case APPLIED, DUPLICATE -> tally.applied++;
                case EXPIRED, SUPERSEDED, REFUSED, LOCAL, OVERRIDDEN -> {
                    tally.refused++;
                    log.debug("The plant did not apply command {} to {}: {}.", answer.seq(), answer.point(),
                            answer.status());
                    notApplied.merge(answer.status(), 1, Integer::sum);
                }
            }
        }
        trail.answered(answer);
        journal.keep(records -> records.acknowledged(answer));
    }

    /// Sends again what has waited too long for its answer.
    void repeat(ClockTick tick, long wall) {
        trail.settle(tick.plant());
        outstanding.due(tick.plant(), wall).forEach(command -> outlet.command(command, expiry(command, tick)));
    }

    /// Says in one line what the plant has refused since the last one.
    void summary() {
        if (!notApplied.isEmpty()) {
            log.warn("The plant did not apply {} commands: {}.", notApplied.values().stream().mapToInt(
                    Integer::intValue).sum(), notApplied);
            notApplied.clear();
        }
    }

    /// The connection is new: whatever was on its way may be lost.
    void dueAtOnce() {
        outstanding.dueAtOnce();
    }

    /// True if a set-point that was moved has been without fresh inputs for too long.
    boolean holdsBlindly(Verifier verifier, long now) {
        Optional<PointId> blind = held.overdue(verifier, plant, now, options.planValidity().toMillis());
        blind.ifPresent(point -> log.warn("{} has been held without fresh inputs for longer than {}.", point,
                options.planValidity()));
        return blind.isPresent();
    }

    /// Nothing of what is on its way may be sent again.
    void stop() {
        outstanding.clear();
    }

    /// The plant is another one.
    void forget() {
        outstanding.clear();
        held.clear();
    }
}
