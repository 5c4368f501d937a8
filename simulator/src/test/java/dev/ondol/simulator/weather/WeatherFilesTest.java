package dev.ondol.simulator.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeatherFilesTest {
    private static final Location SEOUL = new Location(37.57, 126.98, 40, "Asia/Seoul", "seoul");

    @TempDir
    Path folder;

    @Test
    void aMissingFileIsNamedWithTheCitiesThatExist() {
        assertThatThrownBy(() -> WeatherFiles.open("nowhere.epw", SEOUL, 1)).isInstanceOf(UnusableWeather.class)
                .hasMessageContaining("nowhere.epw").hasMessageContaining("seoul").hasMessageContaining("helsinki");
    }

    @Test
    void theClosestCityOfAGeneratedYearIsItsOwnAndItsNameSaysWhichYearItIs() {
        for (String city : WeatherFiles.builtIn()) {
            Weather year = WeatherFiles.generated(city, SEOUL, 101);
            assertThat(WeatherFiles.closestCity(year, SEOUL)).isEqualTo(city);
            assertThat(year.name()).isEqualTo(city + "-generated-101");
            assertThat(year.measured()).isFalse();
        }
        assertThatThrownBy(() -> WeatherFiles.generated("atlantis", SEOUL, 1)).hasMessageContaining("seoul");
    }

    @Test
    void anUnknownKindIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("weather.txt"), "x");
        assertThatThrownBy(() -> WeatherFiles.open(file.toString(), SEOUL, 1)).isInstanceOf(UnusableWeather.class)
                .hasMessageContaining(".epw or .json");
    }

    @Test
    void valuesOfAnEpwFileHoldAtTheEndOfTheirHour() throws IOException, UnusableWeather {
        Weather weather = WeatherFiles.open(write(epw()).toString(), SEOUL, 1);
        WeatherSample one = weather.at(weather.firstMillis() + 3_600_000L);
        assertThat(one.dryBulbC()).isEqualTo(-2.8);
        assertThat(one.dewPointC()).isEqualTo(-4.0);
        assertThat(one.relativeHumidity()).isEqualTo(0.9);
        assertThat(one.windMS()).isEqualTo(2.1);
        assertThat(one.pressurePa()).isEqualTo(100_400);
        WeatherSample between = weather.at(weather.firstMillis() + 3 * 1_800_000L);
        assertThat(between.dryBulbC()).isCloseTo(-3.2, within(1e-9));
        assertThat(weather.at(weather.firstMillis() + 11 * 3_600_000L + 60_000).globalWM2()).isEqualTo(321);
        assertThat(weather.at(weather.firstMillis() + 12 * 3_600_000L).globalWM2()).isZero();
    }

    @Test
    void aMissingHourOfAnEpwFileIsNamedWithItsLine() throws IOException {
        List<String> lines = epw();
        lines.remove(8 + 100);
        Path file = write(lines);
        assertThatThrownBy(() -> WeatherFiles.open(file.toString(), SEOUL, 1)).isInstanceOf(UnusableWeather.class)
                .hasMessageContaining("line 109").hasMessageContaining("hour 6 where 1, 5, 5 is next");
    }

    @Test
    void aBrokenNumberOfAnEpwFileIsNamedWithItsLine() throws IOException {
        List<String> lines = epw();
        lines.set(20, lines.get(20).replace("-3.6", "mild"));
        Path file = write(lines);
        assertThatThrownBy(() -> WeatherFiles.open(file.toString(), SEOUL, 1)).isInstanceOf(UnusableWeather.class)
                .hasMessageContaining("line 21").hasMessageContaining("dry-bulb temperature (mild)");
    }

    @Test
    void aShortEpwFileIsNotAYear() throws IOException {
        Path file = write(epw().subList(0, 500));
        assertThatThrownBy(() -> WeatherFiles.open(file.toString(), SEOUL, 1)).isInstanceOf(UnusableWeather.class)
                .hasMessageContaining("492 hours");
    }

    @Test
    void anOpenMeteoFileIsReadInItsOwnLocalTime() throws IOException, UnusableWeather {
        Path file = Files.writeString(folder.resolve("w.json"), openMeteo("20.0"));
        Weather weather = WeatherFiles.open(file.toString(), SEOUL, 1);
        assertThat(weather.firstMillis()).isEqualTo(java.time.Instant.parse("2021-12-31T15:00:00Z").toEpochMilli());
        WeatherSample noon = weather.at(weather.firstMillis() + 12 * 3_600_000L);
        assertThat(noon.dryBulbC()).isEqualTo(20.0);
        assertThat(noon.windMS()).isCloseTo(10.0, within(1e-9));
        assertThat(noon.relativeHumidity()).isEqualTo(0.5);
        assertThat(noon.dewPointC()).isCloseTo(9.26, within(0.02));
        assertThat(noon.wetBulbC()).isCloseTo(13.8, within(0.1));
        assertThat(noon.globalWM2()).isBetween(380.0, 460.0);
        assertThat(weather.at(weather.firstMillis()).globalWM2()).isZero();
        assertThat(weather.covers(weather.firstMillis(), weather.firstMillis() + 86_400_000L)).isTrue();
        assertThat(weather.covers(weather.firstMillis(), weather.firstMillis() + 86_400_001L)).isFalse();
    }

    @Test
    void aGapInAnOpenMeteoFileIsNamedWithItsHour() throws IOException {
        Path file = Files.writeString(folder.resolve("w.json"), openMeteo("null"));
        assertThatThrownBy(() -> WeatherFiles.open(file.toString(), SEOUL, 1)).isInstanceOf(UnusableWeather.class)
                .hasMessageContaining("w.json").hasMessageContaining("hour 12 (2022-01-01T12:00)")
                .hasMessageContaining("temperature_2m");
    }

    @Test
    void aCutOffOpenMeteoFileIsNotJson() throws IOException {
        Path file = Files.writeString(folder.resolve("w.json"), openMeteo("1").substring(0, 300));
        assertThatThrownBy(() -> WeatherFiles.open(file.toString(), SEOUL, 1)).isInstanceOf(UnusableWeather.class)
                .hasMessageContaining("not JSON");
    }

    private Path write(List<String> lines) throws IOException {
        return Files.write(folder.resolve("year.epw"), lines);
    }

    /// A year that is always the same, but for the first hour and one sunny hour.
    private static List<String> epw() {
        List<String> lines = new ArrayList<>(
                List.of("LOCATION,TEST,-,XXX,Made,0,60.32,24.97,2.0,56.0", "2", "3", "4", "5", "6", "7", "8"));
        for (int hour = 0; hour < 8_760; hour++) {
            java.time.LocalDate date = java.time.LocalDate.ofYearDay(2001, hour / 24 + 1);
            lines.add("1990,%d,%d,%d,60,?,%s,-4.0,90,100400,0,1415,247,%d,0,0,0,0,0,0,180,2.1,4,4,13.3".formatted(
                    date.getMonthValue(), date.getDayOfMonth(), hour % 24 + 1, hour == 0 ? "-2.8" : "-3.6",
                    hour == 11 ? 321 : 0));
        }
        return lines;
    }

    private static String openMeteo(String noon) {
        StringBuilder times = new StringBuilder();
        StringBuilder temperatures = new StringBuilder();
        for (int hour = 0; hour < 24; hour++) {
            String comma = hour == 0 ? "" : ",";
            times.append(comma).append("\"2022-01-01T%02d:00\"".formatted(hour));
            temperatures.append(comma).append(hour == 12 ? noon : "20.0");
        }
        return """
                {"latitude": 37.57, "longitude": 126.96, "utc_offset_seconds": 32400, "elevation": 33.0,
                 "hourly_units": {"windspeed_10m": "km/h"},
                 "hourly": {"time": [%s], "temperature_2m": [%s], "relative_humidity_2m": [%s], "cloudcover": [%s],
                  "windspeed_10m": [%s]}}
                """.formatted(times, temperatures, repeat("50"), repeat("0"), repeat("36.0"));
    }

    private static String repeat(String value) {
        return String.join(",", java.util.Collections.nCopies(24, value));
    }
}
