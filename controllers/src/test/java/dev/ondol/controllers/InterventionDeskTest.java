package dev.ondol.controllers;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.NODE;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.plan.Plan.NodeProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What operators do by hand, and what is written down of it.
class InterventionDeskTest {
    private final ControlRoom room = new ControlRoom();
    private final FakePlant plant = room.plant;
    private final MemoryRecords records = room.records;
    private final MemoryTrail trail = room.trail;

    /// P11: one row for each command, with what the verifier saw; one for each act of an operator.
    @Test
    void whateverIsDoneIsToldToTheAuditTrail() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 20.0), new NodeProfile(NODE, "cap-80", 80, false)));
        plant.answer(controller);
        assertThat(trail.commands).isEqualTo(plant.commands).hasSize(2);
        assertThat(trail.answers).hasSize(2);
        assertThat(trail.evidence).allSatisfy(evidence -> {
            assertThat(evidence.verdict()).isEqualTo("accepted");
            assertThat(evidence.replay(SITE, CATALOG)).isEqualTo("accepted");
        });
        int before = trail.entries.size();
        controller.request(room.request("r-1", Action.EXIT_AUTO), false);
        assertThat(trail.entries.subList(before, trail.entries.size())).singleElement().satisfies(entry -> {
            assertThat(entry.principal()).isEqualTo("kim");
            assertThat(entry.action()).isEqualTo("EXIT_AUTO");
            assertThat(entry.detail()).containsEntry("mode", "FALLBACK").containsEntry("reason", "because");
        });
    }

    @Test
    void aUnitOutOfServiceIsToldToEverybodyAndRememberedAcrossARestart() {
        Controller controller = room.running(Mode.AUTO);
        controller.intervention(room.byHand("q-1", Intervention.Action.LOCK_OUT, "chiller-02"));
        assertThat(plant.replies.getLast()).isEqualTo(new OperatorReply("q-1", true, Mode.FALLBACK, "done"));
        assertThat(plant.lockouts.getLast().entries()).extracting(Lockouts.Entry::unit).containsExactly("chiller-02");
        plant.lockouts.clear();
        Controller second = room.running(Mode.AUTO);
        second.connected();
        assertThat(plant.lockouts.getLast().entries()).extracting(Lockouts.Entry::unit).containsExactly("chiller-02");
        second.intervention(room.byHand("q-2", Intervention.Action.RETURN, "chiller-02"));
        assertThat(plant.lockouts.getLast().entries()).isEmpty();
        assertThat(records.lockedOut.entries()).isEmpty();
    }

    /// One row for each act, whoever carries it out.
    @Test
    void whatOperatorsDoByHandHasOneRowEach() {
        Controller controller = room.running(Mode.AUTO);
        int before = trail.entries.size();
        controller.intervention(room.byHand("q-1", Intervention.Action.LOCK_OUT, "chiller-02"));
        controller.intervention(room.byHand("q-2", Intervention.Action.OVERRIDE, AIR.toString()));
        controller.answered(new OperatorReply("q-2", false, Mode.AUTO, "outside-envelope"));
        controller.intervention(room.byHand("q-3", Intervention.Action.RELEASE, AIR.toString()));
        room.wall += 80_000;
        controller.wallSecond();
        Overrides.Entry unseen = new Overrides.Entry("q-4", AIR, 22, "lee", "", room.wall, null);
        controller.overrides(new Overrides(List.of(unseen)));
        controller.overrides(new Overrides(List.of(unseen)));
        assertThat(trail.entries.subList(before, trail.entries.size())).filteredOn(entry -> entry.kind()
                .equals("override") || entry.kind().equals("lockout"))
                .extracting(entry -> entry.action() + " " + entry.subject() + " " + entry.outcome())
                .containsExactly("LOCK_OUT chiller-02 done", "OVERRIDE " + AIR + " outside-envelope", "RELEASE " + AIR
                        + " unanswered", "OVERRIDE " + AIR + " done");
    }

    /// P11: control did not live to hear who let go.
    @Test
    void aReleaseWhileControlIsDeadHasItsRowWhenControlIsBack() {
        Overrides.Entry one = new Overrides.Entry("q-1", AIR, 22, "lee", "", room.wall, null);
        room.running(Mode.AUTO).overrides(new Overrides(List.of(one)));
        Controller back = room.running(Mode.AUTO);
        int before = trail.entries.size();
        back.overrides(Overrides.NONE);
        back.overrides(Overrides.NONE);
        assertThat(trail.entries.subList(before, trail.entries.size())).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("RELEASE");
            assertThat(entry.subject()).isEqualTo(AIR.toString());
            assertThat(entry.principal()).isEqualTo("unknown");
        });
        assertThat(records.overridden).isEqualTo(Overrides.NONE);
    }

    @Test
    void aReleaseThatOnlyTheSecondControlHasHeardHasItsRowWhenItLeads() {
        Overrides held = new Overrides(List.of(new Overrides.Entry("q-1", AIR, 22, "lee", "", room.wall, null)));
        Controller first = room.running(Mode.AUTO);
        Controller second = room.waiting(Mode.AUTO, "second", false);
        room.asked(second);
        first.overrides(held);
        second.overrides(held);
        second.overrides(Overrides.NONE);
        room.leaseMs += 5_000;
        room.asked(second);
        assertThat(trail.entries).filteredOn(entry -> entry.action().equals("RELEASE")).extracting(entry -> entry
                .key()).containsOnly("intervention/q-1/released");
        assertThat(records.overridden).isEqualTo(Overrides.NONE);
    }

    @Test
    void onlyUnitsCanBeTakenOutOfService() {
        Controller controller = room.running(Mode.AUTO);
        for (String name : List.of("hall-h1", "chilled-water", "chiller-99", "")) {
            controller.intervention(room.byHand("q-" + name, Intervention.Action.LOCK_OUT, name));
            assertThat(plant.replies.getLast().code()).as(name).isEqualTo("no-such-unit");
        }
        controller.intervention(room.byHand("q-1", Intervention.Action.LOCK_OUT, NODE));
        assertThat(plant.replies.getLast().accepted()).isTrue();
    }

    @Test
    void whatAnOperatorHoldsIsNotWrittenUntilItIsReleased() {
        Controller controller = room.running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.overrides(new Overrides(List.of(new Overrides.Entry("q-1", AIR, 22, "kim", "", room.wall, null))));
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        assertThat(plant.commands).noneMatch(command -> command.point().equals(AIR));
        assertThat(records.rejections).contains(AIR + " operator-holds");
        controller.overrides(Overrides.NONE);
        plant.now += 300_000;
        plant.ticks(controller, 1);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        assertThat(plant.commands).anyMatch(command -> command.point().equals(AIR) && command.value() == 20);
    }
}
