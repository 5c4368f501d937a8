package dev.ondol.controllers;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CAP;
import static dev.ondol.controllers.verify.EdgeSite.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.NodeProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControllerTest {
    private final ControlRoom room = new ControlRoom();
    private final FakePlant plant = room.plant;
    private final MemoryRecords records = room.records;

    @Test
    void aPlanBecomesCommandsThatThePlantObeys() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 20.0), new NodeProfile(NODE, "cap-80", 80, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0).containsEntry(CAP, 80.0);
        assertThat(plant.cycles).containsExactly(new CycleApplied(plant.now, "plan-1", 1, 2, 2, 0));
        assertThat(records.sent).hasSize(2).allSatisfy(command -> {
            assertThat(command.issuedAt()).isEqualTo(plant.now);
            assertThat(command.notAfter()).isEqualTo(plant.now + 300_000);
        });
        assertThat(records.answers).hasSize(2);
        assertThat(controller.statistics(0, 0).applied()).isEqualTo(2);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(CAP, 100.0);
    }

    @Test
    void ordersOfNodesAreCarriedOutBetweenThePlansThatTheyGoWith() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        Plan plan = plant.plan(Map.of(AIR, 20.0), new NodeProfile(NODE, "cap-80", 80, false));
        controller.plan(plan);
        plant.answer(controller);
        controller.orders(room.orders(plan.id(), new NodeProfile(NODE, "cap-65", 65, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0).containsEntry(CAP, 65.0);
        assertThat(plant.cycles).as("they are no cycle of their own").hasSize(1);
        controller.orders(room.orders("another-plan", new NodeProfile(NODE, "cap-60", 60, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(CAP, 65.0);
    }

    @Test
    void ordersOfNodesAreNotCarriedOutInShadow() {
        Controller controller = room.running(Mode.SHADOW);
        plant.ticks(controller, 21);
        Plan plan = plant.plan(Map.of(AIR, 20.0));
        controller.plan(plan);
        controller.orders(room.orders(plan.id(), new NodeProfile(NODE, "cap-65", 65, false)));
        assertThat(plant.commands).isEmpty();
    }

    @Test
    void aFarSavingTargetIsReachedByARampBetweenThePlans() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 20);
        for (int cycle = 0; cycle < 5; cycle++) {
            controller.plan(plant.plan(Map.of(AIR, 24.0)));
            plant.ticks(controller, 20);
        }
        assertThat(plant.setpoints.get(AIR)).isEqualTo(24.0);
        assertThat(plant.commands.stream().filter(command -> command.point().equals(AIR)).map(Command::value))
                .containsExactly(22.5, 23.0, 23.5, 24.0);
        assertThat(plant.commands.getFirst().reason()).isEqualTo("ramp");
    }

    @Test
    void aLockStepPlantGetsCommandsOnlyWithItsCycles() {
        plant.rate = 0;
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 24.0)));
        plant.ticks(controller, 40);
        assertThat(plant.commands).hasSize(1);
    }

    @Test
    void aLockStepPlantGetsTheOrdersOfEachMinuteAndHearsWhenTheyAreCarriedOut() {
        plant.rate = 0;
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        Plan plan = plant.plan(Map.of(AIR, 20.0), new NodeProfile(NODE, "cap-80", 80, false));
        controller.plan(plan);
        plant.ticks(controller, 4);
        controller.orders(room.orders(plan.id(), new NodeProfile(NODE, "cap-65", 65, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(CAP, 65.0);
        assertThat(plant.cycles.getLast()).isEqualTo(new CycleApplied(plant.now, plan.id(), 1, 3, 1, 0));
        plant.ticks(controller, 4);
        controller.orders(room.orders(plan.id(), new NodeProfile(NODE, "cap-65", 65, false)));
        assertThat(plant.cycles.getLast()).as("it waits, so it is told that nothing changes")
                .isEqualTo(new CycleApplied(plant.now, plan.id(), 1, 3, 0, 0));
        assertThat(plant.commands).hasSize(3);
    }

    /// Commands of an earlier life are remembered under the number 0.
    @Test
    void anAnswerToANumberThatWasNeverGivenSettlesNothing() {
        Controller first = room.running(Mode.AUTO);
        plant.ticks(first, 21);
        first.plan(plant.plan(Map.of(AIR, 24.0)));
        plant.answer(first);
        Controller second = room.running(Mode.AUTO);
        plant.ticks(second, 1);
        plant.deaf = true;
        second.plan(plant.plan(Map.of(CAP, 80.0), new NodeProfile(NODE, "cap-80", 80, false)));
        long given = second.statistics(0, 0).sent();
        int kept = records.answers.size();
        for (long seq : new long[]{0, -1, given + 1}) {
            second.acknowledgement(new Acknowledgement(AIR, second.statistics(0, 0).epoch(), seq,
                    Acknowledgement.Status.APPLIED, null, plant.now));
        }
        assertThat(records.answers).hasSize(kept);
        assertThat(second.statistics(0, 0).applied()).isZero();
    }

    @Test
    void anUnansweredCommandIsSentAgainWithTheSameNumberAndAppliedOnce() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 20);
        plant.deaf = true;
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.answer(controller);
        plant.deaf = false;
        room.wall += 2_000;
        controller.wallSecond();
        plant.answer(controller);
        assertThat(plant.commands).hasSize(2);
        assertThat(plant.commands.get(1)).isEqualTo(plant.commands.get(0));
        assertThat(plant.setpoints).containsEntry(AIR, 20.0);
        room.wall += 2_000;
        controller.wallSecond();
        assertThat(plant.commands).hasSize(2);
    }

    @Test
    void oldForeignFutureAndRepeatedPlansAreNotFollowed() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 40);
        Plan old = plant.plan(Map.of(AIR, 18.0));
        plant.ticks(controller, 1);
        Plan present = plant.plan(Map.of(AIR, 20.0));
        controller.plan(present);
        plant.answer(controller);
        controller.plan(old);
        controller.plan(present);
        controller.plan(new Plan("x", "kr-hn1", plant.now, plant.now, List.of(), List.of(), List.of(), present
                .expected(), present.solve()));
        plant.now += 3_600_000;
        Plan future = plant.plan(Map.of(AIR, 18.0));
        plant.now -= 3_600_000;
        controller.plan(future);
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0);
        assertThat(plant.cycles).hasSize(1);
        assertThat(controller.statistics(0, 0).ignored()).isEqualTo(3);
    }

    @Test
    void aPlantThatStartsAnewIsWatchedAnew() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 20);
        plant.run = "run-2";
        plant.now = FakePlant.START - 86_400_000;
        plant.ticks(controller, 2);
        controller.plan(plant.plan(Map.of(AIR, 24.0)));
        plant.answer(controller);
        assertThat(plant.setpoints).as("its history is not known yet").containsEntry(AIR, 22.0);
        assertThat(plant.cycles).hasSize(1);
        plant.ticks(controller, 24);
        assertThat(plant.setpoints).containsEntry(AIR, 22.5);
    }

    @Test
    void aTickThatWasOvertakenChangesNothing() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.clock(new ClockTick(plant.now - 45_000, room.wall, 60, plant.run, true));
        controller.plan(plant.plan(Map.of(AIR, 24.0)));
        plant.answer(controller);
        assertThat(plant.setpoints).as("its history is still known").containsEntry(AIR, 22.5);
    }

    @Test
    void aPlanThatOvertookTheClockWaitsForIt() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        plant.now += 30_000;
        Plan plan = plant.plan(Map.of(AIR, 20.0));
        plant.now -= 30_000;
        controller.plan(plan);
        assertThat(plant.cycles).isEmpty();
        plant.tick(controller);
        assertThat(plant.cycles).isEmpty();
        plant.tick(controller);
        assertThat(plant.cycles).hasSize(1);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0);
    }
}
