package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.dashboards.live.Figure;
import dev.ondol.dashboards.live.Happening;
import dev.ondol.dashboards.live.KeyFigures;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.Overview;
import dev.ondol.dashboards.live.PlanSummary;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LiveSiteTest {
    private static final long WALL = 1_700_000_000_000L;
    private static final long T = PlantScript.START;

    private final Wall wall = new Wall();
    private final LiveSite live = site();
    private final PlantScript plant = new PlantScript(live::accept, 60);

    @Test
    void pueIsFacilityOverItAtTheMeters() {
        plant.force("meter-facility/active-power", 11_000);
        plant.force("meter-it/active-power", 10_000);
        plant.force("meter-cooling/active-power", 700);
        plant.publish(T, wall.millis());
        KeyFigures figures = live.overview().figures();
        assertThat(figures.pue().value()).isCloseTo(1.1, within(1e-9));
        assertThat(figures.pue().state()).isEqualTo(Figure.State.GOOD);
        assertThat(figures.otherKw().value()).isCloseTo(300, within(1e-9));
    }

    @Test
    void pueIsAbsentWhileNothingIsConsumed() {
        plant.force("meter-it/active-power", 0);
        plant.publish(T, wall.millis());
        assertThat(live.overview().figures().pue().value()).isNull();
        assertThat(live.overview().figures().pue().state()).isEqualTo(Figure.State.MISSING);
    }

    @Test
    void theHottestRackIsNamedWithItsMargin() {
        plant.force("rack-h4-007/inlet-air-temperature", 29.25);
        plant.publish(T, wall.millis());
        KeyFigures.HottestInlet inlet = live.overview().figures().inlet();
        assertThat(inlet.rack()).isEqualTo("rack-h4-007");
        assertThat(inlet.marginK()).isCloseTo(-2.25, within(1e-9));
        assertThat(inlet.counted()).isEqualTo(inlet.racks()).isEqualTo(328);
    }

    @Test
    void gpusAreCountedOverAllHalls() {
        plant.publish(T, wall.millis());
        KeyFigures.Gpus gpus = live.overview().figures().gpus();
        assertThat(gpus.allocated().value()).isEqualTo(1_640 + 1_588 + 2_604 + 1_211);
        assertThat(gpus.free()).isEqualTo(gpus.total() - 7_043.0);
    }

    @Test
    void aSourceThatFallsSilentMakesItsValuesStaleAndThenTakesThemAway() {
        plant.publish(T, wall.millis());
        long later = T + Duration.ofSeconds(60 * 3 + 6).toMillis();
        plant.publishFrame("weather", later);
        assertThat(live.overview().figures().itKw().state()).isEqualTo(Figure.State.STALE);
        assertThat(live.overview().figures().itKw().value()).isNotNull();
        assertThat(live.overview().figures().itKw().ageMs()).isEqualTo(186_000);
        plant.publishFrame("weather", T + Duration.ofSeconds(60 * 10 + 6).toMillis());
        assertThat(live.overview().figures().itKw().state()).isEqualTo(Figure.State.GONE);
        assertThat(live.overview().figures().itKw().value()).isNull();
        assertThat(live.overview().figures().itKw().at()).isEqualTo(T);
        assertThat(live.overview().figures().dryBulbC().state()).isEqualTo(Figure.State.GOOD);
    }

    @Test
    void whenThePlantsClockFallsSilentEveryFigureAgesByTheWall() {
        plant.publish(T, wall.millis());
        wall.advance(60_000);
        Overview overview = live.overview();
        assertThat(overview.feed().state()).isEqualTo(Figure.State.GONE);
        assertThat(overview.figures().pue().value()).isNull();
        assertThat(overview.figures().pue().ageMs()).isEqualTo(60_000);
        assertThat(Objects.requireNonNull(overview.thermal()).inletC()).containsOnlyNulls();
    }

    @Test
    void aStaleRackNeverHidesAFreshHotterOne() {
        plant.force("rack-h1-001/inlet-air-temperature", 45);
        plant.publish(T, wall.millis());
        plant.force("rack-h1-001/inlet-air-temperature", 45);
        for (String source : List.of("it-h2", "it-h3", "it-h4")) {
            plant.publishFrame(source, T + 300_000);
        }
        assertThat(live.overview().figures().inlet().rack()).isEqualTo("rack-h3-017");
    }

    @Test
    void theIngestLagIsWhatIsPublishedButNotMarked() {
        plant.publish(T, wall.millis());
        plant.publish(T + 15_000, wall.millis());
        assertThat(live.overview().ingest().behindFrames()).isEqualTo(plant.catalog().sources().size());
    }

    @Test
    void aChangeOfModeIsAHappeningAndTheFirstHeartbeatIsNone() {
        plant.heartbeats(T, wall.millis());
        assertThat(live.overview().happenings()).isEmpty();
        plant.mode(Mode.FALLBACK);
        plant.heartbeats(T, wall.millis());
        assertThat(live.overview().happenings()).extracting(Happening::code).containsExactly("mode-changed");
        assertThat(live.overview().control().mode()).isEqualTo(Mode.FALLBACK);
        wall.advance(3_001);
        assertThat(live.overview().control().alive()).isFalse();
    }

    @Test
    void refusalsForTheSameReasonAreOneEntryWithACount() {
        plant.refuse("hall-h1/supply-air-temperature-setpoint", T);
        plant.refuse("hall-h2/supply-air-temperature-setpoint", T);
        assertThat(live.overview().happenings()).singleElement()
                .satisfies(happening -> assertThat(happening.params()).containsEntry("count", "2"));
    }

    @Test
    void thePlanShowsTheNextStepThatDiffersFromWhatIsInForce() {
        plant.publish(T, wall.millis());
        plant.plan(T);
        PlanSummary plan = Objects.requireNonNull(live.overview().plan());
        PlanSummary.NextSetpoint first = plan.setpoints().getFirst();
        assertThat(first.changes()).isTrue();
        assertThat(first.next() - Objects.requireNonNull(first.inForce())).isCloseTo(0.5, within(1e-9));
        assertThat(first.at()).isEqualTo(T + 300_000);
        assertThat(plan.setpoints().getLast().changes()).isFalse();
    }

    @Test
    void whatCannotBeReadIsCountedAndChangesNothing() {
        plant.publish(T, wall.millis());
        KeyFigures before = live.overview().figures();
        for (String topic : List.of("frame/hall-h1", "clock", "plan", "heartbeat/control", "status/x", "mark/x", "ack/x",
                "cycle", "reply/x")) {
            live.accept("ondol/v1/kr-hn1/" + topic, "{\"nonsense\":".getBytes(StandardCharsets.UTF_8), false);
        }
        live.accept("short", new byte[0], false);
        assertThat(live.overview().feed().malformed()).isEqualTo(9);
        assertThat(live.overview().figures()).isEqualTo(before);
    }

    @Test
    void aTickLeavesOutWhatHasNotChanged() {
        plant.publish(T, wall.millis());
        plant.plan(T);
        Overview before = live.overview();
        assertThat(live.overview().since(before).thermal()).isNull();
        assertThat(live.overview().since(before).plan()).isNull();
        plant.force("rack-h1-001/inlet-air-temperature", 30);
        plant.publish(T + 60_000, wall.millis());
        assertThat(live.overview().since(before).thermal()).isNotNull();
    }

    @Test
    void aClockThatIsSetBackByANewRunForgetsTheOldReadings() {
        plant.publish(T, wall.millis());
        live.accept(live.topics().clock(),
                "{\"plant\":1000,\"wall\":1,\"rate\":60,\"run\":\"other\",\"simulated\":true}"
                        .getBytes(StandardCharsets.UTF_8),
                false);
        assertThat(live.overview().figures().itKw()).isEqualTo(new Figure(null, Figure.State.MISSING, null, null));
        assertThat(live.overview().feed().newest()).isNull();
    }

    private LiveSite site() {
        var site = SiteReader.builtIn("kr-hn1").orElseThrow();
        return new LiveSite(site, PointCatalog.of(site), wall);
    }

    /// A wall clock that tests move.
    private static final class Wall extends Clock {
        private long now = WALL;

        void advance(long millis) {
            now += millis;
        }

        @Override
        public long millis() {
            return now;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
