package dev.ondol.controllers;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.INLET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest.Action;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which mode is in force, and what leads to another.
class ModeDeskTest {
    private final ControlRoom room = new ControlRoom();
    private final FakePlant plant = room.plant;
    private final MemoryRecords records = room.records;

    @Test
    void inShadowNothingIsSent() {
        Controller controller = room.running(Mode.SHADOW);
        plant.ticks(controller, 20);
        controller.plan(plant.plan(Map.of(AIR, 40.0)));
        plant.ticks(controller, 40);
        assertThat(plant.commands).isEmpty();
        assertThat(plant.cycles).singleElement().satisfies(cycle -> {
            assertThat(cycle.sent()).isZero();
            assertThat(cycle.rejected()).isEqualTo(1);
        });
        assertThat(plant.saidMode()).isEqualTo(Mode.SHADOW);
        assertThat(records.sent).isEmpty();
    }

    @Test
    void exitAutoHandsThePlantBackAtOnceWithoutTheDatabase() {
        Controller controller = room.running(Mode.AUTO, true);
        plant.ticks(controller, 20);
        plant.deaf = true;
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        assertThat(plant.commands).hasSize(1);
        controller.request(room.request("r1", Action.EXIT_AUTO), false);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
        assertThat(plant.replies).containsExactly(new OperatorReply("r1", true, Mode.FALLBACK, "done"));
        plant.ticks(controller, 1);
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        for (int i = 0; i < 10; i++) {
            room.wall += 1_000;
            controller.wallSecond();
        }
        assertThat(plant.commands).as("neither new commands nor repetitions").hasSize(1);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
    }

    @Test
    void anOperatorCanComeBackToAutoAndEveryChoiceIsKept() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 20);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        controller.request(room.request("r1", Action.EXIT_AUTO), false);
        controller.request(room.request("r2", Action.CHOOSE_AUTO), false);
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
        assertThat(records.modes).containsExactly("AUTO control clear", "FALLBACK kim because", "AUTO kim because");
    }

    @Test
    void autoIsRefusedWhereThePlantIsNotSimulated() {
        plant.simulated = false;
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 1);
        assertThat(plant.saidMode()).isEqualTo(Mode.SHADOW);
        controller.request(room.request("r1", Action.CHOOSE_AUTO), false);
        assertThat(plant.replies).containsExactly(new OperatorReply("r1", false, Mode.SHADOW, "not-simulated"));
    }

    @Test
    void silenceOfThePlannerLeadsToFallbackAndANewPlanBackToAuto() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 20);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.ticks(controller, 60);
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
        plant.ticks(controller, 1);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
        assertThat(records.modes.getLast()).isEqualTo("FALLBACK control plan-silent");
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
        assertThat(plant.commands.getLast().value()).isEqualTo(19.0);
    }

    @Test
    void aValueHeldWithoutFreshInputsLeadsToFallback() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 20);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.answer(controller);
        plant.readings.put(INLET, 400.0);
        for (int cycle = 0; cycle < 4; cycle++) {
            plant.ticks(controller, 20);
            controller.plan(plant.plan(Map.of(AIR, 19.0)));
        }
        assertThat(plant.setpoints).as("no command on stale inputs").containsEntry(AIR, 20.0);
        assertThat(records.rejections).contains(AIR + " stale-input");
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
        assertThat(records.modes.getLast()).isEqualTo("FALLBACK control stale-inputs");
        plant.readings.clear();
        plant.ticks(controller, 20);
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
    }

    @Test
    void aClockThatStandsStillMakesNobodyFallBack() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 1);
        controller.plan(plant.plan(Map.of(AIR, 21.0)));
        for (int i = 0; i < 1_000; i++) {
            room.wall += 1_000;
            controller.wallSecond();
            controller.clock(new ClockTick(plant.now, room.wall, 0, plant.run, true));
        }
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
    }
}
