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
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.optimizer.Planning;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.simulator.cluster.AnnouncedPlacer;
import dev.ondol.simulator.cluster.RestPlacer;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A plant under the optimizer, in one process: each minute the scheduler asks for places and nodes get the orders that follow from
/// it, every five minutes sensors are read and
/// control writes what the verifier lets, every fifteen minutes there is a new plan. Beneath it works the plant's own good
/// practice, as in the demo. The time guard of a search is long: the same seed gives the same run on every machine, and a
/// search that was cut is counted. One thread.
public final class ClosedLoop implements AutoCloseable {
    private static final long MINUTE = 60_000;
    private static final long CONTROL_MS = 5 * MINUTE;
    private static final long PLAN_MS = 15 * MINUTE;
    private static final Duration GUARD = Duration.ofMinutes(2);

    private final PlacementDesk desk;
    private final Simulation simulation;
    private final WornSensors sensors;
    private final PlantLink control;
    private final Readings readings;
    private final Planning planning;
    private final PointCatalog catalog;
    private final Levers levers;
    private final Optional<EchoedPlacement> placement;
    private final Optional<Simulation> twin;
    private final long begin;
    private final long validMs = ControlOptions.defaults().planValidity().toMillis();
    private @Nullable Plan plan;
    private @Nullable NodeOrders ordered;
    private long plans;
    private long cut;
    private long moves;
    private long nanos;
    private long longestNanos;

    /// What the planning of a run cost.
    ///
    /// @param plans       plans made
    /// @param cut         searches that the time guard ended
    /// @param moves       moves evaluated
    /// @param meanMs      wall time of a re-plan, observing included, mean
    /// @param longestMs   the same, longest
    /// @param commands    commands carried out
    /// @param refusals    what the verifier refused, by reason
    /// @param fallbacks   five-minute steps at which the plant had its set-points back because inputs were missing
    /// @param tooFast     writes beyond a ramp limit
    public record Effort(long plans, long cut, long moves, double meanMs, double longestMs, long commands,
            Map<String, Integer> refusals, long fallbacks, int tooFast) {
        /// Where nobody planned.
        public static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0, Map.of(), 0, 0);

        public Effort {
            refusals = Collections.unmodifiableMap(new TreeMap<>(refusals));
        }
    }

    /// @param scenario of policy good-practice
    /// @param asBuilt  the real plant; the optimizer knows its description
    /// @param levers   what the optimizer decides; the rest stays as under good practice. Jobs that it does not place are placed first-fit
    ///                 packed by the scheduler, which tells it of them where it needs to know
    /// @param moves    moves evaluated in each plan
    public ClosedLoop(Scenario scenario, AsBuilt asBuilt, Levers levers, long moves) {
        Site site = scenario.site();
        this.levers = levers;
        catalog = PointCatalog.of(site);
        List<Actuator> actuators = Actuator.of(site, catalog);
        desk = new PlacementDesk(new PlantModel(site, actuators), new Nodes(site), new Unrecorded(), levers);
        placement = levers.uses(Lever.PLACEMENT)
                ? Optional.of(new EchoedPlacement(new DeskPlacement(desk)))
                : Optional.empty();
        simulation = placement.isPresent()
                ? new Simulation(scenario, asBuilt, new RestPlacer(placement.get(), "proof", () -> Instant.EPOCH))
                : ordersNodes()
                        ? new Simulation(scenario, asBuilt, new AnnouncedPlacer(new DeskPlacement(desk)))
                        : new Simulation(scenario, asBuilt);
        twin = placement.isPresent() && scenario.assets()
                ? Optional.of(new Simulation(scenario, asBuilt, new RestPlacer(placement.get().echo(), "proof",
                        () -> Instant.EPOCH)))
                : Optional.empty();
        sensors = new WornSensors(catalog, scenario.seed());
        simulation.facility().instruments(sensors);
        control = new PlantLink(site, catalog, simulation.facility(), twin.map(Simulation::facility), validMs);
        readings = new Readings(catalog);
        planning = new Planning(site, actuators, desk, readings, new ImperfectForecast(scenario.weather(), scenario
                .fromMillis(), scenario.toMillis(), scenario.seed()),
                new OptimizerOptions("", 0, scenario.seed(), moves, GUARD));
        begin = simulation.time();
    }

    public Simulation simulation() {
        return simulation;
    }

    /// Where the scenario has energy assets in use: a plant that does all the same, jobs and set-points, but for the assets, which its
    /// own simple rules dispatch.
    public Optional<Simulation> twin() {
        return twin;
    }

    /// Advances by one step of the scenario.
    ///
    /// @throws InterruptedException if the thread is interrupted while it plans
    public void step() throws InterruptedException {
        long now = simulation.time();
        desk.clock(now);
        if (now > begin && now % MINUTE == 0 && ordersNodes()) {
            readings.frame(control.readNodes());
            planning.watchNodes(now);
        }
        simulation.schedule();
        twin.ifPresent(Simulation::schedule);
        if (now % CONTROL_MS == 0 && now > begin) {
            cycle(now);
        } else if (ordersNodes() && now % MINUTE == 0) {
            orders(now);
        }
        simulation.advance();
        twin.ifPresent(Simulation::advance);
        placement.ifPresent(echoed -> heard(echoed, twin.isPresent()));
        if (simulation.time() % MINUTE == 0) {
            control.minute();
        }
        if ((simulation.time() + MINUTE) % CONTROL_MS == 0) {
            sensors.remember(simulation.facility());
        }
    }

    private boolean decides(PointId setpoint) {
        return levers.uses(Lever.of(setpoint));
    }

    private boolean ordersNodes() {
        return !levers.equals(Levers.only(Lever.SETPOINTS));
    }

    private static void heard(EchoedPlacement echoed, boolean twin) {
        if (!twin) {
            echoed.forget();
        } else if (echoed.unheard() > 0) {
            throw new IllegalStateException("The twin left %d answers unheard.".formatted(echoed.unheard()));
        }
    }

    private void cycle(long now) throws InterruptedException {
        Frame frame = control.read();
        readings.frame(frame);
        if (now % PLAN_MS == 0) {
            plan(now);
        }
        Plan followed = plan;
        if (followed != null) {
            ordered = ordersNodes()
                    ? planning.orders(followed, now)
                    : new NodeOrders(followed.site(), followed.id(), now, List.of(), Rest.NONE);
            carryOut(new Desired(ordered.in(followed), validMs, catalog), now);
        }
    }

    /// Between two cycles only nodes get orders, and only those whose jobs have come or gone.
    private void orders(long now) {
        Plan followed = plan;
        NodeOrders before = ordered;
        if (followed == null || before == null) {
            return;
        }
        ordered = planning.orders(followed, now);
        Set<String> changed = ordered.changedSince(before);
        if (!changed.isEmpty()) {
            carryOut(Desired.ofNodes(ordered.in(followed), validMs, catalog, changed), now);
        }
    }

    private void carryOut(Desired desired, long now) {
        if (now <= desired.validUntil()) {
            control.carryOut(desired);
        }
    }

    private void plan(long now) throws InterruptedException {
        long started = System.nanoTime();
        if (!levers.uses(Lever.PLACEMENT)) {
            desk.reconcile(new JobList(now, simulation.cluster().running()));
        }
        Optional<Planning.Planned> planned = planning.plan(now, now, "plan-" + now / 1000);
        if (planned.isEmpty()) {
            return;
        }
        long took = System.nanoTime() - started;
        plans++;
        nanos += took;
        longestNanos = Math.max(longestNanos, took);
        cut += planned.get().cut() ? 1 : 0;
        moves += planned.get().moves();
        plan = planned.get().plan().filter(this::decides);
    }

    /// What planning and control have cost since the beginning.
    public Effort effort() {
        double milli = TimeUnit.MILLISECONDS.toNanos(1);
        return new Effort(plans, cut, moves, nanos / milli / Math.max(1, plans), longestNanos / milli,
                control.commands(), control.refusals(), control.fallbacks(), control.tooFast());
    }

    @Override
    public void close() {
        planning.close();
    }
}
