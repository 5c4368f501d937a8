package dev.ondol.controllers;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.command.Desired;
import dev.ondol.controllers.command.Epochs;
import dev.ondol.controllers.command.Reconciler;
import dev.ondol.controllers.command.Reconciler.Outcome;
import dev.ondol.controllers.command.Sequence;
import dev.ondol.controllers.intervention.OutOfService;
import dev.ondol.controllers.journal.Journal;
import dev.ondol.controllers.journal.Records;
import dev.ondol.controllers.mode.Autonomy;
import dev.ondol.controllers.mode.Cause;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Control's reaction to everything that arrives: one event at a time, in plant time and wall time given by the caller.
/// Its callers take turns; see [ControlRole] for the threads.
public final class Controller {
    private static final Logger log = LoggerFactory.getLogger(Controller.class);
    private static final long MINUTE_MS = 60_000;
    /// Commands of so much plant time are remembered across a restart.
    private static final long REMEMBERED_MS = 2 * 3_600_000;

    private final Site site;
    private final Outlet outlet;
    private final Journal journal;
    private final Trail trail;
    private final Verifier verifier;
    private final Observations plant;
    private final CommandDesk desk;
    private final AdviceDesk advice;
    private final Autonomy autonomy;
    private final Epochs epochs;
    private final PlanChoice plans;
    private final OutOfService outOfService;
    private final Tally tally = new Tally();
    private final InstantSource wall;
    private final Executor turn;
    private @Nullable ClockTick clock;
    private boolean operatorDecided;
    private boolean ended;
    private Mode announced = Mode.FALLBACK;

    /// @param wall wall time
    /// @param turn runs what comes back from the journal as an event of its own
    public Controller(Site site, PointCatalog catalog, ControlOptions options, Outlet outlet, Journal journal,
            Trail trail, InstantSource wall, Executor turn) {
        this.site = site;
        this.outlet = outlet;
        this.journal = journal;
        this.trail = trail;
        this.wall = wall;
        this.turn = turn;
        this.verifier = new Verifier(site, catalog);
        this.plant = new Observations(catalog);
        this.autonomy = new Autonomy(options.initialMode());
        this.epochs = new Epochs(site.id(), options.epochWait().toMillis());
        this.plans = new PlanChoice(site.id(), catalog, options.planValidity().toMillis());
        this.outOfService = new OutOfService(catalog);
        this.desk = new CommandDesk(options, new Reconciler(catalog, verifier), verifier, plant, outlet, journal,
                trail, tally);
        this.advice = new AdviceDesk(site, catalog, options, verifier, plant, outlet, trail, wall.millis() / 1000);
    }

    public void frame(Frame frame) {
        plant.accept(frame);
    }

    public void clock(ClockTick tick) {
        ClockTick before = clock;
        long behind = before == null ? 0 : before.plant() - tick.plant();
        if (before == null || !before.run().equals(tick.run()) || behind >= PlanChoice.OVERTAKEN_MS) {
            beginLife(before, tick);
        } else if (behind > 0) {
            return;
        }
        clock = tick;
        autonomy.clockSeen(tick.simulated());
        if (plans.silent(tick.plant())) {
            autonomy.arises(Cause.PLAN_SILENT);
        }
        boolean newMinute = before == null || before.plant() / MINUTE_MS != tick.plant() / MINUTE_MS;
        if (newMinute) {
            watchHeld(tick.plant());
        }
        announce();
        Optional<Plan> due = plans.due(tick.plant());
        if (due.isPresent()) {
            plan(due.get());
        } else if (newMinute) {
            ramp(tick);
        }
    }

    /// The plant is another one than before, or its clock was put back: what was known of it holds no longer.
    private void beginLife(@Nullable ClockTick before, ClockTick tick) {
        if (before == null) {
            plans.expectFrom(tick.plant());
            journal.keep(records -> {
                List<Command> past = records.sentSince(tick.plant() - REMEMBERED_MS);
                turn.execute(() -> recall(past));
            });
            return;
        }
        log.warn("The plant's clock began a new life at {}; control starts to watch anew.", tick.plant());
        plant.clear();
        desk.forget();
        if (tick.plant() < before.plant()) {
            plans.restart(tick.plant());
        } else {
            plans.expectFrom(tick.plant());
        }
    }

    /// Which way set-points went before a restart still counts (P17); what was sent since is known better.
    private void recall(List<Command> past) {
        if (tally.sent == 0) {
            past.forEach(command -> plant.recall(command.point(), command.value(), command.issuedAt()));
        }
    }

    public void plan(Plan plan) {
        switch (plans.offer(plan, clock)) {
            case PlanChoice.Verdict.Waiting(),PlanChoice.Verdict.Repeated() -> {
            }
            case PlanChoice.Verdict.Ignored(String why) -> ignore(why);
            case PlanChoice.Verdict.TooLate(Desired wanted, String why) -> {
                ignore(why);
                tally.rejected += wanted.size();
                cycleApplied(plan.id(), plan.cycle(), 0, wanted.size());
            }
            case PlanChoice.Verdict.Followed(Desired wanted) -> follow(wanted);
        }
    }

    /// Jobs have come and gone since the plan was made. A lock-step plant waits for the answer each minute, so it gets one even
    /// where nothing changes.
    public void orders(NodeOrders orders) {
        Optional<Desired> changed = plans.offer(orders);
        ClockTick tick = clock;
        if (tick == null) {
            return;
        }
        Outcome outcome = changed.isPresent() && autonomy.mode() == Mode.AUTO
                ? desk.carryOut(advice.automatic(changed.get(), Mode.AUTO), epochs.sequence().orElseThrow(), tick,
                        wall.millis())
                : Outcome.nothing();
        if (tick.rate() == 0) {
            cycleApplied(orders.plan(), orders.at(), outcome.writes().size(), outcome.refusals().size());
        }
    }

    private void follow(Desired wanted) {
        tally.plans++;
        autonomy.goes(Cause.PLAN_SILENT);
        announce();
        Outcome outcome = carryOut();
        int refusals = outcome.refusals().size() + (autonomy.mode() == Mode.FALLBACK ? 0 : wanted.namelessNodes());
        tally.rejected += refusals;
        cycleApplied(wanted.plan().id(), wanted.plan().cycle(),
                autonomy.mode() == Mode.AUTO ? outcome.writes().size() : 0, refusals);
    }

    /// Brings the plant towards the present plan. In SHADOW it is thought through and nothing is sent.
    private Outcome carryOut() {
        ClockTick tick = clock;
        if (tick == null || plans.followed().isEmpty()) {
            return Outcome.nothing();
        }
        Desired wanted = plans.followed().get();
        return switch (autonomy.mode()) {
            case AUTO -> {
                advice.plan(wanted, moment(tick));
                yield desk.carryOut(advice.automatic(wanted, Mode.AUTO), epochs.sequence().orElseThrow(), tick, wall
                        .millis());
            }
            case ADVISE -> {
                advice.plan(wanted, moment(tick));
                yield desk.think(wanted, tick.plant());
            }
            case SHADOW -> desk.think(wanted, tick.plant());
            case FALLBACK -> Outcome.nothing();
        };
    }

    /// A lock-step plant does not wait for ramps between two cycles: steps there would depend on the race, so it gets none.
    private void ramp(ClockTick tick) {
        Optional<Desired> wanted = plans.followed();
        if (wanted.isPresent() && tick.rate() > 0 && autonomy.mode() == Mode.AUTO) {
            desk.ramp(advice.automatic(wanted.get(), Mode.AUTO), epochs.sequence().orElseThrow(), tick, wall.millis());
        }
        if (wanted.isPresent() && writes()) {
            advice.minute(wanted.get(), tick, moment(tick)).forEach(order -> desk.carryOut(order, epochs.sequence()
                    .orElseThrow(), tick, wall.millis()));
        }
    }

    /// In ADVISE only what an operator has approved.
    private boolean writes() {
        return autonomy.mode() == Mode.AUTO || autonomy.mode() == Mode.ADVISE;
    }

    private AdviceDesk.Moment moment(@Nullable ClockTick tick) {
        return new AdviceDesk.Moment(autonomy.mode(), tick == null ? 0 : tick.plant(), wall.millis(), tick != null
                && tick.simulated());
    }

    /// What an operator does to a recommendation or a zone.
    void act(OperatorAct act) {
        advice.act(act, moment(clock)).ifPresent(zone -> journal.keep(records -> records.zoneChosen(zone)));
    }

    private void cycleApplied(String plan, long upTo, int commands, int refusals) {
        Optional<Sequence> sequence = epochs.sequence();
        outlet.cycleApplied(new CycleApplied(upTo, plan, sequence.map(Sequence::epoch).orElse(0L),
                sequence.map(Sequence::last).orElse(0L), commands, refusals));
    }

    public void acknowledgement(Acknowledgement answer) {
        boolean ours = epochs.sequence().isPresent() && epochs.current() == answer.epoch();
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
        if (epochs.seen(seen.epoch(), retained && tally.sent == 0)) {
            log.error("Another controller of {} has epoch {}; this one (epoch {}) stands down until it is restarted.",
                    site.id(), seen.epoch(), epochs.current());
            autonomy.arises(Cause.SUPERSEDED);
            desk.stop();
        } else if (epochs.sequence().isEmpty()) {
            autonomy.arises(Cause.NO_EPOCH);
        }
        announce();
    }

    private void epochGranted(long epoch) {
        if (epochs.granted(epoch)) {
            log.info("Control of {} has epoch {}.", site.id(), epoch);
            autonomy.goes(Cause.NO_EPOCH);
            announce();
        }
    }

    /// Asks what an operator chose before the restart. An operator who is quicker than the database wins.
    public void restore() {
        journal.keep(records -> {
            var chosen = records.zones();
            turn.execute(() -> advice.restore(chosen));
        });
        journal.keep(records -> records.chosenMode().ifPresent(chosen -> turn.execute(() -> restored(chosen))));
        journal.keep(records -> {
            List<Lockouts.Entry> kept = records.lockouts();
            turn.execute(() -> lockoutsRemembered(kept));
        });
    }

    private void restored(Mode chosen) {
        if (!operatorDecided) {
            autonomy.restore(chosen);
            announce();
        }
    }

    /// @param retained true: nobody asks this now; only EXIT_AUTO is obeyed
    public void request(OperatorRequest request, boolean retained) {
        boolean exit = request.action() == OperatorRequest.Action.EXIT_AUTO;
        if (retained && !exit) {
            ignore("The request %s is a retained message.".formatted(request.id()));
            return;
        }
        Autonomy.Decision decision = autonomy.decide(request.action());
        operatorDecided |= decision.accepted();
        if (!writes()) {
            desk.stop();
            advice.leave("left-advise", moment(clock));
        }
        heartbeat(autonomy.mode());
        outlet.reply(new OperatorReply(request.id(), decision.accepted(), autonomy.mode(), decision.code()));
        trail.keep(mode(AuditEntry.key("request", request.id()), String.valueOf(request.principal()),
                request.action().name(),
                decision.code(), String.valueOf(request.reason()))); // JSON may say null
        log.info("{} asks for {}: {}, mode {}.", request.principal(), request.action(), decision.code(),
                autonomy.mode());
        if (decision.accepted()) {
            announced = autonomy.mode();
            keepMode(chosenMode(request.action()), String.valueOf(request.principal()),
                    String.valueOf(request.reason())); // JSON may say null
            carryOut();
        }
    }

    /// The choice is kept, not what it leads to at the moment.
    private static Mode chosenMode(OperatorRequest.Action action) {
        return switch (action) {
            case EXIT_AUTO -> Mode.FALLBACK;
            case CHOOSE_AUTO -> Mode.AUTO;
            case CHOOSE_ADVISE -> Mode.ADVISE;
            case CHOOSE_SHADOW -> Mode.SHADOW;
        };
    }

    /// What the gateway says of the set-points that an operator holds.
    public void overrides(Overrides told) {
        plant.overridden(told.entries().stream().map(Overrides.Entry::point).collect(Collectors.toUnmodifiableSet()));
        journal.keep(records -> records.overridden(told));
    }

    /// What was out of service in an earlier life, from the historian or kept by the broker.
    public void lockoutsRemembered(List<Lockouts.Entry> kept) {
        outOfService.restore(kept);
        plant.outOfService(outOfService.units());
        if (!kept.equals(outOfService.lockouts().entries())) {
            outlet.lockouts(outOfService.lockouts());
        }
    }

    /// An operator takes a unit out of service or gives it back; overrides are the gateway's to carry out.
    public void intervention(Intervention asked) {
        if (asked.action().atThePlant()) {
            journal.keep(records -> records.intervened(asked, "asked"));
            return;
        }
        String code = outOfService.decide(asked, wall.millis());
        plant.outOfService(outOfService.units());
        log.info("{} asks for {} of {}: {}.", asked.principal(), asked.action(), asked.target(), code);
        Lockouts now = outOfService.lockouts();
        journal.keep(records -> records.intervened(asked, code));
        journal.keep(records -> records.lockedOut(now));
        outlet.lockouts(now);
        outlet.reply(new OperatorReply(asked.id(), code.equals("done"), autonomy.mode(), code));
    }

    /// Every wall second: heartbeat, repetitions, and the epoch as long as there is none.
    public void wallSecond(boolean connected) {
        heartbeat(autonomy.mode());
        ClockTick tick = clock;
        if (tick != null && writes()) {
            desk.repeat(tick, wall.millis());
        }
        epochs.wanted(wall.millis(), connected).ifPresent(above -> journal.keep(records -> {
            long epoch = records.nextEpoch(above);
            turn.execute(() -> epochGranted(epoch));
        }));
    }

    public void connected() {
        desk.dueAtOnce();
        advice.tellAgain(moment(clock));
        if (!outOfService.units().isEmpty()) {
            outlet.lockouts(outOfService.lockouts()); // the broker may have forgotten them
        }
    }

    /// The last word: the plant need not wait for our silence.
    public void farewell() {
        desk.stop();
        heartbeat(Mode.FALLBACK);
        ended = true;
    }

    public ControlStatistics statistics(int waiting, long lost) {
        return tally.statistics(autonomy, epochs.current(), waiting, lost);
    }

    void ignore(String why) {
        tally.ignored++;
        log.warn("Ignored: {}", why);
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
        Mode mode = autonomy.mode();
        if (mode == announced) {
            return;
        }
        announced = mode;
        if (!writes()) {
            desk.stop();
            advice.leave("left-advise", moment(clock));
        }
        String reason = autonomy.cause().map(Cause::code).orElse("clear");
        log.info("Control of {} is in mode {} ({}).", site.id(), mode, reason);
        heartbeat(autonomy.mode());
        keepMode(mode, Records.CONTROL, reason);
        trail.keep(mode("mode/" + UUID.randomUUID(), Records.CONTROL, "CHANGE", mode.name(), reason));
    }

    private AuditEntry mode(String key, String principal, String action, String outcome, String reason) {
        ClockTick tick = clock;
        return new AuditEntry(key, wall.millis(), tick == null ? 0 : tick.plant(), "mode", principal, action, site.id(),
                outcome, Map.of("mode", autonomy.mode().name(), "reason", reason, "epoch", epochs.current()));
    }

    private void keepMode(Mode mode, String principal, String reason) {
        long now = wall.millis();
        journal.keep(records -> records.modeChanged(mode, principal, reason, now));
    }

    /// A controller that stands down is silent: the heartbeat belongs to its successor.
    private void heartbeat(Mode mode) {
        boolean superseded = autonomy.cause().filter(Cause.SUPERSEDED::equals).isPresent();
        if (!superseded && !ended) {
            ClockTick tick = clock;
            outlet.heartbeat(new Heartbeat(ControlRole.NAME, mode, epochs.current(), wall.millis(),
                    tick == null ? 0 : tick.plant()));
        }
    }
}
