package dev.ondol.proof.loop;

import dev.ondol.controllers.ControlOptions;
import dev.ondol.controllers.command.Desired;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.optimizer.Planning;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.solve.Planner;
import dev.ondol.simulator.cluster.RestPlacer;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A plant under the optimizer, in one process: each minute the scheduler asks for places, every five minutes sensors are read and
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
    private final boolean joint;
    private final long begin;
    private final long validMs = ControlOptions.defaults().planValidity().toMillis();
    private @Nullable Plan plan;
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
    /// @param joint    true: the optimizer also places jobs and chooses their power profiles; false: jobs run as under good
    ///                 practice and only the plant's set-points are the optimizer's
    /// @param moves    moves evaluated in each plan
    public ClosedLoop(Scenario scenario, AsBuilt asBuilt, boolean joint, long moves) {
        Site site = scenario.site();
        this.joint = joint;
        catalog = PointCatalog.of(site);
        List<Actuator> actuators = Actuator.of(site, catalog);
        desk = new PlacementDesk(new PlantModel(site, actuators), new Nodes(site), new Unrecorded());
        simulation = joint
                ? new Simulation(scenario, asBuilt, new RestPlacer(new DeskPlacement(desk), "proof",
                        () -> Instant.EPOCH))
                : new Simulation(scenario, asBuilt);
        sensors = new WornSensors(catalog, scenario.seed());
        simulation.facility().instruments(sensors);
        control = new PlantLink(site, catalog, simulation.facility(), validMs);
        readings = new Readings(catalog);
        planning = new Planning(site, actuators, desk, readings, new ImperfectForecast(scenario.weather(), scenario
                .fromMillis(), scenario.toMillis(), scenario.seed()),
                new OptimizerOptions("", 0, scenario.seed(), moves, GUARD));
        begin = simulation.time();
    }

    public Simulation simulation() {
        return simulation;
    }

    /// Advances by one step of the scenario.
    ///
    /// @throws InterruptedException if the thread is interrupted while it plans
    public void step() throws InterruptedException {
        long now = simulation.time();
        desk.clock(now);
        if (now % CONTROL_MS == 0 && now > begin) {
            cycle(now);
        }
        simulation.step();
        if (simulation.time() % MINUTE == 0) {
            control.minute();
        }
        if ((simulation.time() + MINUTE) % CONTROL_MS == 0) {
            sensors.remember(simulation.facility());
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
            // Jobs have come and gone since the plan was made: profiles and who rests are those of now.
            Plan ofNow = joint
                    ? withNodes(followed, desk.read(Planner::profiles), planning.rest(now))
                    : withNodes(followed, List.of(), Plan.Rest.NONE);
            Desired desired = new Desired(ofNow, validMs, catalog);
            if (now <= desired.validUntil()) {
                control.carryOut(desired);
            }
        }
    }

    private void plan(long now) throws InterruptedException {
        long started = System.nanoTime();
        if (!joint) {
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
        plan = planned.get().plan();
    }

    private static Plan withNodes(Plan plan, List<Plan.NodeProfile> profiles, Plan.Rest rest) {
        return new Plan(plan.id(), plan.site(), plan.cycle(), plan.horizonEnd(), plan.setpoints(), plan.starts(),
                profiles, rest, plan.expected(), plan.solve(), plan.conflicts());
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
