package dev.ondol.controllers;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.command.Reconciler;
import dev.ondol.controllers.journal.Journal;
import dev.ondol.controllers.lease.Lease;
import dev.ondol.controllers.lease.LeaseRecords.Answer;
import dev.ondol.controllers.lease.LeaseTerms;
import dev.ondol.controllers.mode.Autonomy;
import dev.ondol.controllers.mode.Cause;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Control's reaction to everything that arrives: one event at a time, in plant time and wall time given by the caller.
/// Its callers take turns; see [ControlRole] for the threads.
public final class Controller {
    private static final Logger log = LoggerFactory.getLogger(Controller.class);
    private static final long MINUTE_MS = 60_000;

    private final Journal journal;
    private final Verifier verifier;
    private final Observations plant;
    private final CommandDesk desk;
    private final AdviceDesk advice;
    private final PlanDesk planDesk;
    private final InterventionDesk byHand;
    private final ModeDesk modes;
    private final Autonomy autonomy;
    private final Lease lease;
    private final Leadership leadership;
    private final PlanChoice plans;
    private final Tally tally = new Tally();
    private final Present present;
    private final Pulse pulse;
    private final Handover handover;
    private final Executor turn;

    /// @param owner      name of this process
    /// @param wall       wall time
    /// @param leaseClock milliseconds by which the lease lasts
    /// @param turn       runs what comes back from the journal as an event of its own
    public Controller(Site site, PointCatalog catalog, String owner, ControlOptions options, Outlet mouth,
            Journal journal, Trail audit, InstantSource wall, LongSupplier leaseClock, Executor turn) {
        this.turn = turn;
        this.lease = new Lease(site.id(), owner, LeaseTerms.USUAL, options.epochWait().toMillis());
        this.autonomy = new Autonomy(options.initialMode());
        this.leadership = new Leadership(site, lease, leaseClock, autonomy, options.planValidity().toMillis());
        this.present = new Present(leadership, wall);
        Outlet outlet = new LeaderOutlet(mouth, leadership::speaks);
        Trail trail = new LeaderTrail(audit, leadership::speaks);
        this.journal = entry -> {
            if (leadership.speaks()) {
                journal.keep(entry);
            }
        };
        this.verifier = new Verifier(site, catalog);
        this.plant = new Observations(catalog);
        this.plans = new PlanChoice(site.id(), catalog, options.planValidity().toMillis());
        this.modes = new ModeDesk(site.id(), autonomy, lease, outlet, this.journal, trail);
        this.pulse = new Pulse(present, leadership, modes, options.heartbeat().toMillis());
        this.byHand = new InterventionDesk(catalog, plant, outlet, this.journal, trail);
        this.desk = new CommandDesk(options, new Reconciler(catalog, verifier), verifier, plant, outlet, this.journal,
                trail, tally, pulse::goesOn);
        this.advice = new AdviceDesk(site, catalog, options, verifier, plant, outlet, trail, wall.millis() / 1000);
        this.planDesk = new PlanDesk(plans, desk, advice, autonomy, lease, outlet, tally, present,
                this::announce);
        this.handover = new Handover(lease, journal, turn, new Handover.Desks(modes, desk, advice, byHand), plant,
                present, this::announce);
    }

    public void frame(Frame frame) {
        plant.accept(frame);
    }

    public void clock(ClockTick tick) {
        ClockTick before = present.clock();
        long behind = before == null ? 0 : before.plant() - tick.plant();
        if (before == null || !before.run().equals(tick.run()) || behind >= PlanChoice.OVERTAKEN_MS) {
            if (before != null) {
                log.warn("The plant's clock began a new life at {}; control starts to watch anew.", tick.plant());
                plant.clear();
            }
            planDesk.beginLife(before, tick);
        } else if (behind > 0) {
            return;
        }
        present.ticks(tick);
        autonomy.clockSeen(tick.simulated());
        if (plans.silent(tick.plant())) {
            autonomy.arises(Cause.PLAN_SILENT);
        }
        boolean newMinute = before == null || before.plant() / MINUTE_MS != tick.plant() / MINUTE_MS;
        if (newMinute) {
            watchHeld(tick.plant());
        }
        leadership.passes(tick.plant(), plant.inlets());
        announce();
        Optional<Plan> due = plans.due(tick.plant());
        if (due.isPresent()) {
            plan(due.get());
        } else if (newMinute) {
            planDesk.minute(tick);
        }
    }

    public void plan(Plan plan) {
        planDesk.plan(plan);
    }

    public void orders(NodeOrders orders) {
        planDesk.orders(orders);
    }

    /// What an operator does to a recommendation or a zone.
    void act(OperatorAct act) {
        if (!leadership.speaks() && !act.kind().equals("zone")) {
            return; // recommendations are the leader's
        }
        advice.act(act, present.moment()).ifPresent(zone -> journal.keep(records -> records.zoneChosen(zone)));
    }

    /// What was recommended before this control leads; its own words come back, too.
    ///
    /// @param retained true: from an earlier life
    void recommended(RecommendationBoard board, boolean retained) {
        if (!handover.done() && (retained || !leadership.speaks())) {
            advice.told(board);
        }
    }

    public void acknowledgement(Acknowledgement answer) {
        boolean ours = lease.sequence().filter(given -> given.gave(answer.epoch(), answer.seq())).isPresent();
        plant.accept(answer, ours);
        if (ours) {
            desk.answered(answer);
            if (answer.status() == Acknowledgement.Status.REFUSED) {
                advice.refused(answer.point());
            }
        }
    }

    /// @param retained true: the message is a memory of the broker, not news
    public void epochSeen(EpochSeen seen, boolean retained) {
        lease.seen(seen.epoch(), retained && lease.sequence().filter(ours -> ours.last() > 0).isEmpty());
        announce();
    }

    /// Name of this process.
    String owner() {
        return lease.owner();
    }

    /// What is to be asked of the lease's database now; [#leaseAnswered] or [#leaseUnanswered] follows. These three may be called by another
    /// thread while the controller is at work.
    public Optional<Lease.Errand> leaseErrand(boolean connected) {
        return leadership.errand(connected);
    }

    /// @param asked milliseconds of the lease's clock when the question was sent
    public void leaseAnswered(Answer answer, long asked) {
        Leadership.Change change = leadership.answered(answer, asked);
        if (change != Leadership.Change.NONE) {
            turn.execute(() -> leaseChanged(change));
        }
    }

    public void leaseUnanswered() {
        leadership.unanswered();
    }

    private void leaseChanged(Leadership.Change change) {
        switch (change) {
            case TAKEN -> handover.taken();
            case RENEWED_LATE -> handover.renewed();
            case LOST -> handover.lost();
            case OUTBID, NONE -> {
            }
        }
        announce();
    }

    /// Asks what an operator chose before the restart.
    public void restore() {
        handover.choices();
    }

    /// @param retained true: nobody asks this now; only EXIT_AUTO is obeyed
    public void request(OperatorRequest request, boolean retained) {
        boolean exit = request.action() == OperatorRequest.Action.EXIT_AUTO;
        if (retained && !exit) {
            ignore("The request %s is a retained message.".formatted(request.id()));
            return;
        }
        present.mode();
        boolean accepted = modes.request(request, present.now());
        stopUnlessItWrites();
        if (accepted) {
            planDesk.carryOut();
        }
    }

    private void stopUnlessItWrites() {
        if (!present.writes() && present.mode() != Mode.HOLD) {
            desk.stop();
            advice.leave("left-advise", present.moment());
        }
    }

    /// What the gateway says of the set-points that an operator holds.
    public void overrides(Overrides told) {
        byHand.overrides(told, present.now());
    }

    /// What the gateway has answered to an operator.
    void answered(OperatorReply reply) {
        byHand.answered(reply, present.now());
    }

    /// What was out of service in an earlier life, from the historian or kept by the broker.
    public void lockoutsRemembered(List<Lockouts.Entry> kept) {
        byHand.remembered(kept);
    }

    /// An operator takes a unit out of service or gives it back; overrides are the gateway's to carry out.
    public void intervention(Intervention asked) {
        byHand.intervention(asked, present.mode(), present.now());
    }

    /// Every wall second: heartbeat, repetitions.
    public void wallSecond() {
        announce();
        pulse.beat();
        ClockTick tick = present.clock();
        handover.second();
        if (tick != null && present.writes()) {
            if (handover.heardNow() && tick.rate() > 0) {
                planDesk.carryOut();
            }
            desk.repeat(tick, present.wall());
        }
        desk.summary();
        byHand.second(present.now());
    }

    public void connected() {
        desk.dueAtOnce();
        if (handover.done()) {
            advice.tellAgain(present.moment());
        }
        byHand.tellAgain();
    }

    /// The last word. Nothing but answers may come after it.
    ///
    /// @return the epoch whose lease is to be given back; 0 where there is none
    public long farewell() {
        desk.stop();
        modes.farewell(present.mode(), present.now());
        return lease.epoch();
    }

    public ControlStatistics statistics(int waiting, long lost) {
        return tally.statistics(autonomy, lease.epoch(), leadership.speaks(), waiting, lost);
    }

    void ignore(String why) {
        tally.ignore(why);
    }

    private void watchHeld(long now) {
        if (desk.holdsBlindly(verifier, now)) {
            autonomy.arises(Cause.STALE_INPUTS);
        } else {
            autonomy.goes(Cause.STALE_INPUTS);
        }
    }

    /// Tells a change of the mode in force at once.
    private void announce() {
        present.mode();
        if (modes.announce(present.now())) {
            stopUnlessItWrites();
        }
    }
}
