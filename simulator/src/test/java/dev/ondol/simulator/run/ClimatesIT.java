package dev.ondol.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same plant under the same policy in four climates: one week of each month of the typical years of IWEC and TMYx.
class ClimatesIT {
    private static final Path FOLDER = Path.of("../../shared/data/weather");
    private static final int DAY_STEPS = 24 * 60;

    @ParameterizedTest
    @ValueSource(strings = {"kr-hn1", "kr-edge"})
    void the_colder_the_climate_the_less_the_plant_uses(String id) throws UnusableWeather {
        Site site = SiteReader.builtIn(id).orElseThrow();
        assumeTrue(Files.isDirectory(FOLDER), "The shared weather data is absent.");
        List<Double> pues = new ArrayList<>();
        for (String file : List.of("FIN_Helsinki.029740_IWEC.epw", "DEU_Frankfurt.am.Main.106370_IWEC.epw",
                "KOR_SO_Seoul.WS.471080_TMYx.2007-2021.epw", "SGP_SG_Changi.Intl.AP.486980_TMYx.epw")) {
            pues.add(pue(site, WeatherFiles.open(FOLDER.resolve(file).toString(), site.location(), 1)));
        }
        System.out
                .println("PUE of " + id + " under good practice in Helsinki, Frankfurt, Seoul and Singapore: " + pues);
        assertThat(pues).isSorted().doesNotHaveDuplicates();
    }

    private static double pue(Site site, Weather weather) {
        double facilityKwh = 0;
        double itKwh = 0;
        LocalDate january = Scenario.firstDay(site, weather).withDayOfYear(1);
        for (int month = 0; month < 12; month++) {
            Simulation simulation = new Simulation(new Scenario(site, Policy.GOOD_PRACTICE, weather,
                    new TypicalWorkload(site, 1), january.plusMonths(month).withDayOfMonth(9), 8, 60, 1));
            advance(simulation, 1);
            EnergyAccount settled = simulation.facility().energy();
            advance(simulation, 7);
            facilityKwh += simulation.facility().energy().facilityKwh() - settled.facilityKwh();
            itKwh += simulation.facility().energy().itKwh() - settled.itKwh();
        }
        return facilityKwh / itKwh;
    }

    private static void advance(Simulation simulation, int days) {
        for (int i = 0; i < days * DAY_STEPS; i++) {
            simulation.step();
        }
    }
}
