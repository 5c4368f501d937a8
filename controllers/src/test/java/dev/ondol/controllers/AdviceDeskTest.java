package dev.ondol.controllers;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CAP;
import static dev.ondol.controllers.verify.EdgeSite.INLET;
import static dev.ondol.controllers.verify.EdgeSite.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Mode;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.Level;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.plan.Plan.NodeProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is recommended, approved and watched.
class AdviceDeskTest {
    private final ControlRoom room = new ControlRoom();
    private final FakePlant plant = room.plant;
    private final MemoryRecords records = room.records;
    private final MemoryTrail trail = room.trail;

    @Test
    void inAdviseNothingIsWrittenUntilAnOperatorApproves() {
        Controller controller = room.running(Mode.ADVISE);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.ticks(controller, 8);
        assertThat(plant.commands).isEmpty();
        RecommendationView proposed = plant.boards.getLast().recommendations().getFirst();
        assertThat(proposed.state()).isEqualTo(RecommendationState.PROPOSED);
        assertThat(proposed.zone()).isEqualTo(AIR.equipment());
        assertThat(proposed.changes().getFirst().to()).isEqualTo(20.0);
        OperatorAct approval = new OperatorAct("act-1", "recommendation", "approve", proposed.id(), "kim", room.wall,
                Map.of("version", Integer.toString(proposed.version()), "confirm", "H1"));
        int audited = trail.entries.size();
        controller.act(approval);
        controller.act(approval);
        assertThat(trail.entries).as("the same act twice is one").hasSize(audited + 1);
        assertThat(plant.actReplies).extracting(ActReply::code).containsExactly("done", "done");
        plant.ticks(controller, 12);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0);
        assertThat(plant.commands).allSatisfy(command -> assertThat(command.planId()).isEqualTo("recommendation-"
                + proposed.id()));
        assertThat(plant.boards.getLast().recommendations().getFirst().state()).isEqualTo(
                RecommendationState.WATCHING);
        plant.readings.put(INLET, 27.5);
        plant.ticks(controller, 12);
        assertThat(plant.boards.getLast().recommendations().getFirst().state()).isEqualTo(
                RecommendationState.ROLLED_BACK);
    }

    @Test
    void whatWasApprovedIsWatchedToItsEndByTheControlThatComesAfter() {
        Controller first = room.running(Mode.ADVISE);
        plant.ticks(first, 21);
        first.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.ticks(first, 8);
        RecommendationView proposed = plant.boards.getLast().recommendations().getFirst();
        first.act(
                new OperatorAct("act-1", "recommendation", "approve", proposed.id(), "kim", room.wall, Map.of("version",
                        Integer.toString(proposed.version()), "confirm", "H1")));
        plant.ticks(first, 12);
        room.leaseMs += 5_000;
        Controller second = room.waiting(Mode.ADVISE, "second", false);
        second.recommended(plant.boards.getLast(), true);
        plant.ticks(second, 1);
        room.asked(second);
        assertThat(plant.boards.getLast().recommendations()).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo(proposed.id());
            assertThat(it.state()).isEqualTo(RecommendationState.WATCHING);
            assertThat(it.decidedBy()).isEqualTo("kim");
        });
        second.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.readings.put(INLET, 27.5);
        plant.ticks(second, 12);
        assertThat(plant.boards.getLast().recommendations().getFirst().state()).isEqualTo(
                RecommendationState.ROLLED_BACK);
    }

    @Test
    void aZoneDoesAtMostWhatItsLevelAllows() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.act(new OperatorAct("act-1", "zone", "level", "nodes", "kim", room.wall, Map.of("level", "SHADOW")));
        controller.plan(plant.plan(Map.of(AIR, 20.0), new NodeProfile(NODE, "cap-80", 80, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0).containsEntry(CAP, 100.0);
        assertThat(records.zones).singleElement().satisfies(zone -> assertThat(zone.level()).isEqualTo(Level.SHADOW));
    }
}
