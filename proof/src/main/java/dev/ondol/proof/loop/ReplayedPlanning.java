package dev.ondol.proof.loop;

import dev.ondol.controllers.ControlOptions;
import dev.ondol.controllers.command.Desired;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.plan.Levers;
import dev.ondol.facility.plan.Levers.Lever;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.Rest;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.optimizer.Planning;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.proof.replay.PlantReplay;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.weather.Weather;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The optimizer over a replayed plant: sensors are read every five minutes, there is a new plan every quarter of an hour, and what
/// the verifier lets is written. It plans set-points alone: what ran, and where, was recorded, and stays. The forecast of the
/// weather is the recorded weather with a known error. One thread.
public final class ReplayedPlanning implements PlantReplay.Operator, AutoCloseable {
    private static final long MINUTE = 60_000;
    private static final long CONTROL_MS = 5 * MINUTE;
    private static final long PLAN_MS = 15 * MINUTE;
    /// What an optimizer has to see of a plant before its plan is worth asking for.
    private static final long WATCHED_MS = 360 * MINUTE;
    private static final Duration GUARD = Duration.ofMinutes(2);
    private static final long SEED = 1;

    private final Site site;
    private final PointCatalog catalog;
    private final boolean commands;
    private final long planFrom;
    private final long planLast;
    private final PlacementDesk desk;
    private final RecordedJobs jobs;
    private final Readings readings;
    private final Planning planning;
    private final long validMs = ControlOptions.defaults().planValidity().toMillis();
    private @Nullable PlantLink link;
    private @Nullable Plan plan;
    private boolean cut;

    /// One that operates the plant.
    ///
    /// @param weather as it was recorded
    /// @param from,to plant milliseconds of the window
    public static ReplayedPlanning operating(Site site, Weather weather, long from, long to) {
        return new ReplayedPlanning(site, weather, from, to, true, from, Long.MAX_VALUE);
    }

    /// One that writes nothing and plans for the last time at an instant, after some hours of looking.
    ///
    /// @param weather as it was recorded
    /// @param from,to plant milliseconds of the window
    /// @param at      plant milliseconds
    public static ReplayedPlanning watching(Site site, Weather weather, long from, long to, long at) {
        long cycle = Math.floorDiv(at, CONTROL_MS) * CONTROL_MS;
        return new ReplayedPlanning(site, weather, from, to, false, Math.max(from, cycle - WATCHED_MS), cycle);
    }

    private ReplayedPlanning(Site site, Weather weather, long from, long to, boolean commands, long planFrom,
            long planLast) {
        this.site = site;
        this.commands = commands;
        this.planFrom = planFrom;
        this.planLast = planLast;
        catalog = PointCatalog.of(site);
        List<Actuator> actuators = Actuator.of(site, catalog);
        PlantModel model = new PlantModel(site, actuators);
        Nodes nodes = new Nodes(site);
        desk = new PlacementDesk(model, nodes, new Unrecorded(), Levers.only(Lever.SETPOINTS));
        jobs = new RecordedJobs(site, nodes, model);
        readings = new Readings(catalog);
        OptimizerOptions usual = OptimizerOptions.defaults();
        planning = new Planning(site, actuators, desk, readings, new ImperfectForecast(weather, from, to, SEED),
                new OptimizerOptions("", 0, SEED, usual.moves(), GUARD));
    }

    @Override
    public void act(Facility facility) {
        PlantLink control = link;
        if (control == null) {
            control = new PlantLink(site, catalog, facility, Optional.empty(), validMs);
            link = control;
        } else {
            control.minute();
        }
        long now = facility.time();
        desk.clock(now);
        if (now % CONTROL_MS == 0) {
            Frame frame = control.read();
            readings.frame(frame);
            if (now >= planFrom && (now % PLAN_MS == 0 && now < planLast || now == planLast)) {
                plan(facility, now);
            }
            Plan followed = plan;
            if (commands && followed != null) {
                Desired wanted = new Desired(new NodeOrders(followed.site(), followed.id(), now, List.of(), Rest.NONE)
                        .in(followed), validMs, catalog);
                if (now <= wanted.validUntil()) {
                    control.carryOut(wanted);
                }
            }
        }
    }

    private void plan(Facility facility, long now) {
        desk.reconcile(jobs.at(now, point -> facility.sensor(point).getAsDouble()));
        try {
            planning.plan(now, now, "plan-" + now / 1000).ifPresent(planned -> {
                plan = planned.plan().filter(point -> Lever.of(point) == Lever.SETPOINTS);
                cut |= planned.cut();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The planning was interrupted.", e);
        }
    }

    /// Why the newest plan is as it is; empty before the first.
    public Optional<PlanExplanation> explanation() {
        return planning.review().map(review -> review.explain(desk));
    }

    /// The newest plan; empty before the first.
    public Optional<Plan> newest() {
        return Optional.ofNullable(plan);
    }

    /// Whether a search was ended by the time guard, so that another machine may find another plan.
    public boolean cut() {
        return cut;
    }

    @Override
    public void close() {
        planning.close();
    }
}
