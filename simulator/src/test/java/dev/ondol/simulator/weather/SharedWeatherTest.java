package dev.ondol.simulator.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Against the real weather files, where they lie beside the repository.
class SharedWeatherTest {
    private static final Location SEOUL = new Location(37.57, 126.98, 40, "Asia/Seoul", "seoul");
    private static final Path FOLDER = Path.of("../../shared/data/weather");

    @Test
    void valuesOfTheSeoulTypicalYearAreThoseOfTheFile() throws UnusableWeather {
        Weather weather = open("KOR_SO_Seoul.WS.471080_TMYx.2007-2021.epw");
        WeatherSample one = weather.at(at(2017, 1, 1, 1));
        assertThat(one.dryBulbC()).isEqualTo(-0.10);
        assertThat(one.dewPointC()).isEqualTo(-3.00);
        assertThat(one.pressurePa()).isEqualTo(101_858);
        assertThat(one.windMS()).isEqualTo(2.10);
        assertThat(weather.at(at(2020, 1, 1, 0)).dryBulbC()).isEqualTo(-12.70);
        assertThat(weather.firstMillis()).isEqualTo(at(2017, 1, 1, 0));
    }

    @Test
    void valuesOfTheSeoulArchiveAreThoseOfTheFile() throws UnusableWeather {
        Weather weather = open("seoul-openmeteo-2022.json");
        assertThat(weather.firstMillis()).isEqualTo(at(2022, 1, 1, 0));
        assertThat(weather.covers(at(2022, 1, 1, 0), at(2023, 1, 1, 0))).isTrue();
        double sum = 0;
        double lowest = 99;
        double highest = -99;
        for (int hour = 0; hour < 8_760; hour++) {
            double dryBulbC = weather.at(weather.firstMillis() + hour * 3_600_000L).dryBulbC();
            sum += dryBulbC;
            lowest = Math.min(lowest, dryBulbC);
            highest = Math.max(highest, dryBulbC);
        }
        assertThat(sum / 8_760).isCloseTo(11.641575342465758, within(1e-9));
        assertThat(lowest).isEqualTo(-17.2);
        assertThat(highest).isEqualTo(33.7);
    }

    @Test
    void radiationFromCloudsIsSomewhatLowerThanTheTypicalYearSays() throws UnusableWeather {
        Weather archive = open("seoul-openmeteo-2022.json");
        Weather typical = open("KOR_SO_Seoul.WS.471080_TMYx.2007-2021.epw");
        double derived = 0;
        double stated = 0;
        for (int month = 1; month <= 12; month++) {
            derived += Means.of(archive, LocalDate.of(2022, month, 1), SEOUL.zone()).globalWM2;
            stated += Means.of(typical, LocalDate.of(2017, month, 1), SEOUL.zone()).globalWM2;
        }
        assertThat(derived / stated).isBetween(0.75, 1.1);
    }

    @Test
    void theBuiltInSeoulYearIsLikeTheMeasuredYears() throws UnusableWeather {
        Weather builtIn = WeatherFiles.open("seoul", SEOUL, 1);
        Map<Integer, Weather> years = new java.util.HashMap<>();
        for (int year = 2020; year <= 2023; year++) {
            years.put(year, open("seoul-openmeteo-" + year + ".json"));
        }
        for (int month = 1; month <= 12; month++) {
            Means typical = Means.of(builtIn, LocalDate.of(2026, month, 1), SEOUL.zone());
            double dryBulbC = 0;
            double wetBulbC = 0;
            for (Map.Entry<Integer, Weather> year : years.entrySet()) {
                Means measured = Means.of(year.getValue(), LocalDate.of(year.getKey(), month, 1), SEOUL.zone());
                dryBulbC += measured.dryBulbC / years.size();
                wetBulbC += measured.wetBulbC / years.size();
            }
            assertThat(typical.dryBulbC).as("dry-bulb of month %d", month).isCloseTo(dryBulbC, within(2.5));
            assertThat(typical.wetBulbC).as("wet-bulb of month %d", month).isCloseTo(wetBulbC, within(3.5));
        }
    }

    @Test
    void everyTypicalYearFileIsRead() throws UnusableWeather {
        Map<String, Double> julyC = Map.of("DEU_Frankfurt.am.Main.106370_IWEC.epw", 19.5,
                "FIN_Helsinki.029740_IWEC.epw", 16.7, "SGP_SG_Changi.Intl.AP.486980_TMYx.epw", 28.0,
                "USA_CA_San.Francisco.Intl.AP.724940_TMY3.epw", 15.9);
        for (Map.Entry<String, Double> file : julyC.entrySet()) {
            assertThat(Means.of(open(file.getKey()), LocalDate.of(2026, 7, 1), SEOUL.zone()).dryBulbC)
                    .as(file.getKey()).isCloseTo(file.getValue(), within(0.1));
        }
    }

    private static Weather open(String name) throws UnusableWeather {
        Path file = FOLDER.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "The weather file " + name + " does not lie beside the repository.");
        return WeatherFiles.open(file.toString(), SEOUL, 1);
    }

    private static long at(int year, int month, int day, int hour) {
        return LocalDateTime.of(year, month, day, hour, 0).atZone(SEOUL.zone()).toInstant().toEpochMilli();
    }
}
