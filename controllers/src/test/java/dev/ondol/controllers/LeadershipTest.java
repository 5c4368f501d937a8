package dev.ondol.controllers;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.INLET;
import static dev.ondol.controllers.verify.EdgeSite.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.plan.Plan.NodeProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// P8 seen from control: who leads, and what the lease means for the mode.
class LeadershipTest {
    private final ControlRoom room = new ControlRoom();
    private final FakePlant plant = room.plant;
    private final MemoryRecords records = room.records;

    @Test
    void aRestartedControllerHasAHigherEpochAndRemembersAnExit() {
        Controller first = room.running(Mode.AUTO);
        plant.ticks(first, 20);
        first.request(room.request("r1", Action.EXIT_AUTO), false);
        Controller second = room.running(Mode.AUTO);
        plant.ticks(second, 20);
        second.plan(plant.plan(Map.of(AIR, 20.0)));
        assertThat(second.statistics(0, 0).epoch()).isGreaterThan(first.statistics(0, 0).epoch());
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
        assertThat(plant.commands).isEmpty();
    }

    @Test
    void aControlWhosePlantHearsAHigherEpochAsksAndFallsSilentWhereItsOwnLeaseStillHolds() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 20);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        controller.epochSeen(new EpochSeen(7, 1), false);
        assertThat(plant.saidMode()).as("until the database has answered").isEqualTo(Mode.HOLD);
        room.asked(controller);
        int said = plant.heartbeats.size();
        plant.ticks(controller, 40);
        controller.wallSecond();
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        assertThat(plant.heartbeats).hasSize(said);
        assertThat(plant.commands).hasSize(1);
        assertThat(controller.statistics(0, 0).cause()).isEqualTo("superseded");
    }

    @Test
    void aSecondControlHearsEverythingAndSaysNothingUntilTheFirstIsGone() {
        Controller first = room.running(Mode.AUTO);
        Controller second = room.waiting(Mode.AUTO, "second", false);
        room.asked(second);
        plant.ticks(first, 21);
        int said = plant.heartbeats.size();
        plant.ticks(second, 21);
        second.wallSecond();
        second.request(room.request("r1", Action.CHOOSE_AUTO), false);
        second.plan(plant.plan(Map.of(AIR, 20.0)));
        second.intervention(room.byHand("q-1", Intervention.Action.LOCK_OUT, "chiller-02"));
        assertThat(plant.heartbeats).hasSize(said);
        assertThat(plant.commands).isEmpty();
        assertThat(plant.replies).isEmpty();
        assertThat(records.interventions).isEmpty();
        assertThat(second.statistics(0, 0).cause()).isEqualTo("standby");
        room.leaseMs += 5_000;
        room.asked(second);
        assertThat(second.statistics(0, 0).epoch()).isGreaterThan(first.statistics(0, 0).epoch());
        assertThat(plant.heartbeats.getLast().leader()).isEqualTo("second");
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
        second.wallSecond();
        assertThat(plant.commands).as("the gateway has to hear it first").isEmpty();
        second.wallSecond();
        plant.answer(second);
        assertThat(plant.setpoints).as("the plan that it has heard").containsEntry(AIR, 20.0);
    }

    /// R14 in small: it was paused past its lease.
    @Test
    void whoeverWakesUpAfterItsLeaseWritesNothingBeforeItHasAsked() {
        Controller first = room.running(Mode.AUTO);
        plant.ticks(first, 21);
        Controller second = room.waiting(Mode.AUTO, "second", false);
        room.leaseMs += 5_000;
        room.asked(second);
        int said = plant.heartbeats.size();
        first.plan(plant.plan(Map.of(AIR, 20.0)));
        first.orders(room.orders("plan-1", new NodeProfile(NODE, "cap-65", 65, false)));
        first.wallSecond();
        assertThat(plant.commands).isEmpty();
        assertThat(plant.heartbeats.subList(said, plant.heartbeats.size())).allSatisfy(beat -> assertThat(beat.mode())
                .isNotEqualTo(Mode.AUTO));
        room.asked(first);
        said = plant.heartbeats.size();
        first.wallSecond();
        first.plan(plant.plan(Map.of(AIR, 19.0)));
        assertThat(plant.commands).isEmpty();
        assertThat(plant.heartbeats).hasSize(said);
        assertThat(first.statistics(0, 0).cause()).isEqualTo("standby");
    }

    @Test
    void whoEndsInOrderLeavesThePlantAsItIsForWhoComesNextAndSaysNoMore() {
        Controller first = room.running(Mode.AUTO);
        Controller second = room.waiting(Mode.AUTO, "second", false);
        room.asked(second);
        plant.ticks(first, 21);
        plant.ticks(second, 1);
        long epoch = first.farewell();
        assertThat(epoch).isEqualTo(first.statistics(0, 0).epoch()).isPositive();
        assertThat(plant.saidMode()).isEqualTo(Mode.HOLD);
        int said = plant.heartbeats.size();
        first.wallSecond();
        plant.ticks(first, 61); // no plan comes: it falls back, and is not heard any more
        assertThat(plant.heartbeats).hasSize(said);
        room.givenBack(first, epoch);
        room.leaseMs += 250; // it asks so often
        room.asked(second);
        assertThat(plant.heartbeats).hasSizeGreaterThan(said);
        assertThat(plant.heartbeats.subList(said, plant.heartbeats.size())).allSatisfy(beat -> {
            assertThat(beat.mode()).isEqualTo(Mode.AUTO);
            assertThat(beat.epoch()).isGreaterThan(epoch);
        });
    }

    @Test
    void whereNothingIsHeldTheLastWordIsFallback() {
        for (Mode mode : new Mode[]{Mode.SHADOW, Mode.FALLBACK}) {
            Controller controller = room.running(mode);
            plant.ticks(controller, 21);
            controller.farewell();
            assertThat(plant.saidMode()).as("%s", mode).isEqualTo(Mode.FALLBACK);
        }
    }

    @Test
    void aLeaseThatCannotBeRenewedMeansHoldAndAfterAWhileLocalRules() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.answer(controller);
        room.leaseMs += 4_500;
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        plant.ticks(controller, 1);
        assertThat(plant.saidMode()).isEqualTo(Mode.HOLD);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0);
        room.asked(controller);
        assertThat(plant.saidMode()).as("the database is back").isEqualTo(Mode.AUTO);
        room.leaseMs += 4_500;
        plant.ticks(controller, 30);
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        plant.ticks(controller, 30);
        assertThat(plant.saidMode()).isEqualTo(Mode.HOLD);
        plant.ticks(controller, 2);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
        assertThat(controller.statistics(0, 0).cause()).isEqualTo("lease-lost");
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        room.asked(controller);
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
    }

    @Test
    void aRackThatGetsWarmEndsTheHold() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        room.leaseMs += 4_500;
        plant.ticks(controller, 2);
        assertThat(plant.saidMode()).isEqualTo(Mode.HOLD);
        plant.readings.put(INLET, 27.5);
        plant.ticks(controller, 2);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
    }
}
