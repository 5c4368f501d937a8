package dev.ondol.optimizer.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.EnergyAssets.Photovoltaics;
import dev.ondol.facility.site.Location;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SunForecastTest {
    private static final Location SEOUL = new Location(37.57, 126.98, 38, "Asia/Seoul", "seoul");
    private final SunForecast sun = new SunForecast(new Photovoltaics(2e6, 30, 180, Optional.empty()), SEOUL);

    @Test
    void theSunStandsHighestAtSolarNoonAndNeverAtNight() {
        long best = 0;
        for (int minute = 0; minute < 1_440; minute += 5) {
            long time = at("2026-06-21T00:00") + minute * 60_000L;
            best = sun.clearKw(time) > sun.clearKw(best) || best == 0 ? time : best;
        }
        // 127 degrees east in the time zone of 135: half past twelve
        assertThat(best).isCloseTo(at("2026-06-21T12:34"), within(15 * 60_000L));
        assertThat(sun.clearKw(at("2026-06-21T02:00"))).isZero();
        assertThat(sun.clearKw(best)).isBetween(1_300.0, 1_800.0);
    }

    @Test
    void aCloudyMorningFadesIntoTheUsualSky() {
        for (int day = 1; day <= 20; day++) {
            for (int hour = 8; hour < 17; hour++) {
                long time = at("2026-04-%02dT%02d:00".formatted(day, hour));
                sun.observe(time, 0.9 * sun.clearKw(time));
            }
        }
        long morning = at("2026-04-21T10:00");
        sun.observe(morning, 0.2 * sun.clearKw(morning));
        assertThat(sun.at(morning)).isCloseTo(0.2 * sun.clearKw(morning), within(1e-6));
        long noon = at("2026-04-21T12:00");
        assertThat(sun.at(noon) / sun.clearKw(noon)).isBetween(0.35, 0.55);
        long tomorrow = at("2026-04-22T12:00");
        assertThat(sun.at(tomorrow) / sun.clearKw(tomorrow)).isBetween(0.8, 0.95);
        assertThat(sun.at(at("2026-04-21T23:00"))).isZero();
    }

    private static long at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Seoul")).toInstant().toEpochMilli();
    }
}
