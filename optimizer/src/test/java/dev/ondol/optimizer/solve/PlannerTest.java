package dev.ondol.optimizer.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Actuator.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Map<Kind, Double> TODAY = Map.of(Kind.SUPPLY_AIR, 22.0, Kind.PRESSURE, 10.0,
            Kind.CHILLED_WATER, 17.0, Kind.CONDENSER_WATER, 22.0, Kind.TECHNOLOGY_LOOP, 36.0);

    private static Planner.Cycle run(Scenes scenes, long seed, long moves, CycleInput input) throws Exception {
        try (PlanSolver solver = new PlanSolver(seed, moves, Duration.ofMinutes(5))) {
            return new Planner(scenes.model, scenes.desk, solver).run("plan", input);
        }
    }

    @Test
    void aPlanForTheBigSiteSavesAgainstHolding() throws Exception {
        Scenes scenes = new Scenes("kr-hn1");
        scenes.fill(0.7, new Random(1));
        Planner.Cycle cycle = run(scenes, 1, 3_000, scenes.input(Scenes.CYCLE, 15, TODAY));
        assertThat(cycle.plan().expected().facilityKw()).isLessThan(cycle.plan().expected().holdFacilityKw());
        assertThat(cycle.plan().expected().pue()).isBetween(1.05, 1.2);
        assertThat(cycle.solved().moves()).isEqualTo(3_000);
        assertThat(cycle.plan().solve().score()).startsWith("0hard/0medium/");
        assertThat(cycle.plan().setpoints()).hasSize(15);
    }

    /// Dry coolers run at full speed for a loop at 31 C in air of 31 C. One loop alone gains nothing by rising, because the other
    /// still asks for cold facility water, and both together gain only after an hour of rising.
    @Test
    void loopsThatAreTooColdForAHotDayRiseTogether() throws Exception {
        Scenes scenes = new Scenes("kr-hn1");
        scenes.fill(0.7, new Random(1));
        Map<Kind, Double> cold = new HashMap<>(TODAY);
        cold.put(Kind.TECHNOLOGY_LOOP, 31.0);
        cold.put(Kind.COOLANT_FLOW, 60.0);
        Planner.Cycle cycle = run(scenes, 1, 500, scenes.input(Scenes.CYCLE, 31, cold));
        List<SetpointSteps> loops = cycle.plan().setpoints().stream().filter(steps -> steps.point().toString().contains(
                "technology-loop") && steps.point().toString().contains("temperature")).toList();
        assertThat(loops).hasSize(2).allSatisfy(loop -> assertThat(loop.steps().stream().mapToDouble(Step::value).max()
                .orElse(0)).isGreaterThanOrEqualTo(35.5));
    }

    @Test
    void coolantFlowFollowsTheHeatWithAMarginToItsFullRise() throws Exception {
        Scenes scenes = new Scenes("kr-hn1");
        scenes.fill(0.7, new Random(1));
        Map<Kind, Double> today = new HashMap<>(TODAY);
        today.put(Kind.COOLANT_FLOW, 67.92);
        Planner.Cycle cycle = run(scenes, 1, 1_000, scenes.input(Scenes.CYCLE, 15, today));
        List<SetpointSteps> flows = cycle.plan().setpoints().stream().filter(steps -> steps.point().toString().contains(
                "water-flow")).toList();
        assertThat(flows).hasSize(2).allSatisfy(flow -> {
            assertThat(flow.steps().getFirst().value()).as("one step of the slew limit").isBetween(64.0, 67.92);
            assertThat(flow.steps().get(3).value()).isLessThan(62);
        });
        assertThat(cycle.plan().solve().score()).startsWith("0hard/");
    }

    @Test
    void theSameSeedGivesTheSamePlan() throws Exception {
        Plan first = seeded(5);
        Plan second = seeded(5);
        assertThat(second.setpoints()).isEqualTo(first.setpoints());
        assertThat(second.profiles()).isEqualTo(first.profiles());
        assertThat(second.solve().score()).isEqualTo(first.solve().score());
        assertThat(second.starts().stream().map(Placement::assignments)).isEqualTo(first.starts().stream().map(
                Placement::assignments).toList());
    }

    private static Plan seeded(long seed) throws Exception {
        Scenes scenes = new Scenes("kr-edge");
        Random random = new Random(seed);
        scenes.fill(0.8, random);
        for (int i = 0; i < 6; i++) {
            scenes.desk.submit(scenes.job("H200", 30, random), Optional.empty());
        }
        return run(scenes, seed, 2_000, scenes.input(Scenes.CYCLE, 20, Map.of())).plan();
    }

    @Test
    void aWaitingJobStartsWhenItsNodesAreFree() throws Exception {
        Scenes scenes = new Scenes("kr-edge");
        Placement all = scenes.desk
                .submit(Scenes.job("all", "H200", 64, 8, JobClass.TRAINING, 3_600_000, null), Optional
                        .empty())
                .placement();
        Placement next = scenes.desk
                .submit(Scenes.job("next", "H200", 8, 8, JobClass.TRAINING, 3_600_000, null), Optional
                        .empty())
                .placement();
        assertThat(all.state()).isEqualTo(Placement.State.PLACED);
        assertThat(next.state()).isEqualTo(Placement.State.DEFERRED);

        Plan before = run(scenes, 1, 1_000, scenes.input(Scenes.CYCLE, 20, Map.of())).plan();
        assertThat(before.starts()).isEmpty();
        assertThat(before.solve().queued()).isEqualTo(1);
        assertThat(before.solve().unplaced()).isZero();

        scenes.desk.cancel(all.placementId());
        Plan after = run(scenes, 1, 1_000, scenes.input(Scenes.CYCLE + 300_000, 20, Map.of())).plan();
        assertThat(after.starts()).extracting(Placement::jobId).containsExactly("next");
        assertThat(scenes.desk.find(next.placementId())).map(Placement::state).hasValue(Placement.State.PLACED);
        assertThat(after.profiles()).as("nodes that were emptied keep theirs").hasSize(64)
                .allMatch(of -> of.profile().equals("cap-84") && !of.clock());
    }

    @Test
    void smallJobsDoNotStarveABigOne() throws Exception {
        Scenes scenes = new Scenes("kr-edge");
        scenes.desk.submit(Scenes.job("half", "H200", 32, 8, JobClass.TRAINING, 3_600_000, null), Optional.empty());
        scenes.desk.submit(Scenes.job("big", "H200", 64, 8, JobClass.TRAINING, 3_600_000, null), Optional.empty());
        run(scenes, 1, 1_000, scenes.input(Scenes.CYCLE, 20, Map.of()));
        scenes.desk.clock(Scenes.CYCLE + 60_000);
        Placement late = scenes.desk.submit(Scenes.job("long", "H200", 1, 8, JobClass.TRAINING, 20 * 3_600_000L, null),
                Optional.empty()).placement();
        Placement quick = scenes.desk
                .submit(Scenes.job("quick", "H200", 1, 8, JobClass.TRAINING, 600_000, null), Optional
                        .empty())
                .placement();
        assertThat(late.state()).isEqualTo(Placement.State.DEFERRED);
        assertThat(late.reasons()).extracting(Placement.Reason::constraint)
                .containsExactly("Reserved for a waiting job");
        assertThat(quick.state()).isEqualTo(Placement.State.PLACED);
    }

    @Test
    void whatIsHeldHasNoSteps() throws Exception {
        Scenes scenes = new Scenes("kr-hn1");
        CycleInput input = scenes.input(Scenes.CYCLE, 15, TODAY);
        CycleInput held = new CycleInput(input.cycle(), input.weather(), input.inForce(), Map.of(0, "stale hall-h1", 3,
                "stale hall-h2"), input.calibration());
        Plan plan = run(scenes, 1, 500, held).plan();
        assertThat(plan.setpoints().get(0))
                .isEqualTo(new SetpointSteps(scenes.model.actuators().get(0).point(), List.of(),
                        "stale hall-h1"));
        assertThat(plan.setpoints().stream().filter(of -> of.steps().isEmpty())).hasSize(2);
    }

    /// Checks plans by brute force, without a class of the optimizer: nothing shared, nothing forgiven.
    @Test
    void noPlanBreaksCapacityLimitsOrSlew() throws Exception {
        for (long seed = 1; seed <= 8; seed++) {
            Scenes scenes = new Scenes(seed % 2 == 0 ? "kr-edge" : "kr-hn1");
            Random random = new Random(seed);
            scenes.fill(0.5 + 0.5 * random.nextDouble(), random);
            for (int i = 0; i < 8; i++) {
                scenes.desk.submit(scenes.job("H200", 1 + random.nextInt(60), random), Optional.empty());
            }
            Map<Kind, Double> inForce = new HashMap<>();
            for (Kind kind : Kind.values()) {
                Actuator any = scenes.model.actuators().stream().filter(of -> of.kind() == kind).findFirst()
                        .orElse(null);
                if (any != null) {
                    SetpointLimits limits = any.limits();
                    inForce.put(kind, limits.min() + random.nextDouble() * (limits.max() - limits.min()));
                }
            }
            Plan plan = run(scenes, seed, 1_000, scenes.input(Scenes.CYCLE, -10 + 45 * random.nextDouble(), inForce))
                    .plan();
            for (SetpointSteps setpoint : plan.setpoints()) {
                Actuator actuator = scenes.model.actuators().stream().filter(of -> of.point().equals(setpoint.point()))
                        .findFirst().orElseThrow();
                checkSteps(seed, setpoint, actuator.limits(), java.util.Objects.requireNonNull(inForce.get(actuator
                        .kind())));
            }
            checkCapacity(seed, scenes);
        }
    }

    private static void checkSteps(long seed, SetpointSteps setpoint, SetpointLimits limits, double inForce) {
        assertThat(setpoint.steps()).as("seed %d %s", seed, setpoint.point()).isNotEmpty();
        double last = inForce;
        long lastAt = Scenes.CYCLE - 300_000;
        for (Step step : setpoint.steps()) {
            double saving = limits.safe() == SafeDirection.DOWN ? step.value() - last : last - step.value();
            assertThat(limits.contains(step.value())).as("seed %d %s %s", seed, setpoint.point(), step).isTrue();
            assertThat(step.at() - lastAt).as("seed %d %s %s", seed, setpoint.point(), step)
                    .isGreaterThanOrEqualTo(300_000);
            assertThat(saving).as("seed %d %s %s after %s", seed, setpoint.point(), step, last)
                    .isLessThanOrEqualTo(limits.savingStep() + 1e-9);
            last = step.value();
            lastAt = step.at();
        }
    }

    private static void checkCapacity(long seed, Scenes scenes) {
        Map<String, int[]> used = new HashMap<>();
        for (TrackedJob job : scenes.desk.read(account -> account.jobs())) {
            if (job.placement().state() != Placement.State.PLACED) {
                continue;
            }
            PlacementRequest request = job.request();
            assertThat(job.placement().assignments().stream().mapToInt(Assignment::replicas).sum())
                    .as("seed %d %s", seed,
                            request.jobId())
                    .isEqualTo(request.gang().replicas());
            for (Assignment share : job.placement().assignments()) {
                assertThat(share.gpus()).isEqualTo(share.replicas() * request.perReplica().gpu());
                assertThat(request.perReplica().gpuModels())
                        .contains(scenes.nodes.type(scenes.nodes.index(share.node()))
                                .gpuModel());
                used.computeIfAbsent(share.node(), ignored -> new int[1])[0] += share.gpus();
            }
        }
        used.forEach(
                (node, gpus) -> assertThat(gpus[0]).as("seed %d %s", seed, node).isLessThanOrEqualTo(scenes.nodes.type(
                        scenes.nodes.index(node)).gpus()));
    }
}
