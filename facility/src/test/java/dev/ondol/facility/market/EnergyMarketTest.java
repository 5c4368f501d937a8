package dev.ondol.facility.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.config.InvalidConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class EnergyMarketTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private final EnergyMarket market = EnergyMarket.korea(SEOUL);

    @Test
    void aSummerWeekdayIsLightAtNightMidByDayAndPeakInTheEvening() {
        String day = "2026-07-15T"; // a Wednesday
        assertThat(at(day + "03:00")).isEqualTo(LoadLevel.LIGHT);
        assertThat(at(day + "08:00")).isEqualTo(LoadLevel.MID);
        assertThat(at(day + "11:30")).isEqualTo(LoadLevel.MID);
        assertThat(at(day + "14:59")).isEqualTo(LoadLevel.MID);
        assertThat(at(day + "15:00")).isEqualTo(LoadLevel.PEAK);
        assertThat(at(day + "20:59")).isEqualTo(LoadLevel.PEAK);
        assertThat(at(day + "21:00")).isEqualTo(LoadLevel.MID);
        assertThat(at(day + "22:00")).isEqualTo(LoadLevel.LIGHT);
    }

    @Test
    void winterHasItsOwnPeaks() {
        assertThat(at("2026-01-14T10:00")).isEqualTo(LoadLevel.PEAK);
        assertThat(at("2026-01-14T13:00")).isEqualTo(LoadLevel.MID);
        assertThat(at("2026-01-14T18:00")).isEqualTo(LoadLevel.PEAK);
        assertThat(at("2026-01-14T20:00")).isEqualTo(LoadLevel.MID);
    }

    @Test
    void weekendsHaveNoPeakAndCheapNoonsInSpring() {
        assertThat(at("2026-04-18T16:00")).isEqualTo(LoadLevel.MID); // a Saturday
        assertThat(at("2026-04-18T12:00")).isEqualTo(LoadLevel.LIGHT);
        assertThat(at("2026-07-18T12:00")).isEqualTo(LoadLevel.MID);
        assertThat(at("2026-07-19T16:00")).isEqualTo(LoadLevel.LIGHT); // a Sunday
    }

    private LoadLevel at(String local) {
        return market.level(millis(local));
    }

    private static long millis(String local) {
        return LocalDateTime.parse(local).atZone(SEOUL).toInstant().toEpochMilli();
    }

    @Test
    void pricesFollowLevelAndSeason() {
        assertThat(market.pricePerKwh(millis("2026-07-15T16:00"))).isEqualTo(229.0);
        assertThat(market.pricePerKwh(millis("2026-07-15T03:00"))).isEqualTo(116.0);
        assertThat(market.pricePerKwh(millis("2026-04-15T16:00"))).isEqualTo(150.9);
        assertThat(market.pricePerKwh(millis("2026-01-14T13:00"))).isEqualTo(164.0);
    }

    @Test
    void lightHoursDoNotCountForTheDemandCharge() {
        assertThat(market.demandCounts(millis("2026-07-15T03:00"))).isFalse();
        assertThat(market.demandCounts(millis("2026-07-15T09:00"))).isTrue();
        assertThat(market.demandPerKw(365.25 / 12)).isCloseTo(8320, within(1e-9));
        assertThat(market.billingMonth(millis("2026-08-01T00:00")) - market.billingMonth(millis("2026-07-31T23:59")))
                .isEqualTo(1);
    }

    @Test
    void carbonIsLowestAtNoonAndMeetsThePublishedFigures() {
        double sum = 0;
        for (int hour = 0; hour < 24; hour++) {
            sum += market.carbonKgPerKwh(millis("2026-04-15T%02d:30".formatted(hour)));
        }
        assertThat(sum / 24).isCloseTo(0.357, within(0.0005));
        assertThat(market.carbonKgPerKwh(millis("2026-04-15T12:00"))).isEqualTo(0.325);
        assertThat(market.carbonKgPerKwh(millis("2026-04-15T21:00"))).isEqualTo(0.370);
    }

    @Test
    void aMarketWithoutAPriceForEachMonthIsRefused() throws IOException {
        try (InputStream in = EnergyMarket.class.getResourceAsStream("kr-2026-04-16.yaml")) {
            String shipped = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            assertThatThrownBy(() -> EnergyMarket.read("test", shipped.replace("{months: [6, 7, 8], light",
                    "{months: [6, 7], light"))).isInstanceOf(InvalidConfiguration.class).hasMessageContaining(
                            "each of the 12 months");
        }
    }
}
