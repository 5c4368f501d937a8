package dev.ondol.simulator.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TariffTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private final Tariff tariff = Tariff.korea(SEOUL);

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
        return tariff.at(LocalDateTime.parse(local).atZone(SEOUL).toInstant().toEpochMilli());
    }
}
