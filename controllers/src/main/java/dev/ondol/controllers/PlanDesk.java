package dev.ondol.controllers;

import dev.ondol.controllers.command.Desired;
import dev.ondol.controllers.command.Reconciler.Outcome;
import dev.ondol.controllers.command.Sequence;
import dev.ondol.controllers.lease.Lease;
import dev.ondol.controllers.mode.Autonomy;
import dev.ondol.controllers.mode.Cause;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What becomes of a plan: carried out, recommended, thought through or left alone, as the mode in force says. Owned by the controller.
final class PlanDesk {
    private final PlanChoice plans;
    private final CommandDesk desk;
    private final AdviceDesk advice;
    private final Autonomy autonomy;
    private final Lease lease;
    private final Outlet outlet;
    private final Tally tally;
    private final Present present;
    private final Runnable announce;

    PlanDesk(PlanChoice plans, CommandDesk desk, AdviceDesk advice, Autonomy autonomy, Lease lease, Outlet outlet,
            Tally tally, Present present, Runnable announce) {
        this.plans = plans;
        this.desk = desk;
        this.advice = advice;
        this.autonomy = autonomy;
        this.lease = lease;
        this.outlet = outlet;
        this.tally = tally;
        this.present = present;
        this.announce = announce;
    }

    /// The clock of a plant was seen that is another one than before, or its clock was put back.
    ///
    /// @param before the last tick of the old one; null where there was none
    void beginLife(@Nullable ClockTick before, ClockTick tick) {
        if (before != null) {
            desk.forget();
        }
        if (before != null && tick.plant() < before.plant()) {
            plans.restart(tick.plant());
        } else {
            plans.expectFrom(tick.plant());
        }
    }

    void plan(Plan plan) {
        switch (plans.offer(plan, present.clock())) {
            case PlanChoice.Verdict.Waiting(),PlanChoice.Verdict.Repeated() -> {
            }
            case PlanChoice.Verdict.Ignored(String why) -> tally.ignore(why);
            case PlanChoice.Verdict.TooLate(Desired wanted, String why) -> {
                tally.ignore(why);
                tally.rejected += wanted.size();
                cycleApplied(plan.id(), plan.cycle(), 0, wanted.size());
            }
            case PlanChoice.Verdict.Followed(Desired wanted) -> follow(wanted);
        }
    }

    /// Jobs have come and gone since the plan was made. A lock-step plant waits for the answer each minute, so it gets one even
    /// where nothing changes.
    void orders(NodeOrders orders) {
        Optional<Desired> changed = plans.offer(orders);
        ClockTick tick = present.clock();
        if (tick == null) {
            return;
        }
        Outcome outcome = changed.isPresent() && present.mode() == Mode.AUTO
                ? write(advice.automatic(changed.get(), Mode.AUTO), tick)
                : Outcome.nothing();
        if (tick.rate() == 0) {
            cycleApplied(orders.plan(), orders.at(), outcome.writes().size(), outcome.refusals().size());
        }
    }

    private void follow(Desired wanted) {
        tally.plans++;
        autonomy.goes(Cause.PLAN_SILENT);
        announce.run();
        Outcome outcome = carryOut();
        int refusals = outcome.refusals().size() + (present.mode() == Mode.FALLBACK ? 0 : wanted.namelessNodes());
        tally.rejected += refusals;
        cycleApplied(wanted.plan().id(), wanted.plan().cycle(),
                present.mode() == Mode.AUTO ? outcome.writes().size() : 0,
                refusals);
    }

    /// Brings the plant towards the present plan. In SHADOW it is thought through and nothing is sent.
    Outcome carryOut() {
        ClockTick tick = present.clock();
        if (tick == null || plans.followed().isEmpty()) {
            return Outcome.nothing();
        }
        Desired wanted = plans.followed().get();
        return switch (present.mode()) {
            case AUTO -> {
                advice.plan(wanted, present.moment());
                yield write(advice.automatic(wanted, Mode.AUTO), tick);
            }
            case ADVISE -> {
                advice.plan(wanted, present.moment());
                yield desk.think(wanted, tick.plant());
            }
            case SHADOW -> desk.think(wanted, tick.plant());
            case HOLD, FALLBACK -> Outcome.nothing();
        };
    }

    /// A minute between two plans. A lock-step plant does not wait for ramps then: steps would depend on the race, so it gets none.
    void minute(ClockTick tick) {
        Optional<Desired> wanted = plans.followed();
        Optional<Sequence> ours = lease.sequence();
        Mode mode = present.mode();
        if (wanted.isEmpty() || ours.isEmpty()) {
            return;
        }
        if (tick.rate() > 0 && mode == Mode.AUTO) {
            desk.ramp(advice.automatic(wanted.get(), Mode.AUTO), ours.get(), tick, present.wall());
        }
        if (mode == Mode.AUTO || mode == Mode.ADVISE) {
            List<Desired> orders = advice.minute(wanted.get(), tick, present.moment());
            orders.forEach(order -> write(order, tick));
        }
    }

    /// The lease may be lost on another thread meanwhile; the desk looks again before each command.
    private Outcome write(Desired wanted, ClockTick tick) {
        return lease.sequence().map(ours -> desk.carryOut(wanted, ours, tick, present.wall())).orElseGet(
                Outcome::nothing);
    }

    private void cycleApplied(String plan, long upTo, int commands, int refusals) {
        Optional<Sequence> sequence = lease.sequence();
        outlet.cycleApplied(new CycleApplied(upTo, plan, sequence.map(Sequence::epoch).orElse(0L),
                sequence.map(Sequence::last).orElse(0L), commands, refusals));
    }
}
