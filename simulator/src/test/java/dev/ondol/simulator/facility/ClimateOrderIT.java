package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same plant and operation in four climates, a year each.
class ClimateOrderIT {
    private static final Path FOLDER = Path.of("../../shared/data/weather");
    private static final List<String> COLDEST_FIRST = List.of("FIN_Helsinki.029740_IWEC",
            "DEU_Frankfurt.am.Main.106370_IWEC", "KOR_SO_Seoul.WS.471080_TMYx.2007-2021",
            "SGP_SG_Changi.Intl.AP.486980_TMYx");

    @ParameterizedTest
    @ValueSource(strings = {"kr-hn1", "kr-edge"})
    void colder_climates_have_the_lower_pue(String id) throws UnusableWeather {
        Site site = SiteReader.builtIn(id).orElseThrow();
        double last = 1;
        for (String name : COLDEST_FIRST) {
            Path file = FOLDER.resolve(name + ".epw");
            assumeTrue(Files.exists(file), "The shared weather data is absent.");
            Weather weather = WeatherFiles.open(file.toString(), site.location(), 1);
            Facility facility = new Facility(site, new GoodPracticeControl(), weather, weather.firstMillis(), 1);
            Allocation.fill(facility.it(), 0.687, 1);
            for (int i = 0; i < 365 * 24 * 60; i++) {
                facility.step(60);
            }
            double pue = facility.energy().pue();
            System.out.printf("%s in %s: PUE %.4f%n", id, name, pue);
            assertThat(pue).as(name).isGreaterThan(last + 0.003);
            last = pue;
        }
    }
}
