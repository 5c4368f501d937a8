package dev.ondol.simulator.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Location;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TypicalYearTest {
    private static final Location SEOUL = new Location(37.57, 126.98, 40, "Asia/Seoul", "seoul");
    private static final ZoneId ZONE = SEOUL.zone();

    @Test
    void everyCityMeetsItsMonthlyNormals() throws UnusableWeather {
        for (String city : WeatherFiles.builtIn()) {
            Weather weather = WeatherFiles.open(city, SEOUL, 1);
            MonthlyNormals normals = java.util.Objects.requireNonNull(MonthlyNormals.shipped().get(city));
            for (int month = 1; month <= 12; month++) {
                MonthlyNormals.Month expected = normals.months().get(month - 1);
                Means means = Means.of(weather, LocalDate.of(2026, month, 1), ZONE);
                String what = city + " month " + month;
                assertThat(means.dryBulbC).as(what).isCloseTo(expected.dryBulbC(), within(0.1));
                assertThat(means.dewPointC).as(what).isCloseTo(expected.dewPointC(), within(0.3));
                assertThat(means.windMS).as(what).isCloseTo(expected.windMS(), within(0.05));
                assertThat(means.globalWM2 * 24).as(what).isCloseTo(expected.globalWhM2(), within(5.0));
                assertThat(means.pressurePa).as(what).isCloseTo(expected.pressurePa(), within(250.0));
                assertThat(means.dailyRangeK).as(what).isCloseTo(expected.dailyRangeK(),
                        within(0.25 * expected.dailyRangeK() + 0.6));
            }
        }
    }

    @Test
    void airIsNeverMoreThanSaturated() throws UnusableWeather {
        for (String city : WeatherFiles.builtIn()) {
            Weather weather = WeatherFiles.open(city, SEOUL, 7);
            for (long hour = 0; hour < 8_760; hour++) {
                WeatherSample sample = weather.at(weather.firstMillis() + hour * 3_600_000L);
                assertThat(sample.wetBulbC()).isBetween(sample.dewPointC() - 0.1, sample.dryBulbC());
                assertThat(sample.relativeHumidity()).isBetween(0.0, 1.0);
                assertThat(sample.globalWM2()).isBetween(0.0, 1_400.0);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameYearAndAnotherSeedAnother() throws UnusableWeather {
        Weather one = WeatherFiles.open("haenam", SEOUL, 1);
        long t = one.firstMillis() + 1234 * 3_600_000L;
        assertThat(WeatherFiles.open("haenam", SEOUL, 1).at(t)).isEqualTo(one.at(t));
        assertThat(WeatherFiles.open("haenam", SEOUL, 2).at(t)).isNotEqualTo(one.at(t));
    }

    @Test
    void theYearRepeatsByDateAlsoInLeapYears() throws UnusableWeather {
        Weather weather = WeatherFiles.open("seoul", SEOUL, 1);
        assertThat(at(weather, 2028, 7, 1)).isEqualTo(at(weather, 2026, 7, 1));
        assertThat(at(weather, 2028, 2, 29)).isEqualTo(at(weather, 2026, 2, 28));
        assertThat(at(weather, 1999, 12, 31)).isEqualTo(at(weather, 2026, 12, 31));
        assertThat(weather.covers(0, Long.MAX_VALUE)).isTrue();
    }

    private static WeatherSample at(Weather weather, int year, int month, int day) {
        return weather.at(LocalDateTime.of(year, month, day, 13, 20).atZone(ZONE).toInstant().toEpochMilli());
    }
}
