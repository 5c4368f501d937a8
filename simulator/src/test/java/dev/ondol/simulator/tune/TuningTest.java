package dev.ondol.simulator.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.baseline.TuningYear;
import dev.ondol.simulator.control.FixedSetpoints;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final FixedSetpoints THRIFTY = new FixedSetpoints(22, 3, 19, 17, 36);
    private static final FixedSetpoints WASTEFUL = new FixedSetpoints(20, 5, 15, 14, 36);
    private static final FixedSetpoints HOT = new FixedSetpoints(27, 2, 22, 17, 36);

    @Test
    void the_thriftiest_set_points_that_keep_the_racks_cool_win_whatever_the_number_of_threads()
            throws InterruptedException, InvalidConfiguration {
        List<FixedSetpoints> grid = List.of(WASTEFUL, HOT, THRIFTY);
        TunedSite alone = new Tuning(SITE, List.of(new ColdSpell()), 1, 1, grid).search(List.of("ab12"), "tune it",
                Progress.NONE);
        assertThat(alone.setpoints()).isEqualTo(THRIFTY);
        assertThat(alone.figures().pue()).isBetween(1.05, 1.4);
        assertThat(alone.weather()).singleElement().satisfies(year -> {
            assertThat(year.from()).isEqualTo("2021-01-01");
            assertThat(year.to()).isEqualTo("2021-01-11");
            assertThat(year.sha256()).isEqualTo("ab12");
        });
        TunedSite together = new Tuning(SITE, List.of(new ColdSpell()), 1, 3, grid).search(List.of("ab12"), "tune it",
                Progress.NONE);
        assertThat(together).isEqualTo(alone);
        TunedSite again = TunedSite.read("kr-hn1.yaml", alone.toYaml());
        assertThat(again.toYaml()).isEqualTo(alone.toYaml());
        assertThat(again.setpoints()).isEqualTo(THRIFTY);
        assertThat(again.madeFor(SITE)).isTrue();
        assertThat(again.madeFor(SiteReader.builtIn("kr-edge").orElseThrow())).isFalse();
        aDayThatItHasSeenIsRefused(again);
    }

    private static void aDayThatItHasSeenIsRefused(TunedSite tuned) {
        Scenario seen = new Scenario(SITE, Policy.BEST_STATIC, new ColdSpell(), new TypicalWorkload(SITE, 1),
                LocalDate.of(2021, 1, 9), 1, 60, 1);
        assertThatThrownBy(() -> seen.tuned(tuned)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spell.json (2021-01-01 to 2021-01-11)").hasMessageContaining("another year");
    }

    @Test
    void a_typical_year_may_be_tested_after_measured_years_but_not_after_itself() throws UnusableWeather {
        Weather haenam = WeatherFiles.open("haenam", SITE.location(), 1);
        TuningYear measured = new TuningYear("a.json", "",
                true, "2021-01-01", "2022-01-01");
        assertThat(measured.sees(haenam, LocalDate.of(2021, 6, 1), LocalDate.of(2021, 7, 1))).isFalse();
        TuningYear typical = new TuningYear("haenam", "",
                false, "2021-01-01", "2022-01-01");
        assertThat(typical.sees(haenam, LocalDate.of(2026, 6, 1), LocalDate.of(2026, 7, 1))).isTrue();
        assertThat(measured.sees(new ColdSpell(), LocalDate.of(2022, 1, 1), LocalDate.of(2022, 7, 1))).isFalse();
    }

    @Test
    void what_is_shipped_for_a_site_was_learned_before_2023() {
        TunedSite shipped = TunedSite.shipped("kr-hn1").orElseThrow();
        assertThat(shipped.site()).isEqualTo("kr-hn1");
        assertThat(shipped.weather()).hasSize(3).allSatisfy(year -> assertThat(year.sha256()).hasSize(64));
        Scenario learned = new Scenario(SITE, Policy.BEST_STATIC, new ColdSpell(), new TypicalWorkload(SITE, 1),
                LocalDate.of(2021, 1, 2), 1, 60, 1);
        assertThatThrownBy(() -> learned.tuned(shipped)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seoul-openmeteo-2021.json");
        assertThat(TunedSite.shipped("nowhere")).isEmpty();
    }

    @Test
    void the_grid_stays_inside_of_the_envelope_and_below_500_points() {
        for (String id : SiteReader.builtIn()) {
            Site site = SiteReader.builtIn(id).orElseThrow();
            List<FixedSetpoints> grid = SetpointGrid.of(site);
            assertThat(grid).hasSizeBetween(10, SetpointGrid.MOST_POINTS).doesNotHaveDuplicates()
                    .allSatisfy(point -> {
                        assertThat(point.supplyAirC()).isBetween(site.envelope().supplyAirC().min(),
                                site.envelope().supplyAirC().max());
                        assertThat(point.chilledWaterC()).isBetween(site.envelope().chilledWaterC().min(),
                                site.envelope().chilledWaterC().max());
                    });
        }
    }

    @Test
    void twelve_weeks_stand_for_a_typical_year_one_a_month() throws UnusableWeather {
        Weather haenam = WeatherFiles.open("haenam", SITE.location(), 1);
        List<RepresentativeWeeks.Week> weeks = RepresentativeWeeks.of(List.of(haenam), ZoneId.of("Asia/Seoul"));
        assertThat(weeks).extracting(week -> week.from().getMonthValue()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
                11, 12);
    }

    @Test
    void an_unknown_key_or_a_wrong_day_in_the_file_is_named_with_its_line() {
        assertThatThrownBy(() -> TunedSite.read("mine.yaml", "version: 1\ncolour: blue\n"))
                .isInstanceOf(InvalidConfiguration.class).hasMessageContaining("line 2: colour");
    }
}
