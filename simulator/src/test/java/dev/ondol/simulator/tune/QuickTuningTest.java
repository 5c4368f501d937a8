package dev.ondol.simulator.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.control.FixedSetpoints;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickTuningTest {
    private static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();

    @Test
    void itEndsAtAPointOfTheGridThatIsNoWorseThanItsMiddleAndNamesTheGeneratedYears() throws Exception {
        List<Weather> years = List.of(WeatherFiles.generated("seoul", SITE.location(), 101), WeatherFiles.generated(
                "seoul", SITE.location(), 102));
        List<Integer> heard = new ArrayList<>();
        TunedSite found = new QuickTuning(SITE, years, 1, 2).search(List.of("", ""), "search", (done, all) -> {
            synchronized (heard) {
                heard.add(done);
            }
        });
        List<FixedSetpoints> grid = SetpointGrid.of(SITE);
        assertThat(grid).contains(found.setpoints());
        assertThat(found.gridPoints()).isLessThan(grid.size());
        assertThat(heard).contains(found.gridPoints());
        assertThat(found.weather()).extracting(year -> year.name()).containsExactly("seoul-generated-101",
                "seoul-generated-102");
        TunedSite again = new QuickTuning(SITE, years, 1, 1).search(List.of("", ""), "search", Progress.NONE);
        assertThat(again).isEqualTo(found);
        FixedSetpoints middle = grid.get(grid.size() / 2);
        assertThat(found.figures().facilityKwh()).isLessThan(energy(years, middle));
    }

    private static double energy(List<Weather> years, FixedSetpoints only) {
        Tuning tuning = new Tuning(SITE, years, 1, 1, List.of(only));
        List<RepresentativeWeeks.Week> twelve = RepresentativeWeeks.of(years, SITE.location().zone());
        return tuning.onWeeks(only, List.of(twelve.get(0), twelve.get(3), twelve.get(6), twelve.get(9)), 2)
                .facilityKwh();
    }
}
