package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Intervention.Action;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// P4, P5 and P6 of what an operator holds.
class OperatorHoldsTest {
    private static final PointCatalog CATALOG = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow());
    private static final PointId AIR = PointId.of("hall-h1/supply-air-temperature-setpoint");
    private static final long START = 1_700_000_100_000L;

    private final FakePlant plant = new FakePlant(CATALOG, START);
    private long date = 1_750_000_000_000L;
    private long wallMs = 1_000;
    private CommandDesk desk = desk(DeskState.NEW);
    private long seq;

    private CommandDesk desk(DeskState state) {
        return new CommandDesk("kr-edge", CATALOG, plant, state, () -> Instant.ofEpochMilli(date), wallMs);
    }

    private OperatorReply act(String id, Action action, @Nullable Double value, @Nullable Long seconds) {
        return desk.intervene(new Intervention(id, action, AIR.toString(), value, seconds, "kim", date, "door open"),
                wallMs);
    }

    private Status command(double value) {
        Point point = CATALOG.find(AIR).orElseThrow();
        desk.heartbeat(new Heartbeat("control", Mode.AUTO, 1, 0, START), wallMs);
        return desk.handle(
                new Command("kr-edge", AIR, value, point.quantity().unit(), 1, ++seq, START, START + 60_000, "p",
                        "plan"),
                wallMs).status();
    }

    private void pass(long ms) {
        date += ms;
        wallMs += ms;
        desk.settle(wallMs);
    }

    @Test
    void anOverrideIsInForceBeforeItIsAnsweredAndTheOptimizerDoesNotOverwriteIt() {
        assertThat(command(23)).isEqualTo(Status.APPLIED);
        assertThat(act("q-1", Action.OVERRIDE, 20.0, null).accepted()).isTrue();
        assertThat(plant.setpoint(AIR)).isEqualTo(20);
        assertThat(command(23)).isEqualTo(Status.OVERRIDDEN);
        assertThat(plant.setpoint(AIR)).isEqualTo(20);
        assertThat(desk.overrides().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.point()).isEqualTo(AIR);
            assertThat(entry.principal()).isEqualTo("kim");
            assertThat(entry.until()).isNull();
        });
        assertThat(act("q-2", Action.RELEASE, null, null).code()).isEqualTo("done");
        assertThat(desk.overrides()).isEqualTo(Overrides.NONE);
        assertThat(command(23)).isEqualTo(Status.APPLIED);
    }

    @Test
    void itHoldsWithoutControlAndWhenControlFallsSilent() {
        assertThat(act("q-1", Action.OVERRIDE, 20.0, null).accepted()).isTrue();
        desk.heartbeat(new Heartbeat("control", Mode.AUTO, 1, 0, START), wallMs);
        pass(10_000); // local rules take everything back, but for what an operator holds
        assertThat(plant.relinquished()).isEqualTo(1);
        assertThat(plant.setpoint(AIR)).isEqualTo(20);
    }

    @Test
    void itEndsByItselfByAClockThatDoesNotJump() {
        act("q-1", Action.OVERRIDE, 20.0, 60L);
        date += 3_600_000; // somebody sets the clock
        desk.settle(wallMs);
        assertThat(plant.setpoint(AIR)).isEqualTo(20);
        pass(59_999);
        assertThat(plant.setpoint(AIR)).isEqualTo(20);
        pass(1);
        assertThat(plant.setpoint(AIR)).isEqualTo(plant.local(AIR));
        assertThat(desk.overrides().entries()).isEmpty();
    }

    @Test
    void itOutlivesARestartForNoLongerThanItWasAskedFor() {
        act("q-1", Action.OVERRIDE, 20.0, 60L);
        DeskState kept = desk.state();
        plant.relinquishAll();
        date += 30_000;
        desk = desk(kept);
        assertThat(plant.setpoint(AIR)).isEqualTo(20);
        pass(30_000);
        assertThat(plant.setpoint(AIR)).isEqualTo(plant.local(AIR));
        date -= 86_400_000; // the clock was put back meanwhile
        desk = desk(kept);
        pass(60_000);
        assertThat(plant.setpoint(AIR)).isEqualTo(plant.local(AIR));
    }

    @Test
    void whatIsOutsideTheEnvelopeOrTooOldIsRefusedAndNeverClamped() {
        for (double value : new double[]{Double.NaN, Double.POSITIVE_INFINITY, 17.9, 27.1}) {
            assertThat(act("q-" + value, Action.OVERRIDE, value, null).code()).isEqualTo("outside-envelope");
        }
        assertThat(act("q-none", Action.OVERRIDE, null, null).accepted()).isFalse();
        assertThat(act("q-0", Action.OVERRIDE, 20.0, 0L).code()).isEqualTo("bad-duration");
        assertThat(act("q-7", Action.OVERRIDE, 20.0, 7 * 86_400 + 1L).code()).isEqualTo("bad-duration");
        Intervention old = new Intervention("q-9", Action.OVERRIDE, AIR.toString(), 20.0, null, "kim", date - 61_000,
                "");
        assertThat(desk.intervene(old, wallMs).code()).isEqualTo("too-old");
        assertThat(desk
                .intervene(new Intervention("q-8", Action.OVERRIDE, "no point", 20.0, null, "kim", date, ""), wallMs)
                .code()).isEqualTo("not-writable");
        String sensor = CATALOG.all().stream().filter(point -> !point.writable()).findFirst().orElseThrow().id()
                .toString();
        assertThat(desk.intervene(new Intervention("q-6", Action.OVERRIDE, sensor, 20.0, null, "kim", date, ""),
                wallMs).code()).isEqualTo("not-writable");
        assertThat(plant.writes()).isEmpty();
    }

    @Test
    void whatHadEndedWhileTheGatewayWasAwayIsNotInForceAgain() {
        act("q-1", Action.OVERRIDE, 20.0, 60L);
        DeskState kept = desk.state();
        plant.relinquishAll();
        int writes = plant.writes().size();
        date += 60_000;
        desk = desk(kept);
        assertThat(plant.writes()).hasSize(writes);
        assertThat(desk.overrides()).isEqualTo(Overrides.NONE);
    }

    @Test
    void oneThatHoldsUntilItIsReleasedOutlivesARestartHoweverLate() {
        act("q-1", Action.OVERRIDE, 20.0, null);
        DeskState kept = desk.state();
        plant.relinquishAll();
        date += 100 * 86_400_000L;
        desk = desk(kept);
        pass(100 * 86_400_000L);
        assertThat(plant.setpoint(AIR)).isEqualTo(20);
        act("q-2", Action.RELEASE, null, null);
        assertThat(act("q-1", Action.OVERRIDE, 20.0, null).code()).isEqualTo("done");
        assertThat(desk.overrides()).as("an override of an earlier life, delivered once more").isEqualTo(
                Overrides.NONE);
    }

    @Test
    void whatThePlantDoesNotTakeIsNotHeld() {
        act("q-1", Action.OVERRIDE, 20.0, null);
        DeskState kept = desk.state();
        plant.lose(AIR);
        desk = desk(kept);
        assertThat(desk.overrides()).isEqualTo(Overrides.NONE);
        assertThat(act("q-2", Action.OVERRIDE, 21.0, null).code()).isEqualTo("refused");
        assertThat(desk.overrides()).isEqualTo(Overrides.NONE);
    }

    @Test
    void theAnswerTellsWhetherCommandsAreObeyedAlsoWhereNobodyHasLookedAtTheClock() {
        desk.heartbeat(new Heartbeat("control", Mode.AUTO, 1, 0, START), wallMs);
        assertThat(act("q-1", Action.OVERRIDE, 20.0, null).mode()).isEqualTo(Mode.AUTO);
        wallMs += 60_000;
        assertThat(act("q-2", Action.RELEASE, null, null).mode()).isEqualTo(Mode.FALLBACK);
        assertThat(plant.relinquished()).isEqualTo(1);
    }

    @Test
    void aThousandOverridesAreRememberedNotAllThereEverWere() {
        for (int i = 0; i <= 1_000; i++) {
            act("q-" + i, Action.OVERRIDE, 20.0, null);
        }
        act("q-release", Action.RELEASE, null, null);
        act("q-1", Action.OVERRIDE, 20.0, null);
        assertThat(desk.overrides()).as("the second one is known").isEqualTo(Overrides.NONE);
        act("q-0", Action.OVERRIDE, 20.0, null);
        assertThat(desk.overrides()).as("the first one is new").isNotEqualTo(Overrides.NONE);
    }

    @Test
    void theSameOverrideASecondTimeDoesNotTakeHoldAgainAfterItWasReleased() {
        act("q-1", Action.OVERRIDE, 20.0, null);
        act("q-2", Action.RELEASE, null, null);
        assertThat(act("q-1", Action.OVERRIDE, 20.0, null).code()).isEqualTo("done");
        assertThat(desk.overrides().entries()).isEmpty();
        assertThat(plant.setpoint(AIR)).isEqualTo(plant.local(AIR));
        assertThat(act("q-3", Action.RELEASE, null, null).code()).isEqualTo("not-held");
    }
}
