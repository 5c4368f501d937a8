package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// P3: which readings count.
class ReadingsTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final long MINUTE = 60_000;
    private static final PointId AIR = PointId.of(EdgeSite.HALL, Quantity.SUPPLY_AIR_TEMPERATURE);
    private static final PointId WATER = PointId.of("chilled-water", Quantity.SUPPLY_WATER_TEMPERATURE);
    private static final PointId NOBODY = PointId.of("hall-h9", Quantity.SUPPLY_AIR_TEMPERATURE);

    private final Readings readings = new Readings(EdgeSite.CATALOG);

    private void see(long time, Map<PointId, Double> values) {
        readings.accept(new Frame("boot", 1, time, values, Map.of()));
    }

    /// A sensor and what moves it, each quarter of a minute, from one minute to another.
    private void see(PointId sensor, double value, PointId mover, double moved, int fromMinute, int toMinute) {
        for (long time = NOW + fromMinute * MINUTE; time <= NOW + toMinute * MINUTE; time += 15_000) {
            see(time, Map.of(mover, moved, sensor, value));
        }
    }

    private boolean isFresh(PointId point, long now) {
        assertThat(readings.isFresh(point, now)).isEqualTo(readings.fresh(point, now).isPresent());
        return readings.isFresh(point, now);
    }

    @Test
    void aReadingCountsForThreePeriodsAndNotAheadOfTheClock() {
        see(NOW, Map.of(AIR, 22.0));
        long stale = EdgeSite.CATALOG.find(AIR).orElseThrow().staleAfter().toMillis();
        assertThat(readings.fresh(AIR, NOW)).contains(new Reading(NOW, 22));
        assertThat(isFresh(AIR, NOW + stale)).isTrue();
        assertThat(isFresh(AIR, NOW + stale + 1)).isFalse();
        assertThat(isFresh(AIR, NOW - 10 * MINUTE)).as("from the future").isFalse();
    }

    @Test
    void whatIsUnknownMarkedOrOfNoPointOfTheSiteIsLeftOut() {
        Map<PointId, Double> holes = new HashMap<>();
        holes.put(AIR, null);
        holes.put(NOBODY, 22.0);
        see(NOW, holes);
        assertThat(isFresh(AIR, NOW)).isFalse();
        assertThat(isFresh(NOBODY, NOW)).isFalse();
        readings.accept(new Frame("boot", 1, NOW, Map.of(AIR, 22.0), Map.of(AIR, "stale")));
        assertThat(isFresh(AIR, NOW)).isFalse();
        readings.restore(NOBODY, new Reading(NOW, 22));
        assertThat(isFresh(NOBODY, NOW)).isFalse();
        readings.restore(AIR, new Reading(NOW, 22));
        assertThat(isFresh(AIR, NOW)).isTrue();
    }

    @Test
    void whatIsOutsideThePlausibleRangeDoesNotCount() {
        for (double wrong : new double[]{-400, 400, Double.NaN, Double.POSITIVE_INFINITY}) {
            see(NOW, Map.of(AIR, wrong));
            assertThat(isFresh(AIR, NOW)).as("%s", wrong).isFalse();
        }
    }

    @Test
    void anEarlierReadingDoesNotReplaceALaterOne() {
        see(NOW, Map.of(AIR, 22.0));
        see(NOW - 1, Map.of(AIR, 23.0));
        assertThat(readings.fresh(AIR, NOW)).contains(new Reading(NOW, 22));
    }

    @Test
    void afterTheEndOfAPlantNothingCountsAndItsNextLifeMayBeEarlier() {
        see(NOW, Map.of(AIR, 22.0));
        readings.clear();
        assertThat(isFresh(AIR, NOW)).isFalse();
        see(NOW - 60 * MINUTE, Map.of(AIR, 22.0));
        assertThat(isFresh(AIR, NOW - 60 * MINUTE)).isTrue();
    }

    @Test
    void aSensorThatStandsStillWhileItsSetpointMovedIsFrozen() {
        see(AIR, 22, EdgeSite.AIR, 22, 0, 1);
        see(AIR, 22, EdgeSite.AIR, 23, 1, 14);
        assertThat(isFresh(AIR, NOW + 14 * MINUTE)).as("not for a quarter of an hour yet").isTrue();
        see(AIR, 22, EdgeSite.AIR, 23, 14, 15);
        assertThat(isFresh(AIR, NOW + 15 * MINUTE)).isFalse();
        see(NOW + 15 * MINUTE + 15_000, Map.of(AIR, 22.01));
        assertThat(isFresh(AIR, NOW + 15 * MINUTE + 15_000)).as("it lives").isTrue();
    }

    @Test
    void aSensorThatWasFrozenFromTheStartIsFoundOut() {
        see(NOW, Map.of(AIR, 22.0));
        see(AIR, 22, EdgeSite.AIR, 22, 0, 1);
        see(AIR, 22, EdgeSite.AIR, 20, 1, 15);
        assertThat(isFresh(AIR, NOW + 15 * MINUTE)).isFalse();
    }

    @Test
    void waterAndInletsAreMovedByWhatFeedsThem() {
        see(WATER, 18, EdgeSite.CHILLED, 18, 0, 1);
        see(WATER, 18, EdgeSite.CHILLED, 16, 1, 20);
        assertThat(isFresh(WATER, NOW + 20 * MINUTE)).isFalse();
        see(EdgeSite.INLET, 24, AIR, 22, 0, 1);
        see(EdgeSite.INLET, 24, AIR, 23.5, 1, 20);
        assertThat(isFresh(EdgeSite.INLET, NOW + 20 * MINUTE)).isFalse();
        assertThat(isFresh(AIR, NOW + 20 * MINUTE)).isTrue();
    }

    @Test
    void aSensorIsNotFrozenWhileNothingMovesItOrWhileItMoves() {
        see(AIR, 22, EdgeSite.AIR, 22, 0, 10);
        see(AIR, 22, EdgeSite.AIR, 22.9, 10, 30);
        assertThat(isFresh(AIR, NOW + 30 * MINUTE)).as("its set-point hardly moved").isTrue();
        for (int step = 121; step < 240; step++) {
            see(NOW + step * 15_000L, Map.of(EdgeSite.AIR, 25.0, AIR, 22 + step * 0.001));
        }
        assertThat(isFresh(AIR, NOW + 239 * 15_000L)).isTrue();
    }

    /// Found by a try (P12, seed 1,000,000): whether a sensor was frozen hung on which value of a frame came first.
    @Test
    void allValuesOfAFrameAreOfOneInstantWhicheverComesFirst() {
        see(NOW, Map.of(AIR, 21.0, EdgeSite.AIR, 22.0));
        Map<PointId, Double> sensorFirst = new LinkedHashMap<>();
        sensorFirst.put(AIR, 22.0);
        sensorFirst.put(EdgeSite.AIR, 20.0);
        see(NOW + 15_000, sensorFirst);
        see(AIR, 22, EdgeSite.AIR, 20, 1, 20);
        assertThat(isFresh(AIR, NOW + 20 * MINUTE)).as("nothing moved it since").isTrue();
    }

    @Test
    void aSensorThatIsBackAfterASilenceIsLookedAtAnew() {
        see(AIR, 22, EdgeSite.AIR, 22, 0, 1);
        see(AIR, 22, EdgeSite.AIR, 23, 12, 16);
        assertThat(isFresh(AIR, NOW + 16 * MINUTE)).isTrue();
        see(AIR, 22, EdgeSite.AIR, 23, 16, 40);
        readings.clear();
        see(AIR, 22, EdgeSite.AIR, 25, 40, 41);
        assertThat(isFresh(AIR, NOW + 41 * MINUTE)).isTrue();
    }

    @Test
    void whereTheSetpointWasNotKnownNobodyKnowsThatItMoved() {
        see(NOW, Map.of(AIR, 22.0));
        for (long time = NOW; time <= NOW + 20 * MINUTE; time += 15_000) {
            see(time, Map.of(AIR, 22.0));
        }
        see(NOW + 20 * MINUTE, Map.of(EdgeSite.AIR, 25.0));
        assertThat(isFresh(AIR, NOW + 20 * MINUTE)).isTrue();
    }

    @Test
    void itTellsWhatWasAskedAndWhatHadNoAnswer() {
        see(NOW, Map.of(AIR, 22.0));
        Map<PointId, Optional<Reading>> asked = readings.askedBy(() -> {
            readings.fresh(AIR, NOW);
            readings.isFresh(WATER, NOW);
        });
        assertThat(asked).containsOnly(Map.entry(AIR, Optional.of(new Reading(NOW, 22))), Map.entry(WATER, Optional
                .empty()));
    }
}
