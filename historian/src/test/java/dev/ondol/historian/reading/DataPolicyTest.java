package dev.ondol.historian.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.message.ForeignReading;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.historian.discovery.Holding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DataPolicyTest {
    private static final long NOW = 1_767_225_600_000L;
    private static final PointId GOOD = PointId.of("crah-h1-01/fan-speed");
    private static final PointId OTHER = PointId.of("crah-h1-01/supply-air-temperature");
    private static final String FAHRENHEIT = "BLD1.CRAH 7.SAT";
    private static final KnownNames POINTS = new KnownNames(
            Map.of(GOOD, new KnownPoint(1, 0, 110), OTHER, new KnownPoint(2, -20, 80)),
            Map.of(FAHRENHEIT, new KnownPoint(2, -20, 80, UnitConversion.between("[degF]", "Cel").orElseThrow())));

    private OptionalLong newest = OptionalLong.of(NOW);
    private final ReadingRows rows = new ReadingRows();
    private final Holding held = new Holding();
    private final List<Rejection> rejections = new ArrayList<>();

    @Test
    void aBadReadingIsRefusedAloneWithItsReason() {
        PointId unknown = PointId.of("crah-h9-01/fan-speed");
        apply(NOW, Map.of(GOOD, 50.0, OTHER, 81.0, unknown, 1.0), Map.of());
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.value(0)).isEqualTo(50);
        assertThat(rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(Rejection.Reason.OUT_OF_RANGE);
            assertThat(rejection.wholeFrame()).isFalse();
            assertThat(rejection.samples()).isEqualTo(1);
            assertThat(rejection.detail()).isEqualTo(OTHER + " = 81.0 (plausible: -20.0 to 80.0)");
        });
        assertThat(held.size()).isEqualTo(1);
    }

    @Test
    void aReadingUnderAForeignNameIsConvertedAndThenCheckedLikeAnyOther() {
        apply(NOW, Map.of(), Map.of(), List.of(new ForeignReading(FAHRENHEIT, 68, null)));
        apply(NOW, Map.of(), Map.of(), List.of(new ForeignReading(FAHRENHEIT, 180, null)));
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.value(0)).isCloseTo(20, within(1e-12));
        assertThat(rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(Rejection.Reason.OUT_OF_RANGE);
            assertThat(rejection.wholeFrame()).isTrue();
        });
    }

    @Test
    void whatCanNeverBeAReadingIsNotHeldForAnUnknownPointEither() {
        apply(NOW, Map.of(), Map.of(), List.of(new ForeignReading("a b", Double.NaN, null),
                new ForeignReading("a c", 1, "\u0000"), new ForeignReading("a d", 1, "stale")));
        assertThat(held.size()).isEqualTo(1);
        assertThat(rejections).extracting(Rejection::reason).containsExactly(Rejection.Reason.NO_NUMBER,
                Rejection.Reason.BAD_QUALITY);
    }

    @Test
    void nothingIsHeldOfAFrameThatIsRefusedWhole() {
        apply(NOW + DataPolicy.FUTURE_MILLIS + 1, Map.of(), Map.of(), List.of(new ForeignReading("a b", 1, null)));
        assertThat(held.size()).isZero();
        assertThat(rejections).singleElement().extracting(Rejection::samples).isEqualTo(1);
    }

    @Test
    void whatIsNotANumberIsNeverStored() {
        for (double value : new double[]{Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            apply(NOW, Map.of(GOOD, value), Map.of());
        }
        assertThat(rows.size()).isZero();
        assertThat(rejections).hasSize(3).allMatch(rejection -> rejection.reason() == Rejection.Reason.NO_NUMBER);
    }

    @Test
    void aFrameFromTheFutureOrTooLateIsRefusedWhole() {
        apply(NOW + DataPolicy.FUTURE_MILLIS, Map.of(GOOD, 1.0), Map.of());
        apply(NOW - DataPolicy.LATENESS_MILLIS, Map.of(GOOD, 1.0), Map.of());
        assertThat(rejections).isEmpty();
        apply(NOW + DataPolicy.FUTURE_MILLIS + 1, Map.of(GOOD, 1.0, OTHER, 2.0), Map.of());
        apply(NOW - DataPolicy.LATENESS_MILLIS - 1, Map.of(GOOD, 1.0), Map.of());
        assertThat(rejections).extracting(Rejection::reason).containsExactly(Rejection.Reason.FUTURE,
                Rejection.Reason.LATE);
        assertThat(rejections).allMatch(Rejection::wholeFrame).extracting(Rejection::samples).containsExactly(2, 1);
        assertThat(rows.size()).isEqualTo(2);
    }

    @Test
    void aBacklogInOrderIsNotLateHoweverFarTheClockHasGoneOn() {
        newest = OptionalLong.of(NOW - 3 * DataPolicy.LATENESS_MILLIS);
        apply(NOW - 3 * DataPolicy.LATENESS_MILLIS + 15_000, Map.of(GOOD, 1.0), Map.of());
        newest = OptionalLong.empty();
        apply(NOW - 3 * DataPolicy.LATENESS_MILLIS, Map.of(GOOD, 1.0), Map.of());
        assertThat(rejections).isEmpty();
        assertThat(rows.size()).isEqualTo(2);
    }

    @Test
    void aReadingThatIsNotGoodIsStoredWithItsCode() {
        apply(NOW, Map.of(GOOD, 1.0, OTHER, 2.0), Map.of(GOOD, "stale", OTHER, "\u0000"));
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.quality(0)).isEqualTo("stale");
        assertThat(rejections).singleElement().extracting(Rejection::reason).isEqualTo(Rejection.Reason.BAD_QUALITY);
    }

    @Test
    void aLongListOfBadReadingsIsCutInItsDetail() {
        Map<PointId, Double> many = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            many.put(PointId.of("no-such-%d/fan-speed".formatted(i)), Double.NaN);
        }
        apply(NOW, many, Map.of());
        assertThat(rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.samples()).isEqualTo(500);
            assertThat(rejection.wholeFrame()).isTrue();
            assertThat(rejection.detail()).endsWith(", and more").hasSizeLessThan(200);
        });
    }

    @Test
    void aFrameWithoutALifeOrASequenceIsNone() {
        assertThat(DataPolicy.flaw(new Frame("b", 1, NOW, Map.of(), Map.of()))).isEmpty();
        for (Frame flawed : List.of(new Frame("", 1, NOW, Map.of(), Map.of()),
                new Frame("b\u0000", 1, NOW, Map.of(), Map.of()),
                new Frame("b".repeat(101), 1, NOW, Map.of(), Map.of()),
                new Frame("b", 0, NOW, Map.of(), Map.of()), new Frame("b", 1, Long.MAX_VALUE, Map.of(), Map.of()),
                new Frame("b", 1, 0, Map.of(), Map.of()))) {
            assertThat(DataPolicy.flaw(flawed)).as(flawed.toString()).isPresent();
        }
    }

    private void apply(long time, Map<PointId, Double> values, Map<PointId, String> quality) {
        apply(time, values, quality, List.of());
    }

    private void apply(long time, Map<PointId, Double> values, Map<PointId, String> quality,
            List<ForeignReading> foreign) {
        DataPolicy.apply(new ReceivedFrame("hall-h1", new Frame("b", 1, time, values, quality), foreign, new byte[0], 0,
                OptionalLong.of(NOW)), newest, POINTS, rows, held, rejections);
    }
}
