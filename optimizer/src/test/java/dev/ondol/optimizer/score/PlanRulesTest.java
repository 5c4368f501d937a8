package dev.ondol.optimizer.score;

import ai.timefold.solver.core.api.score.stream.test.ConstraintVerifier;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Actuator.Kind;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.Occupancy;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Slots;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.solve.Scenes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanRulesTest {
    private static final long HOUR = 3_600_000;
    private final ConstraintVerifier<PlanRules, HorizonPlan> verifier = ConstraintVerifier.build(new PlanRules(),
            HorizonPlan.class, QueuedJob.class, SetpointStep.class);
    private final PlantModel model = Scenes.model(SiteReader.builtIn("kr-hn1").orElseThrow());
    private final Nodes nodes = new Nodes(model.site());
    private final Occupancy base = new Occupancy(nodes);
    private final int h200 = nodes.ofModel("H200")[0];

    private Horizon horizon(Outdoor outdoor, double airW) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < Stage.COUNT; i++) {
            stages.add(new Stage(i, Stage.bound(i), Stage.bound(i + 1), outdoor));
        }
        double[][] air = new double[Stage.COUNT][model.halls()];
        for (double[] of : air) {
            Arrays.fill(of, airW);
        }
        return new Horizon(Scenes.CYCLE, model, nodes, base, stages, Calibration.nameplate(model.halls()),
                model.middle(),
                air, new double[Stage.COUNT][model.halls()]);
    }

    private Horizon mild() {
        return horizon(new Outdoor(15, 10, 5), 200e3);
    }

    private QueuedJob job(String id, Horizon horizon, int replicas, @Nullable Integer slot, int anchor, long durationMs,
            @Nullable Long deadline) {
        Gang gang = new Gang(horizon, Scenes.job(id, "H200", replicas, 8, JobClass.TRAINING, durationMs, deadline),
                Scenes.CYCLE);
        return new QueuedJob(gang, slot, anchor, PowerProfile.UNCAPPED);
    }

    private List<Object> steps(Horizon horizon, Map<Kind, Double> values) {
        List<Object> facts = new ArrayList<>(horizon.stages());
        facts.add(horizon);
        for (Stage stage : horizon.stages()) {
            for (Actuator actuator : horizon.actuators()) {
                double value = values.getOrDefault(actuator.kind(), horizon.inForce(actuator.index()));
                facts.add(new SetpointStep(actuator, stage, value, false, actuator.nearest(value)));
            }
        }
        return facts;
    }

    @Test
    void twoGangsOnOneNodeAtOneTimeExceedItsCapacity() {
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::nodeCapacity)
                .given(job("a", horizon, 1, 0, h200, HOUR, null), job("b", horizon, 1,
                        1, h200, HOUR, null))
                .penalizesBy(8 * 3);
    }

    @Test
    void oneAfterTheOtherFitsOnANode() {
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::nodeCapacity)
                .given(job("a", horizon, 1, 0, h200, HOUR, null), job("b", horizon, 1,
                        4, h200, HOUR, null))
                .penalizesBy(0);
    }

    @Test
    void aGangThatFindsTooFewNodesIsNotWhole() {
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::wholeGang).given(job("a", horizon, 390, 0, h200, HOUR, null)).penalizesBy(6);
        verifier.verifyThat(PlanRules::wholeGang).given(job("a", horizon, 384, 0, h200, HOUR, null)).penalizesBy(0);
    }

    @Test
    void aRunningJobKeepsItsNodesUntilItsEnd() {
        base.take(h200, 8, 0, 0, 0, 60);
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::wholeGang).given(job("a", horizon, 384, 3, h200, HOUR, null)).penalizesBy(1);
        verifier.verifyThat(PlanRules::wholeGang).given(job("b", horizon, 384, 4, h200, HOUR, null)).penalizesBy(0);
    }

    @Test
    void aSleepingNodeTakesNoJobBeforeItIsAwakeAndCostsTheEnergyOfItsWaking() {
        base.sleeps(h200, 45);
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::wholeGang).given(job("a", horizon, 384, 2, h200, HOUR, null)).penalizesBy(1);
        verifier.verifyThat(PlanRules::wholeGang).given(job("b", horizon, 384, 3, h200, HOUR, null)).penalizesBy(0);
        long wakingWh = Math.round(0.24 * 10_200 * 10 / 60);
        verifier.verifyThat(PlanRules::wakingNodes).given(job("c", horizon, 2, 3, h200, HOUR, null))
                .penalizesBy(wakingWh);
        verifier.verifyThat(PlanRules::wakingNodes).given(job("d", horizon, 2, 2, h200, HOUR, null)).penalizesBy(0);
    }

    @Test
    void anAnchorOfAnotherGpuModelIsWrong() {
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::gpuModel).given(job("a", horizon, 1, 0, nodes.ofModel("L40S")[0], HOUR, null))
                .penalizesBy(1);
        verifier.verifyThat(PlanRules::gpuModel).given(job("a", horizon, 1, 0, h200, HOUR, null)).penalizesBy(0);
    }

    @Test
    void aRackMustNotDrawMoreThanItsNameplate() {
        // What runs there already leaves 1 kW; a busy node adds some 5.6 kW in each of four slots.
        double idleW = 4 * 10_200 * 0.24;
        base.take(h200, 0, 0, 0, 40_800 - idleW - 1_000, 1_440);
        Horizon horizon = mild();
        long addedW = Math.round(10_200 * (0.79 - 0.24));
        verifier.verifyThat(PlanRules::rackPower).given(job("a", horizon, 1, 0, h200, HOUR, null)).penalizesBy(4 * Math
                .ceilDiv(addedW - 1_000, 100L));
        verifier.verifyThat(PlanRules::rackPower).given(job("a", horizon, 1, 0, h200 + 4, HOUR, null)).penalizesBy(0);
    }

    @Test
    void aJobMustEndBeforeItsDeadline() {
        Horizon horizon = mild();
        long deadline = Scenes.CYCLE + 2 * HOUR;
        verifier.verifyThat(PlanRules::deadline).given(job("a", horizon, 1, 6, h200, HOUR, deadline)).penalizesBy(30);
        verifier.verifyThat(PlanRules::deadline).given(job("a", horizon, 1, 4, h200, HOUR, deadline)).penalizesBy(0);
    }

    @Test
    void aDeadlineThatIsImpossibleBindsNoMore() {
        verifier.verifyThat(PlanRules::deadline).given(job("a", mild(), 1, 6, h200, HOUR, Scenes.CYCLE + HOUR / 2))
                .penalizesBy(0);
    }

    @Test
    void inletsAboveTheLimitCount() {
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::inletLimit).given(steps(horizon, Map.of(Kind.SUPPLY_AIR, 27.0)).toArray())
                .penalizes();
        verifier.verifyThat(PlanRules::inletLimit).given(steps(horizon, Map.of(Kind.SUPPLY_AIR, 22.0)).toArray())
                .penalizesBy(0);
    }

    @Test
    void loopsAboveTheLimitCount() {
        Horizon hot = horizon(new Outdoor(46, 30, 20), 200e3);
        verifier.verifyThat(PlanRules::liquidLimit).given(steps(mild(), Map.of()).toArray()).penalizesBy(0);
        double[][] liquid = new double[Stage.COUNT][model.halls()];
        for (double[] of : liquid) {
            of[0] = 2.8e6;
        }
        Horizon loaded = new Horizon(Scenes.CYCLE, model, nodes, base, hot.stages(),
                Calibration.nameplate(model.halls()),
                model.middle(), new double[Stage.COUNT][model.halls()], liquid);
        verifier.verifyThat(PlanRules::liquidLimit).given(steps(loaded, Map.of()).toArray()).penalizes();
    }

    @Test
    void waterBelowTheDewPointPlusTwoKelvinCounts() {
        Horizon horizon = horizon(new Outdoor(15, 12, 10), 200e3);
        verifier.verifyThat(PlanRules::dewPoint).given(steps(horizon, Map.of(Kind.CHILLED_WATER, 11.5)).toArray())
                .penalizesBy(5 * Stage.COUNT);
        verifier.verifyThat(PlanRules::dewPoint).given(steps(horizon, Map.of(Kind.CHILLED_WATER, 12.0)).toArray())
                .penalizesBy(0);
    }

    @Test
    void moreHeatThanTheUnitsCarryWithOneOutCounts() {
        verifier.verifyThat(PlanRules::failoverCapacity).given(steps(horizon(new Outdoor(15, 10, 5), 900e3), Map.of())
                .toArray()).penalizes();
        verifier.verifyThat(PlanRules::failoverCapacity).given(steps(mild(), Map.of()).toArray()).penalizesBy(0);
    }

    @Test
    void savingFasterThanTheSlewLimitCountsAndGoingToSafetyNever() {
        Horizon horizon = mild();
        Actuator supply = horizon.actuators().getFirst();
        Stage first = horizon.stages().getFirst();
        verifier.verifyThat(PlanRules::slew).given(new SetpointStep(supply, first, 20, false, supply.nearest(21)))
                .penalizesBy(5);
        verifier.verifyThat(PlanRules::slew).given(new SetpointStep(supply, first, 20, false, supply.nearest(20.5)))
                .penalizesBy(0);
        verifier.verifyThat(PlanRules::slew).given(new SetpointStep(supply, first, 25, false, supply.nearest(18)))
                .penalizesBy(0);
    }

    @Test
    void theSlewLimitHoldsBetweenStagesToo() {
        Horizon horizon = mild();
        Actuator pressure = horizon.actuators().get(1);
        SetpointStep before = new SetpointStep(pressure, horizon.stages().get(0), 12, false, pressure.nearest(12));
        SetpointStep after = new SetpointStep(pressure, horizon.stages().get(1), 12, false, pressure.nearest(6));
        verifier.verifyThat(PlanRules::slew).given(before, after).penalizesBy(20);
    }

    @Test
    void workLeftOutCountsByItsGpus() {
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::unplacedWork).given(job("a", horizon, 2, null, h200, HOUR, null))
                .penalizesBy(160);
        verifier.verifyThat(PlanRules::unplacedWork).given(job("a", horizon, 2, 3, h200, HOUR, null)).penalizesBy(0);
    }

    @Test
    void facilityEnergyCountsEveryStage() {
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::facilityEnergy).given(steps(horizon, Map.of()).toArray())
                .penalizesByMoreThan(24 * 800_000);
    }

    @Test
    void workAfterTheHorizonIsPaidNow() {
        Horizon horizon = mild();
        long watts = Math.round(10_200 * (0.79 - 0.24));
        verifier.verifyThat(PlanRules::energyAfterHorizon)
                .given(job("a", horizon, 1, Slots.COUNT - 1, h200, 3 * HOUR, null))
                .penalizesBy(2 * watts);
        verifier.verifyThat(PlanRules::energyAfterHorizon).given(job("a", horizon, 1, 0, h200, 3 * HOUR, null))
                .penalizesBy(0);
    }

    @Test
    void waitingCosts() {
        Horizon horizon = mild();
        verifier.verifyThat(PlanRules::waiting).given(job("a", horizon, 1, 0, h200, HOUR, null)).penalizesBy(0);
        verifier.verifyThat(PlanRules::waiting).given(job("a", horizon, 1, 8, h200, HOUR, null)).penalizesBy(Math.round(
                10_200 * (0.79 - 0.24)));
    }

    @Test
    void movingASetpointCostsALittle() {
        Horizon horizon = mild();
        Actuator supply = horizon.actuators().getFirst();
        verifier.verifyThat(PlanRules::steadySetpoints).given(new SetpointStep(supply, horizon.stages().getFirst(), 20,
                false, supply.nearest(21.5))).penalizesBy(3);
    }
}
