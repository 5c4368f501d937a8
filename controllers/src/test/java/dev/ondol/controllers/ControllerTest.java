package dev.ondol.controllers;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CAP;
import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.INLET;
import static dev.ondol.controllers.verify.EdgeSite.NODE;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.lease.Lease;
import dev.ondol.controllers.lease.LeaseKeeper;
import dev.ondol.controllers.lease.LeaseRecords;
import dev.ondol.controllers.lease.LeaseTerms;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.Level;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.NodeProfile;
import dev.ondol.facility.plan.Plan.Rest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControllerTest {
    private final MemoryRecords records = new MemoryRecords();
    private final FakePlant plant = new FakePlant();
    private final MemoryTrail trail = new MemoryTrail();
    private long wall = 1_800_000_000_000L;
    private long leaseMs;
    private int controls;
    private final MemoryLease leases = new MemoryLease(() -> leaseMs);

    @Test
    void aPlanBecomesCommandsThatThePlantObeys() {
        Controller controller = running(Mode.AUTO);
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
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 21);
        Plan plan = plant.plan(Map.of(AIR, 20.0), new NodeProfile(NODE, "cap-80", 80, false));
        controller.plan(plan);
        plant.answer(controller);
        controller.orders(orders(plan.id(), new NodeProfile(NODE, "cap-65", 65, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0).containsEntry(CAP, 65.0);
        assertThat(plant.cycles).as("they are no cycle of their own").hasSize(1);
        controller.orders(orders("another-plan", new NodeProfile(NODE, "cap-60", 60, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(CAP, 65.0);
    }

    @Test
    void ordersOfNodesAreNotCarriedOutInShadow() {
        Controller controller = running(Mode.SHADOW);
        plant.ticks(controller, 21);
        Plan plan = plant.plan(Map.of(AIR, 20.0));
        controller.plan(plan);
        controller.orders(orders(plan.id(), new NodeProfile(NODE, "cap-65", 65, false)));
        assertThat(plant.commands).isEmpty();
    }

    private NodeOrders orders(String plan, NodeProfile profile) {
        return new NodeOrders("kr-edge", plan, plant.now, List.of(profile), Rest.NONE);
    }

    @Test
    void aFarSavingTargetIsReachedByARampBetweenThePlans() {
        Controller controller = running(Mode.AUTO);
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
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 24.0)));
        plant.ticks(controller, 40);
        assertThat(plant.commands).hasSize(1);
    }

    @Test
    void aLockStepPlantGetsTheOrdersOfEachMinuteAndHearsWhenTheyAreCarriedOut() {
        plant.rate = 0;
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 21);
        Plan plan = plant.plan(Map.of(AIR, 20.0), new NodeProfile(NODE, "cap-80", 80, false));
        controller.plan(plan);
        plant.ticks(controller, 4);
        controller.orders(orders(plan.id(), new NodeProfile(NODE, "cap-65", 65, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(CAP, 65.0);
        assertThat(plant.cycles.getLast()).isEqualTo(new CycleApplied(plant.now, plan.id(), 1, 3, 1, 0));
        plant.ticks(controller, 4);
        controller.orders(orders(plan.id(), new NodeProfile(NODE, "cap-65", 65, false)));
        assertThat(plant.cycles.getLast()).as("it waits, so it is told that nothing changes")
                .isEqualTo(new CycleApplied(plant.now, plan.id(), 1, 3, 0, 0));
        assertThat(plant.commands).hasSize(3);
    }

    @Test
    void inShadowNothingIsSent() {
        Controller controller = running(Mode.SHADOW);
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
        Controller controller = running(Mode.AUTO, true);
        plant.ticks(controller, 20);
        plant.deaf = true;
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        assertThat(plant.commands).hasSize(1);
        controller.request(request("r1", Action.EXIT_AUTO), false);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
        assertThat(plant.replies).containsExactly(new OperatorReply("r1", true, Mode.FALLBACK, "done"));
        plant.ticks(controller, 1);
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        for (int i = 0; i < 10; i++) {
            wall += 1_000;
            controller.wallSecond();
        }
        assertThat(plant.commands).as("neither new commands nor repetitions").hasSize(1);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
    }

    @Test
    void anOperatorCanComeBackToAutoAndEveryChoiceIsKept() {
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 20);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        controller.request(request("r1", Action.EXIT_AUTO), false);
        controller.request(request("r2", Action.CHOOSE_AUTO), false);
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
        assertThat(records.modes).containsExactly("AUTO control clear", "FALLBACK kim because", "AUTO kim because");
    }

    @Test
    void autoIsRefusedWhereThePlantIsNotSimulated() {
        plant.simulated = false;
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 1);
        assertThat(plant.saidMode()).isEqualTo(Mode.SHADOW);
        controller.request(request("r1", Action.CHOOSE_AUTO), false);
        assertThat(plant.replies).containsExactly(new OperatorReply("r1", false, Mode.SHADOW, "not-simulated"));
    }

    @Test
    void silenceOfThePlannerLeadsToFallbackAndANewPlanBackToAuto() {
        Controller controller = running(Mode.AUTO);
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
        Controller controller = running(Mode.AUTO);
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
    void anUnansweredCommandIsSentAgainWithTheSameNumberAndAppliedOnce() {
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 20);
        plant.deaf = true;
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.answer(controller);
        plant.deaf = false;
        wall += 2_000;
        controller.wallSecond();
        plant.answer(controller);
        assertThat(plant.commands).hasSize(2);
        assertThat(plant.commands.get(1)).isEqualTo(plant.commands.get(0));
        assertThat(plant.setpoints).containsEntry(AIR, 20.0);
        wall += 2_000;
        controller.wallSecond();
        assertThat(plant.commands).hasSize(2);
    }

    @Test
    void oldForeignFutureAndRepeatedPlansAreNotFollowed() {
        Controller controller = running(Mode.AUTO);
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
    void aRestartedControllerHasAHigherEpochAndRemembersAnExit() {
        Controller first = running(Mode.AUTO);
        plant.ticks(first, 20);
        first.request(request("r1", Action.EXIT_AUTO), false);
        Controller second = running(Mode.AUTO);
        plant.ticks(second, 20);
        second.plan(plant.plan(Map.of(AIR, 20.0)));
        assertThat(second.statistics(0, 0).epoch()).isGreaterThan(first.statistics(0, 0).epoch());
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
        assertThat(plant.commands).isEmpty();
    }

    @Test
    void aControlWhosePlantHearsAHigherEpochAsksAndFallsSilentWhereItsOwnLeaseStillHolds() {
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 20);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        controller.epochSeen(new EpochSeen(7, 1), false);
        assertThat(plant.saidMode()).as("until the database has answered").isEqualTo(Mode.HOLD);
        asked(controller);
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
        Controller first = running(Mode.AUTO);
        Controller second = waiting(Mode.AUTO, "second", false);
        asked(second);
        plant.ticks(first, 21);
        int said = plant.heartbeats.size();
        plant.ticks(second, 21);
        second.wallSecond();
        second.request(request("r1", Action.CHOOSE_AUTO), false);
        second.plan(plant.plan(Map.of(AIR, 20.0)));
        second.intervention(byHand("q-1", Intervention.Action.LOCK_OUT, "chiller-02"));
        assertThat(plant.heartbeats).hasSize(said);
        assertThat(plant.commands).isEmpty();
        assertThat(plant.replies).isEmpty();
        assertThat(records.interventions).isEmpty();
        assertThat(second.statistics(0, 0).cause()).isEqualTo("standby");
        leaseMs += 5_000;
        asked(second);
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
        Controller first = running(Mode.AUTO);
        plant.ticks(first, 21);
        Controller second = waiting(Mode.AUTO, "second", false);
        leaseMs += 5_000;
        asked(second);
        int said = plant.heartbeats.size();
        first.plan(plant.plan(Map.of(AIR, 20.0)));
        first.orders(orders("plan-1", new NodeProfile(NODE, "cap-65", 65, false)));
        first.wallSecond();
        assertThat(plant.commands).isEmpty();
        assertThat(plant.heartbeats.subList(said, plant.heartbeats.size())).allSatisfy(beat -> assertThat(beat.mode())
                .isNotEqualTo(Mode.AUTO));
        asked(first);
        said = plant.heartbeats.size();
        first.wallSecond();
        first.plan(plant.plan(Map.of(AIR, 19.0)));
        assertThat(plant.commands).isEmpty();
        assertThat(plant.heartbeats).hasSize(said);
        assertThat(first.statistics(0, 0).cause()).isEqualTo("standby");
    }

    @Test
    void aLeaseThatCannotBeRenewedMeansHoldAndAfterAWhileLocalRules() {
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.answer(controller);
        leaseMs += 4_500;
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        plant.ticks(controller, 1);
        assertThat(plant.saidMode()).isEqualTo(Mode.HOLD);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0);
        asked(controller);
        assertThat(plant.saidMode()).as("the database is back").isEqualTo(Mode.AUTO);
        leaseMs += 4_500;
        plant.ticks(controller, 30);
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        plant.ticks(controller, 30);
        assertThat(plant.saidMode()).isEqualTo(Mode.HOLD);
        plant.ticks(controller, 2);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
        assertThat(controller.statistics(0, 0).cause()).isEqualTo("lease-lost");
        controller.plan(plant.plan(Map.of(AIR, 19.0)));
        asked(controller);
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
    }

    @Test
    void aRackThatGetsWarmEndsTheHold() {
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        leaseMs += 4_500;
        plant.ticks(controller, 2);
        assertThat(plant.saidMode()).isEqualTo(Mode.HOLD);
        plant.readings.put(INLET, 27.5);
        plant.ticks(controller, 2);
        assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
    }

    @Test
    void aPlantThatStartsAnewIsWatchedAnew() {
        Controller controller = running(Mode.AUTO);
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
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.clock(new ClockTick(plant.now - 45_000, wall, 60, plant.run, true));
        controller.plan(plant.plan(Map.of(AIR, 24.0)));
        plant.answer(controller);
        assertThat(plant.setpoints).as("its history is still known").containsEntry(AIR, 22.5);
    }

    @Test
    void aPlanThatOvertookTheClockWaitsForIt() {
        Controller controller = running(Mode.AUTO);
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

    @Test
    void aClockThatStandsStillMakesNobodyFallBack() {
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 1);
        controller.plan(plant.plan(Map.of(AIR, 21.0)));
        for (int i = 0; i < 1_000; i++) {
            wall += 1_000;
            controller.wallSecond();
            controller.clock(new ClockTick(plant.now, wall, 0, plant.run, true));
        }
        assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
    }

    @Test
    void inAdviseNothingIsWrittenUntilAnOperatorApproves() {
        Controller controller = running(Mode.ADVISE);
        plant.ticks(controller, 21);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.ticks(controller, 8);
        assertThat(plant.commands).isEmpty();
        RecommendationView proposed = plant.boards.getLast().recommendations().getFirst();
        assertThat(proposed.state()).isEqualTo(RecommendationState.PROPOSED);
        assertThat(proposed.zone()).isEqualTo(AIR.equipment());
        assertThat(proposed.changes().getFirst().to()).isEqualTo(20.0);
        OperatorAct approval = new OperatorAct("act-1", "recommendation", "approve", proposed.id(), "kim", wall, Map.of(
                "version", Integer.toString(proposed.version())));
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
        Controller first = running(Mode.ADVISE);
        plant.ticks(first, 21);
        first.plan(plant.plan(Map.of(AIR, 20.0)));
        plant.ticks(first, 8);
        RecommendationView proposed = plant.boards.getLast().recommendations().getFirst();
        first.act(new OperatorAct("act-1", "recommendation", "approve", proposed.id(), "kim", wall, Map.of("version",
                Integer.toString(proposed.version()))));
        plant.ticks(first, 12);
        leaseMs += 5_000;
        Controller second = waiting(Mode.ADVISE, "second", false);
        second.recommended(plant.boards.getLast(), true);
        plant.ticks(second, 1);
        asked(second);
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
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.act(new OperatorAct("act-1", "zone", "level", "nodes", "kim", wall, Map.of("level", "SHADOW")));
        controller.plan(plant.plan(Map.of(AIR, 20.0), new NodeProfile(NODE, "cap-80", 80, false)));
        plant.answer(controller);
        assertThat(plant.setpoints).containsEntry(AIR, 20.0).containsEntry(CAP, 100.0);
        assertThat(records.zones).singleElement().satisfies(zone -> assertThat(zone.level()).isEqualTo(Level.SHADOW));
    }

    /// P11: one row for each command, with what the verifier saw; one for each act of an operator.
    @Test
    void whateverIsDoneIsToldToTheAuditTrail() {
        Controller controller = running(Mode.AUTO);
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
        controller.request(request("r-1", Action.EXIT_AUTO), false);
        assertThat(trail.entries.subList(before, trail.entries.size())).singleElement().satisfies(entry -> {
            assertThat(entry.principal()).isEqualTo("kim");
            assertThat(entry.action()).isEqualTo("EXIT_AUTO");
            assertThat(entry.detail()).containsEntry("mode", "FALLBACK").containsEntry("reason", "because");
        });
    }

    private Controller running(Mode initial) {
        return running(initial, false);
    }

    /// The one before is dead: its lease has run out.
    ///
    /// @param databaseGoes true: from the first epoch on, nothing is written any more
    private Controller running(Mode initial, boolean databaseGoes) {
        leaseMs += LeaseTerms.USUAL.length().toMillis();
        Controller controller = waiting(initial, "control-" + ++controls, databaseGoes);
        asked(controller);
        return controller;
    }

    private Controller waiting(Mode initial, String owner, boolean databaseGoes) {
        Controller[] self = new Controller[1];
        Controller controller = new Controller(SITE, CATALOG, owner, ControlOptions.defaults().withInitialMode(initial),
                plant, entry -> {
                    boolean hasEpoch = self[0] != null && self[0].statistics(0, 0).epoch() > 0;
                    if (!databaseGoes || !hasEpoch) {
                        entry.carryOut(records);
                    }
                }, trail, () -> Instant.ofEpochMilli(wall), () -> leaseMs, Runnable::run);
        self[0] = controller;
        controller.restore();
        controller.epochSeen(new EpochSeen(0, 0), true);
        return controller;
    }

    /// What the keeper of the lease does, after a second of life.
    private void asked(Controller controller) {
        controller.wallSecond();
        new LeaseKeeper(controller.owner(), LeaseTerms.USUAL, leases, () -> leaseMs, new LeaseKeeper.Tenant() {
            @Override
            public Optional<Lease.Errand> errand() {
                return controller.leaseErrand(true);
            }

            @Override
            public void answered(LeaseRecords.Answer answer, long at) {
                controller.leaseAnswered(answer, at);
            }

            @Override
            public void unanswered() {
                controller.leaseUnanswered();
            }
        }).turn();
    }

    @Test
    void aUnitOutOfServiceIsToldToEverybodyAndRememberedAcrossARestart() {
        Controller controller = running(Mode.AUTO);
        controller.intervention(byHand("q-1", Intervention.Action.LOCK_OUT, "chiller-02"));
        assertThat(plant.replies.getLast()).isEqualTo(new OperatorReply("q-1", true, Mode.FALLBACK, "done"));
        assertThat(plant.lockouts.getLast().entries()).extracting(Lockouts.Entry::unit).containsExactly("chiller-02");
        plant.lockouts.clear();
        Controller second = running(Mode.AUTO);
        second.connected();
        assertThat(plant.lockouts.getLast().entries()).extracting(Lockouts.Entry::unit).containsExactly("chiller-02");
        second.intervention(byHand("q-2", Intervention.Action.RETURN, "chiller-02"));
        assertThat(plant.lockouts.getLast().entries()).isEmpty();
        assertThat(records.lockedOut.entries()).isEmpty();
    }

    /// One row for each act, whoever carries it out.
    @Test
    void whatOperatorsDoByHandHasOneRowEach() {
        Controller controller = running(Mode.AUTO);
        int before = trail.entries.size();
        controller.intervention(byHand("q-1", Intervention.Action.LOCK_OUT, "chiller-02"));
        controller.intervention(byHand("q-2", Intervention.Action.OVERRIDE, AIR.toString()));
        controller.answered(new OperatorReply("q-2", false, Mode.AUTO, "outside-envelope"));
        controller.intervention(byHand("q-3", Intervention.Action.RELEASE, AIR.toString()));
        wall += 80_000;
        controller.wallSecond();
        Overrides.Entry unseen = new Overrides.Entry("q-4", AIR, 22, "lee", "", wall, null);
        controller.overrides(new Overrides(List.of(unseen)));
        controller.overrides(new Overrides(List.of(unseen)));
        assertThat(trail.entries.subList(before, trail.entries.size())).filteredOn(entry -> entry.kind()
                .equals("override") || entry.kind().equals("lockout"))
                .extracting(entry -> entry.action() + " " + entry.subject() + " " + entry.outcome())
                .containsExactly("LOCK_OUT chiller-02 done", "OVERRIDE " + AIR + " outside-envelope", "RELEASE " + AIR
                        + " unanswered", "OVERRIDE " + AIR + " done");
    }

    @Test
    void onlyUnitsCanBeTakenOutOfService() {
        Controller controller = running(Mode.AUTO);
        for (String name : List.of("hall-h1", "chilled-water", "chiller-99", "")) {
            controller.intervention(byHand("q-" + name, Intervention.Action.LOCK_OUT, name));
            assertThat(plant.replies.getLast().code()).as(name).isEqualTo("no-such-unit");
        }
        controller.intervention(byHand("q-1", Intervention.Action.LOCK_OUT, NODE));
        assertThat(plant.replies.getLast().accepted()).isTrue();
    }

    @Test
    void whatAnOperatorHoldsIsNotWrittenUntilItIsReleased() {
        Controller controller = running(Mode.AUTO);
        plant.ticks(controller, 21);
        controller.overrides(new Overrides(List.of(new Overrides.Entry("q-1", AIR, 22, "kim", "", wall, null))));
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        assertThat(plant.commands).noneMatch(command -> command.point().equals(AIR));
        assertThat(records.rejections).contains(AIR + " operator-holds");
        controller.overrides(Overrides.NONE);
        plant.now += 300_000;
        plant.ticks(controller, 1);
        controller.plan(plant.plan(Map.of(AIR, 20.0)));
        assertThat(plant.commands).anyMatch(command -> command.point().equals(AIR) && command.value() == 20);
    }

    private Intervention byHand(String id, Intervention.Action action, String target) {
        return new Intervention(id, action, target, null, null, "kim", wall, "");
    }

    private OperatorRequest request(String id, Action action) {
        return new OperatorRequest(id, action, "kim", wall, "because");
    }
}
