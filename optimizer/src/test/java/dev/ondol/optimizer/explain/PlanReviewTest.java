package dev.ondol.optimizer.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.optimizer.explain.PlanExplanation.Effect;
import dev.ondol.optimizer.explain.PlanExplanation.JobDecision;
import dev.ondol.optimizer.explain.PlanExplanation.SetpointDecision;
import dev.ondol.optimizer.metering.Outlay;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Actuator.Kind;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Coefficients;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.price.Tariff;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.score.PlanScore;
import dev.ondol.optimizer.solve.CycleInput;
import dev.ondol.optimizer.solve.PlanSolver;
import dev.ondol.optimizer.solve.Planner;
import dev.ondol.optimizer.solve.Scenes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanReviewTest {
    private static final Map<Kind, Double> TODAY = Map.of(Kind.SUPPLY_AIR, 22.0, Kind.PRESSURE, 10.0,
            Kind.CHILLED_WATER, 17.0, Kind.CONDENSER_WATER, 22.0, Kind.TECHNOLOGY_LOOP, 36.0);

    /// A plan with what it was made from.
    private record Planned(Scenes scenes, HorizonPlan solved, PlanReview review) {
        PlanExplanation explanation() {
            return review.explain(scenes.desk);
        }
    }

    private static Planned plan(Scenes scenes, CycleInput input, Weights weights, long moves) throws Exception {
        try (PlanSolver solver = new PlanSolver(1, moves, Duration.ofMinutes(5))) {
            Planner planner = new Planner(scenes.model, scenes.desk, solver);
            planner.weights(weights);
            Planner.Cycle cycle = planner.run("plan", input);
            return new Planned(scenes, cycle.solved().plan(), new PlanReview(cycle.plan(), cycle.solved().plan(),
                    weights, Tariff.of(scenes.site), Optional.empty()));
        }
    }

    private static Scenes busy(String site, int waiting) {
        Scenes scenes = new Scenes(site);
        Random random = new Random(7);
        scenes.fill(0.8, random);
        List<String> models = List.copyOf(scenes.nodes.models());
        for (int i = 0; i < waiting; i++) {
            scenes.desk.submit(scenes.job(models.get(i % models.size()), 24, random), Optional.empty());
        }
        return scenes;
    }

    private static long hard(HorizonPlan plan) {
        PlanScore score = new PlanScore();
        score.resetWorkingSolution(plan);
        HardMediumSoftScore found = score.calculateScore();
        // Work left out counts like a broken rule: a plan that leaves out more is no alternative.
        return found.hardScore() * 1_000_000 + found.mediumScore();
    }

    private static long soft(HorizonPlan plan) {
        PlanScore score = new PlanScore();
        score.resetWorkingSolution(plan);
        return score.calculateScore().softScore();
    }

    private static long score(HorizonPlan plan) {
        PlanScore score = new PlanScore();
        score.resetWorkingSolution(plan);
        HardMediumSoftScore found = score.calculateScore();
        return found.hardScore() < 0 ? Long.MIN_VALUE : found.softScore();
    }

    @Test
    void effectsAreWhatTheModelSaysWithAndWithoutEachDecisionAndLieInTheirInterval() throws Exception {
        Planned planned = plan(busy("kr-hn1", 0), busy("kr-hn1", 0).input(Scenes.CYCLE, 12, TODAY), Weights.ENERGY,
                1_000);
        PlanExplanation told = planned.explanation();
        Horizon horizon = planned.solved().getHorizon();
        Stage first = horizon.stages().getFirst();
        double[] values = new double[horizon.actuators().size()];
        for (SetpointStep step : planned.solved().getSteps()) {
            if (step.first()) {
                values[step.getActuator().index()] = step.value();
            }
        }
        long[] heat = new long[2 * horizon.halls()];
        double withW = horizon.estimate(first, heat, values).facilityW;
        int moved = 0;
        for (SetpointDecision decision : told.setpoints()) {
            double[] held = values.clone();
            Actuator actuator = horizon.actuators().stream().filter(of -> of.point().equals(decision.point()))
                    .findFirst().orElseThrow();
            held[actuator.index()] = decision.inForce();
            double kw = (withW - horizon.estimate(first, heat, held).facilityW) / 1000;
            assertThat(decision.effect().kw()).as("%s", decision).isCloseTo(kw, within(1e-9));
            contained(decision.effect(), decision.value() != decision.inForce());
            moved += decision.value() != decision.inForce() ? 1 : 0;
        }
        assertThat(moved).isGreaterThan(2);
        assertThat(told.together().kw()).isNegative();
        assertThat(told.expected().kwh()).isLessThan(told.held().kwh());
    }

    private static void contained(Effect effect, boolean changed) {
        assertThat(effect.lowKw()).isLessThanOrEqualTo(effect.kw());
        assertThat(effect.highKw()).isGreaterThanOrEqualTo(effect.kw());
        if (changed) {
            assertThat(effect.highKw()).isGreaterThan(effect.lowKw());
        }
    }

    @Test
    void theNextBestValueOfASetpointReallyScoresNext() throws Exception {
        Planned planned = plan(busy("kr-hn1", 0), busy("kr-hn1", 0).input(Scenes.CYCLE, 20, TODAY), Weights.ENERGY,
                1_000);
        long chosen = score(planned.solved());
        for (SetpointDecision decision : planned.explanation().setpoints()) {
            SetpointStep step = planned.solved().getSteps().stream().filter(of -> of.first() && of.getActuator().point()
                    .equals(decision.point())).findFirst().orElseThrow();
            int place = step.getPlace();
            long best = Long.MIN_VALUE;
            for (int other = step.lowestPlace(); other <= step.highestPlace(); other++) {
                if (other != place) {
                    step.setPlace(other);
                    best = Math.max(best, score(planned.solved()));
                }
            }
            step.setPlace(place);
            if (best == Long.MIN_VALUE) {
                assertThat(decision.nextBest()).as("%s", decision).isNull();
            } else {
                assertThat(Objects.requireNonNull(decision.nextBest()).moreWh()).as("%s", decision).isEqualTo(
                        (double) (chosen - best));
            }
        }
    }

    /// Inlets that are much warmer than the supply let the air be no warmer; without that it would be.
    @Test
    void aSetpointAtALimitNamesIt() throws Exception {
        Map<Kind, Double> today = new HashMap<>(TODAY);
        today.put(Kind.SUPPLY_AIR, 21.0);
        Scenes scenes = busy("kr-hn1", 0);
        CycleInput mild = scenes.input(Scenes.CYCLE, 28, today);
        double[] ratio = new double[scenes.model.halls()];
        double[] biasK = new double[scenes.model.halls()];
        Arrays.fill(ratio, 1);
        Arrays.fill(biasK, 4);
        CycleInput hot = new CycleInput(mild.cycle(), mild.weather(), mild.inForce(), mild.held(), new Calibration(
                ratio, biasK, 1, Coefficients.nameplate()));
        assertThat(air(plan(scenes, mild, Weights.ENERGY, 2_000))).noneMatch(decision -> decision.binding().contains(
                "Inlet limit"));
        assertThat(air(plan(busy("kr-hn1", 0), hot, Weights.ENERGY, 2_000))).anyMatch(decision -> decision.binding()
                .contains("Inlet limit"));
    }

    private static List<SetpointDecision> air(Planned planned) {
        return planned.explanation().setpoints().stream().filter(decision -> decision.point().toString().contains(
                "supply-air")).toList();
    }

    @Test
    void theNextBestOfAJobReallyScoresNextAmongWhatWasTried() throws Exception {
        Scenes scenes = busy("kr-edge", 6);
        Planned planned = plan(scenes, scenes.input(Scenes.CYCLE, 20, Map.of()), Weights.ENERGY, 2_000);
        List<JobDecision> told = planned.explanation().jobs();
        assertThat(told).hasSize(Math.min(planned.solved().getJobs().size(), JobReasons.MOST_JOBS)).isNotEmpty();
        long hard = hard(planned.solved());
        long chosen = soft(planned.solved());
        JobReasons reasons = new JobReasons(new PlanFigures(planned.solved()), new Uncertainty(planned.solved()
                .getHorizon().calibration(), Optional.empty()));
        for (JobDecision decision : told) {
            QueuedJob job = planned.solved().getJobs().stream().filter(of -> of.getId().equals(decision.jobId()))
                    .findFirst().orElseThrow();
            Integer slot = job.getSlot();
            Integer anchor = job.getAnchor();
            var profile = job.getProfile();
            long best = Long.MIN_VALUE;
            for (JobReasons.Candidate candidate : reasons.candidates(job)) {
                job.setSlot(candidate.slot());
                job.setAnchor(candidate.anchor());
                job.setProfile(candidate.profile());
                if (hard(planned.solved()) >= hard) {
                    best = Math.max(best, soft(planned.solved()));
                }
            }
            job.setSlot(slot);
            job.setAnchor(anchor);
            job.setProfile(profile);
            if (best == Long.MIN_VALUE) {
                assertThat(decision.nextBest()).as("%s", decision).isNull();
            } else if (slot != null) {
                assertThat(Objects.requireNonNull(decision.nextBest()).moreWh()).as("%s", decision).isEqualTo(
                        (double) (chosen - best));
            }
            if (slot != null) {
                assertThat(decision.effect().kw()).isPositive();
                contained(decision.effect(), true);
            }
        }
    }

    @Test
    void sleepingNodesSaveMoreThanTheirIdlePowerAndOneMoreAwakeCosts() throws Exception {
        Scenes scenes = busy("kr-hn1", 0);
        Planned planned = plan(scenes, scenes.input(Scenes.CYCLE, 20, TODAY), Weights.ENERGY, 500);
        List<String> parked = scenes.desk.read(account -> IntStream.range(0, account.nodes().count()).filter(
                account::empty).limit(5).mapToObj(account.nodes()::name).toList());
        RestReasons reasons = new RestReasons(new PlanFigures(planned.solved()), new Uncertainty(planned.solved()
                .getHorizon().calibration(), Optional.empty()));
        List<PlanExplanation.RestDecision> told = scenes.desk.read(account -> reasons.all(account, new Plan.Rest(parked,
                false)));
        assertThat(told).isNotEmpty().allSatisfy(decision -> {
            NodeType type = scenes.site.nodeTypes().stream().filter(of -> of.gpuModel().equals(decision.gpuModel()))
                    .findFirst().orElseThrow();
            double itKw = decision.parked() * (NodePower.idleW(type) - NodePower.parkedW(type)) / 1000;
            assertThat(-decision.effect().kw()).isBetween(itKw, 1.6 * itKw);
            contained(decision.effect(), true);
            assertThat(decision.nextBest().moreWh()).isPositive();
        });
        assertThat(told.stream().mapToInt(PlanExplanation.RestDecision::parked).sum()).isEqualTo(parked.size());
    }

    @Test
    void onlyTheRatioOfWeightsCounts() throws Exception {
        HorizonPlan one = weighted(new Weights(1, 0, 0, 0)).solved();
        HorizonPlan five = weighted(new Weights(5, 0, 0, 0)).solved();
        assertThat(five.getScore()).isEqualTo(one.getScore());
        assertThat(five.getSteps().stream().map(SetpointStep::getPlace)).isEqualTo(one.getSteps().stream().map(
                SetpointStep::getPlace).toList());
    }

    /// A weekday evening in Seoul, 20 h: prices fall at 22 h. All nodes are taken until 20:30; batch work waits and has a day.
    private static Planned weighted(Weights weights) throws Exception {
        Scenes scenes = new Scenes("kr-edge");
        long evening = Instant.parse("2022-01-05T11:00:00Z").toEpochMilli();
        scenes.desk.clock(evening);
        for (int node = 0; node < scenes.nodes.count(); node++) {
            NodeType type = scenes.nodes.type(node);
            Placement placement = scenes.desk.submit(Scenes.job("now-" + node, type.gpuModel(), 1, type.gpus(),
                    JobClass.TRAINING, 30 * 60_000, null), Optional.empty()).placement();
            scenes.desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, evening));
        }
        for (int i = 0; i < 4; i++) {
            scenes.desk.submit(Scenes.job("batch-" + i, "H200", 4, 8, JobClass.BATCH, 3_600_000, evening
                    + 24 * 3_600_000L), Optional.empty());
        }
        return plan(scenes, scenes.input(evening, 20, Map.of()), weights, 4_000);
    }

    @Test
    void whoWeighsMoneyWaitsForCheaperHours() throws Exception {
        Planned energy = weighted(Weights.ENERGY);
        Planned money = weighted(new Weights(0, 0, 1, 0));
        assertThat(startMinutes(energy)).hasSize(4).allMatch(minute -> minute < 75);
        assertThat(startMinutes(money)).hasSize(4).allMatch(minute -> minute >= 75);
        assertThat(money.explanation().expected().cost().amount()).isLessThan(energy.explanation().expected().cost()
                .amount());
    }

    private static List<Integer> startMinutes(Planned planned) {
        return planned.solved().getJobs().stream().filter(QueuedJob::placed).map(QueuedJob::startMinute).toList();
    }

    @Test
    void alternativesSayWhatEachWeightAloneWouldChange() throws Exception {
        Planned planned = weighted(Weights.ENERGY);
        PlanAlternatives told = planned.review().alternatives();
        assertThat(told.alternatives()).extracting(PlanAlternatives.Alternative::weight).containsExactly("energy",
                "carbon", "money", "water");
        assertThat(told.alternatives().getFirst().expected()).isEqualTo(told.expected());
        assertThat(told.alternatives().getFirst().setpoints() + told.alternatives().getFirst().starts()).isZero();
        Outlay money = told.alternatives().get(2).expected();
        assertThat(told.alternatives().get(2).starts()).isPositive();
        assertThat(money.cost().amount()).isLessThan(told.expected().cost().amount());
        assertThat(planned.review().alternatives()).isSameAs(told);
    }
}
