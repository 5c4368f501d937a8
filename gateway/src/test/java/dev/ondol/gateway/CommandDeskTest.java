package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandDeskTest {
    private static final PointCatalog CATALOG = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow());
    private static final long NOW = 1_700_000_100_000L;
    private static final Point POINT = CATALOG.writable().getFirst();

    private final FakePlant plant = new FakePlant(CATALOG, NOW);
    private final CommandDesk desk = new CommandDesk("kr-edge", CATALOG, plant, DeskState.NEW);

    @Test
    void aCommandInAutoIsWrittenAndReadBack() {
        beat(Mode.AUTO, 1, 0);
        Acknowledgement answer = desk.handle(command(1, 1, inside()), 10);
        assertThat(answer)
                .isEqualTo(new Acknowledgement(POINT.id(), 1, 1, Status.APPLIED, inside(), NOW));
        assertThat(plant.setpoint(POINT.id())).isEqualTo(inside());
    }

    @Test
    void theSameCommandTwiceChangesNothingTheSecondTime() {
        beat(Mode.AUTO, 1, 0);
        desk.handle(command(1, 1, inside()), 10);
        assertThat(desk.handle(command(1, 1, inside()), 20).status()).isEqualTo(Status.DUPLICATE);
        assertThat(plant.writes()).hasSize(1);
    }

    @Test
    void aValueOutsideTheLimitsIsRefusedNotClamped() {
        beat(Mode.AUTO, 1, 0);
        double max = POINT.limits().orElseThrow().max();
        long seq = 0;
        for (double value : new double[]{Math.nextUp(max), Double.NaN, Double.POSITIVE_INFINITY, -1e9}) {
            assertThat(desk.handle(command(1, ++seq, value), 10).status()).isEqualTo(Status.REFUSED);
        }
        assertThat(desk.handle(command(1, ++seq, max), 10).status()).isEqualTo(Status.APPLIED);
        assertThat(plant.writes()).hasSize(1);
    }

    @Test
    void anotherSiteAnotherUnitAnUnknownPointAndASensorAreRefused() {
        beat(Mode.AUTO, 1, 0);
        Command good = command(1, 1, inside());
        PointId sensor = CATALOG.all().stream().filter(point -> !point.writable()).findFirst().orElseThrow().id();
        assertThat(
                desk.handle(new Command("kr-hn1", good.point(), good.value(), good.unit(), 1, 1, NOW, NOW, "p", "plan"),
                        1).status())
                .isEqualTo(Status.REFUSED);
        assertThat(desk.handle(new Command("kr-edge", good.point(), good.value(), "K", 1, 2, NOW, NOW, "p", "plan"), 1)
                .status()).isEqualTo(Status.REFUSED);
        assertThat(
                desk.handle(new Command("kr-edge", PointId.of("moon/colour"), 1, "1", 1, 3, NOW, NOW, "p", "plan"), 1)
                        .status())
                .isEqualTo(Status.REFUSED);
        assertThat(desk.handle(new Command("kr-edge", sensor, 20, "Cel", 1, 4, NOW, NOW, "p", "plan"), 1).status())
                .isEqualTo(Status.REFUSED);
        assertThat(plant.writes()).isEmpty();
    }

    @Test
    void anExpiredCommandIsNotApplied() {
        beat(Mode.AUTO, 1, 0);
        Command late = new Command("kr-edge", POINT.id(), inside(), POINT.quantity().unit(), 1, 1, NOW - 2, NOW - 1,
                "p",
                "plan");
        assertThat(desk.handle(late, 10).status()).isEqualTo(Status.EXPIRED);
        assertThat(plant.writes()).isEmpty();
    }

    @Test
    void anOlderEpochAndAnOlderNumberForThePointAreSuperseded() {
        beat(Mode.AUTO, 2, 0);
        assertThat(desk.handle(command(1, 9, inside()), 10).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(desk.handle(command(2, 5, inside()), 10).status()).isEqualTo(Status.APPLIED);
        assertThat(desk.handle(command(2, 4, inside()), 10).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(plant.writes()).hasSize(1);
    }

    @Test
    void aNumberThatCameLateForAnotherPointIsStillApplied() {
        beat(Mode.AUTO, 1, 0);
        Point other = CATALOG.writable().get(1);
        desk.handle(command(1, 2, inside()), 10);
        Command late = new Command("kr-edge", other.id(), other.limits().orElseThrow().min(), other.quantity().unit(),
                1,
                1, NOW, NOW, "p", "plan");
        assertThat(desk.handle(late, 10).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void silenceOfControlGivesEverySetpointBack() {
        beat(Mode.AUTO, 1, 0);
        desk.handle(command(1, 1, inside()), 10);
        desk.settle(2_999);
        assertThat(plant.overridden()).isTrue();
        desk.settle(3_000);
        assertThat(plant.overridden()).isFalse();
        assertThat(plant.relinquished()).isEqualTo(1);
        assertThat(desk.handle(command(1, 2, inside()), 3_001).status()).isEqualTo(Status.LOCAL);
        assertThat(desk.standing()).isEqualTo(ControlWatch.Standing.SILENT);
    }

    @Test
    void silenceHoldsEvenWhereNobodyLookedAtTheClockBeforeTheCommand() {
        beat(Mode.AUTO, 1, 0);
        desk.handle(command(1, 1, inside()), 10);
        assertThat(desk.handle(command(1, 2, inside()), 60_000).status()).isEqualTo(Status.LOCAL);
        assertThat(plant.overridden()).isFalse();
    }

    @Test
    void exitAutoIsObeyedAtOnceWhateverControlSays() {
        beat(Mode.AUTO, 1, 0);
        desk.handle(command(1, 1, inside()), 10);
        ask(Action.EXIT_AUTO, 20);
        assertThat(plant.overridden()).isFalse();
        beat(Mode.AUTO, 1, 30);
        assertThat(desk.handle(command(1, 2, inside()), 40).status()).isEqualTo(Status.LOCAL);
    }

    @Test
    void autoComesBackOnlyByChooseAutoThatControlConfirms() {
        beat(Mode.AUTO, 1, 0);
        ask(Action.EXIT_AUTO, 20);
        ask(Action.CHOOSE_AUTO, 30);
        assertThat(desk.automatic()).isFalse();
        beat(Mode.FALLBACK, 1, 40);
        assertThat(desk.automatic()).isFalse();
        beat(Mode.AUTO, 1, 50);
        assertThat(desk.automatic()).isTrue();
    }

    @Test
    void chooseShadowTakesChooseAutoBack() {
        ask(Action.EXIT_AUTO, 20);
        ask(Action.CHOOSE_AUTO, 30);
        ask(Action.CHOOSE_SHADOW, 40);
        beat(Mode.AUTO, 1, 50);
        assertThat(desk.automatic()).isFalse();
    }

    @Test
    void aNewControllerTakesOverOnlyWithItsOwnHeartbeat() {
        beat(Mode.AUTO, 1, 0);
        desk.handle(command(1, 1, inside()), 10);
        assertThat(desk.handle(command(2, 1, inside()), 20).status()).isEqualTo(Status.LOCAL);
        assertThat(plant.overridden()).isFalse();
        beat(Mode.AUTO, 1, 30);
        assertThat(desk.automatic()).isFalse();
        beat(Mode.AUTO, 2, 40);
        assertThat(desk.handle(command(2, 2, inside()), 50).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void holdKeepsWhatWasWrittenAndNothingWhereNothingWas() {
        beat(Mode.HOLD, 1, 0);
        assertThat(desk.automatic()).isFalse();
        beat(Mode.AUTO, 1, 100);
        desk.handle(command(1, 1, inside()), 110);
        beat(Mode.HOLD, 1, 1_000);
        beat(Mode.HOLD, 1, 2_000);
        assertThat(desk.automatic()).isTrue();
        assertThat(plant.overridden()).isTrue();
        desk.settle(5_100);
        assertThat(plant.overridden()).as("3 s without a heartbeat").isFalse();
        beat(Mode.HOLD, 1, 6_000);
        assertThat(desk.automatic()).as("there is nothing to hold").isFalse();
        beat(Mode.AUTO, 1, 7_000);
        assertThat(desk.automatic()).isTrue();
    }

    @Test
    void aSuccessorThatTakesOverInTimeFindsThePlantAsItWas() {
        beat(Mode.AUTO, 1, 0);
        desk.handle(command(1, 1, inside()), 10);
        beat(Mode.AUTO, 2, 2_900);
        assertThat(plant.overridden()).isTrue();
        beat(Mode.HOLD, 3, 3_000);
        assertThat(plant.overridden()).as("a successor that only holds has written nothing").isFalse();
    }

    @Test
    void aControlThatEndsWithHoldLeavesTheSetpointsToASuccessorWhoComesInTimeAndToLocalRulesOtherwise() {
        beat(Mode.AUTO, 1, 0);
        desk.handle(command(1, 1, inside()), 10);
        beat(Mode.HOLD, 1, 500);
        beat(Mode.AUTO, 2, 3_400);
        assertThat(plant.relinquished()).isZero();
        assertThat(desk.handle(command(2, 1, inside()), 3_410).status()).isEqualTo(Status.APPLIED);
        beat(Mode.HOLD, 2, 3_500);
        desk.settle(6_499);
        assertThat(plant.overridden()).isTrue();
        desk.settle(6_500);
        assertThat(plant.overridden()).isFalse();
    }

    @Test
    void aRestartedDeskAppliesNothingTwiceAndOverrulesNoOperator() {
        beat(Mode.AUTO, 3, 0);
        desk.handle(command(3, 7, inside()), 10);
        ask(Action.EXIT_AUTO, 20);
        assertThat(desk.state()).isEqualTo(new DeskState(3, 7, true, List.of()));
        CommandDesk next = new CommandDesk("kr-edge", CATALOG, plant, desk.state());
        next.heartbeat(new Heartbeat("control", Mode.AUTO, 3, 0, NOW), 100);
        assertThat(next.handle(command(3, 7, inside()), 110).status()).isEqualTo(Status.DUPLICATE);
        assertThat(next.handle(command(3, 8, inside()), 110).status()).isEqualTo(Status.LOCAL);
    }

    @Test
    void whatTheBrokerRetainedIsTakenOverOnlyWhereItIsNewer() {
        desk.recall(new EpochSeen(4, 10));
        assertThat(desk.seen()).isEqualTo(new EpochSeen(4, 10));
        desk.recall(new EpochSeen(3, 99));
        assertThat(desk.seen()).isEqualTo(new EpochSeen(4, 10));
        beat(Mode.AUTO, 4, 0);
        assertThat(desk.handle(command(4, 10, inside()), 10).status()).isEqualTo(Status.DUPLICATE);
        assertThat(desk.handle(command(4, 11, inside()), 10).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void aNewEpochCountsItsNumbersFromTheBeginning() {
        beat(Mode.AUTO, 1, 0);
        desk.handle(command(1, 50, inside()), 10);
        beat(Mode.AUTO, 2, 20);
        assertThat(desk.handle(command(2, 1, inside()), 30).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void epochsAndNumbersBelowOneAreRefused() {
        assertThat(desk.handle(command(0, 1, inside()), 10).status()).isEqualTo(Status.REFUSED);
        beat(Mode.AUTO, 1, 20);
        assertThat(desk.handle(command(1, 0, inside()), 30).status()).isEqualTo(Status.REFUSED);
        assertThat(desk.handle(command(1, -1, inside()), 40).status()).isEqualTo(Status.REFUSED);
        assertThat(desk.seen()).isEqualTo(new EpochSeen(1, 0));
    }

    @Test
    void whatThePlantDoesNotTakeIsRefusedAndNoValueIsToldWhereItShowsNone() {
        beat(Mode.AUTO, 1, 0);
        plant.lose(POINT.id());
        assertThat(desk.handle(command(1, 1, inside()), 10).status()).isEqualTo(Status.REFUSED);
        Acknowledgement again = desk.handle(command(1, 1, inside()), 20);
        assertThat(again.status()).isEqualTo(Status.DUPLICATE);
        assertThat(again.applied()).isNull();
    }

    @Test
    void whatTheBrokerRetainedOfTheSameEpochCountsWhereItsNumberIsHigher() {
        beat(Mode.AUTO, 4, 0);
        desk.handle(command(4, 10, inside()), 10);
        desk.recall(new EpochSeen(4, 9));
        assertThat(desk.seen()).isEqualTo(new EpochSeen(4, 10));
        desk.recall(new EpochSeen(4, 20));
        assertThat(desk.handle(command(4, 20, inside()), 20).status()).isEqualTo(Status.DUPLICATE);
        assertThat(desk.handle(command(4, 21, inside()), 30).status()).isEqualTo(Status.APPLIED);
        desk.recall(new EpochSeen(5, 0));
        beat(Mode.AUTO, 5, 40);
        assertThat(desk.handle(command(5, 1, inside()), 50).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void aClockMayWaitForControlWhileItIsAliveAndPlans() {
        assertThat(desk.planning(0)).isFalse();
        beat(Mode.SHADOW, 1, 0);
        assertThat(desk.planning(2_999)).isTrue();
        assertThat(desk.planning(3_000)).isFalse();
        beat(Mode.FALLBACK, 1, 4_000);
        assertThat(desk.planning(4_000)).isFalse();
    }

    private void beat(Mode mode, long epoch, long wallMs) {
        desk.heartbeat(new Heartbeat("control", mode, epoch, 0, NOW), wallMs);
    }

    private void ask(Action action, long wallMs) {
        desk.request(new OperatorRequest("r", action, "kim", 0, ""), wallMs);
    }

    private static double inside() {
        return POINT.limits().orElseThrow().min();
    }

    private static Command command(long epoch, long seq, double value) {
        return new Command("kr-edge", POINT.id(), value, POINT.quantity().unit(), epoch, seq, NOW, NOW + 60_000, "p",
                "plan");
    }
}
