package dev.ondol.optimizer.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.market.EnergyMarket;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DemandPeakTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private final DemandPeak peak = new DemandPeak(EnergyMarket.korea(SEOUL));

    @Test
    void theMeanOfAQuarterCountsWhenItIsOver() {
        peak.observe(at("2026-07-15T09:05"), 6_000);
        peak.observe(at("2026-07-15T09:10"), 9_000);
        assertThat(peak.kw()).isZero();
        peak.observe(at("2026-07-15T09:15"), 6_000);
        assertThat(peak.kw()).isCloseTo(7_000, within(1e-9));
        peak.observe(at("2026-07-15T09:30"), 6_500);
        assertThat(peak.kw()).isCloseTo(7_000, within(1e-9));
    }

    @Test
    void whatWasDrawnInLightHoursDoesNotCount() {
        peak.observe(at("2026-07-15T07:45"), 12_000);
        // the look at 8 h tells of the last light minutes
        peak.observe(at("2026-07-15T08:00"), 12_000);
        assertThat(peak.kw()).isZero();
        peak.observe(at("2026-07-15T08:15"), 7_000);
        assertThat(peak.kw()).isEqualTo(7_000);
    }

    @Test
    void eachMonthBeginsAnewAndTheChanceOfStayingGrowsWithTheDaysWatched() {
        peak.observe(at("2026-07-01T09:15"), 7_000);
        double first = peak.staying(at("2026-07-01T09:15"));
        double last = peak.staying(at("2026-07-31T21:00"));
        assertThat(first).isBetween(1.0 / 32, 1.0 / 30);
        assertThat(last).isBetween(0.99, 1.0);
        peak.observe(at("2026-08-03T09:15"), 5_000);
        assertThat(peak.kw()).isEqualTo(5_000);
        assertThat(peak.staying(at("2026-08-03T09:15"))).isBetween(1.0 / 32, 1.0 / 28);
    }

    private static long at(String local) {
        return LocalDateTime.parse(local).atZone(SEOUL).toInstant().toEpochMilli();
    }
}
