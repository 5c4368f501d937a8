package dev.ondol.optimizer.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.Conflict;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.model.Actuator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConflictsTest {
    private static Planner.Cycle run(Scenes scenes, CycleInput input) throws InterruptedException {
        try (PlanSolver solver = new PlanSolver(1, 2_000, Duration.ofMinutes(5))) {
            return new Planner(scenes.model, scenes.desk, solver).run("plan", input);
        }
    }

    private static CycleInput without(CycleInput of, int chillers) {
        return new CycleInput(of.cycle(), of.weather(), of.inForce(), of.held(), of.calibration().without(chillers));
    }

    private static Scenes august() {
        Scenes scenes = new Scenes("kr-hn1");
        scenes.fill(0.8, new Random(1));
        return scenes;
    }

    @Test
    void aQueueThatAsksForMoreGpusThanADayHasIsPlannedAsFarAsItGoesAndTheRestIsNamed() throws InterruptedException {
        Scenes scenes = new Scenes("kr-edge");
        for (int i = 0; i < 4; i++) {
            scenes.desk.submit(Scenes.job("long-" + i, "H200", 60, 8, JobClass.TRAINING, 30 * 3_600_000L, null),
                    Optional
                            .empty());
        }
        Plan plan = run(scenes, scenes.input(Scenes.CYCLE, 20, Map.of())).plan();
        assertThat(plan.solve().score()).startsWith("0hard/");
        assertThat(plan.conflicts()).hasSize(1);
        Conflict conflict = plan.conflicts().getFirst();
        assertThat(conflict.rule()).isEqualTo("Unplaced work");
        assertThat(conflict.where()).isEqualTo("H200");
        assertThat(conflict.unit()).isEqualTo("{GPU}");
        assertThat(conflict.amount()).isEqualTo(60 * 8 * plan.solve().unplaced()).isPositive();
        assertThat(conflict.until()).isEqualTo(plan.horizonEnd());
        assertThat(conflict.remedy()).isNotBlank();
    }

    @Test
    void aPlantThatCarriesItsLoadWithASpareHasNoConflictInAugust() throws InterruptedException {
        Scenes scenes = august();
        assertThat(run(scenes, scenes.input(Scenes.CYCLE, 33, Queues.TODAY)).plan().conflicts()).isEmpty();
    }

    @Test
    void lostChillersInAugustAreNamedAndNoWorkIsStartedThatWouldAddHeat() throws InterruptedException {
        Scenes scenes = august();
        int units = scenes.site.cooling().chillers().orElseThrow().units();
        scenes.desk.clock(Scenes.CYCLE);
        Placement waiting = waiting(scenes);
        Planner.Cycle cycle = run(scenes, without(scenes.input(Scenes.CYCLE, 33, Queues.TODAY), units - 1));
        Plan plan = cycle.plan();
        assertThat(plan.solve().score()).doesNotStartWith("0hard/");
        assertThat(plan.conflicts()).anySatisfy(conflict -> {
            assertThat(conflict.rule()).isEqualTo("Failover capacity");
            assertThat(conflict.where()).isEqualTo(PointCatalog.CHILLED_WATER);
            assertThat(conflict.amount()).isPositive();
            assertThat(conflict.from()).isEqualTo(Scenes.CYCLE);
            assertThat(conflict.remedy()).contains("chiller");
        });
        assertThat(plan.conflicts()).extracting(Conflict::rule).doesNotContain("Inlet limit", "Liquid limit",
                "Dew point");
        assertThat(plan.starts()).extracting(Placement::jobId).doesNotContain(waiting.jobId());

        Scenes whole = august();
        Placement same = waiting(whole);
        assertThat(run(whole, whole.input(Scenes.CYCLE, 33, Queues.TODAY)).plan().starts()).extracting(Placement::jobId)
                .contains(same.jobId());
    }

    @Test
    void coolantThatAHandHoldsTooLowIsNamedByItsLoop() throws InterruptedException {
        Scenes scenes = august();
        CycleInput free = scenes.input(Scenes.CYCLE, 33, Queues.TODAY);
        List<OptionalDouble> inForce = new ArrayList<>(free.inForce());
        Map<Integer, String> held = new HashMap<>();
        for (Actuator actuator : scenes.model.actuators()) {
            if (actuator.kind() == Actuator.Kind.COOLANT_FLOW) {
                inForce.set(actuator.index(), OptionalDouble.of(actuator.limits().min()));
                held.put(actuator.index(), "held by hand");
            }
        }
        Plan plan = run(scenes, new CycleInput(free.cycle(), free.weather(), inForce, held, free.calibration())).plan();
        assertThat(plan.solve().score()).doesNotStartWith("0hard/");
        assertThat(plan.conflicts()).isNotEmpty().allSatisfy(conflict -> {
            assertThat(conflict.rule()).isEqualTo("Coolant rise");
            assertThat(conflict.where()).startsWith("technology-loop-h");
            assertThat(conflict.amount()).isBetween(1.0, 110.0);
            assertThat(conflict.remedy()).contains("coolant flow");
        });
    }

    /// A job that came for a time that has come now: nothing but the plan keeps it from its nodes.
    private static Placement waiting(Scenes scenes) {
        scenes.desk.clock(Scenes.CYCLE - 600_000);
        Placement placement = scenes.desk
                .submit(Scenes.job("waits", "H200", 4, 8, JobClass.TRAINING, 6 * 3_600_000L, null),
                        Optional.empty())
                .placement();
        assertThat(placement.state()).isEqualTo(Placement.State.DEFERRED);
        return placement;
    }
}
