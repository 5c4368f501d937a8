package dev.ondol.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.weather.WeatherSample;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationRunTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    @Test
    void aDayGivesTheSameFiguresAgain() throws UnusableWeather {
        assertThat(SimulationRun.run(scenario(Policy.GOOD_PRACTICE, 1), Progress.NONE))
                .isEqualTo(SimulationRun.run(scenario(Policy.GOOD_PRACTICE, 1), Progress.NONE));
    }

    @Test
    void goodPracticeUsesLessThanTheConventionalTwinForTheSameWork() throws UnusableWeather {
        Summary conventional = SimulationRun.run(scenario(Policy.CONVENTIONAL, 1), Progress.NONE);
        Summary good = SimulationRun.run(scenario(Policy.GOOD_PRACTICE, 1), Progress.NONE);
        assertThat(good.facilityKwh()).isLessThan(0.9 * conventional.facilityKwh());
        assertThat(good.jobs().submitted()).isEqualTo(conventional.jobs().submitted());
        assertThat(good.maxEnergyBalanceError()).isLessThan(1e-6);
        assertThat(conventional.maxEnergyBalanceError()).isLessThan(1e-6);
        assertThat(good.bySubsystemKwh().values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(good.facilityKwh(), within(1e-6));
    }

    @Test
    void theSummaryHasTheKeysOfTheCommandLine() throws UnusableWeather, IOException {
        Summary summary = SimulationRun.run(scenario(Policy.GOOD_PRACTICE, 1), Progress.NONE);
        JsonNode json = JsonMapper.builder().build().readTree(JsonMessages.write(summary));
        for (String key : List.of("site", "policy", "from", "days", "pue", "wueLitresPerKwh", "itKwh", "facilityKwh",
                "coolingKwh", "bySubsystemKwh", "peakKw", "litresPerGpuHour", "kwhPerGpuHour", "maxEnergyBalanceError",
                "jobs", "maxInletC")) {
            assertThat(json.has(key)).as(key).isTrue();
        }
        assertThat(json.get("policy").asText()).isEqualTo("good-practice");
        assertThat(json.get("from").asText()).isEqualTo("2026-07-01");
        assertThat(json.get("bySubsystemKwh").get("chillers").isNumber()).isTrue();
    }

    @Test
    void daysOutsideTheWeatherAreRefused() {
        Weather oneDay = new Weather() {
            @Override
            public WeatherSample at(long plantMillis) {
                return new WeatherSample(20, 15, 12, 0.6, 2, 101_325, 0);
            }

            @Override
            public long firstMillis() {
                return 1_640_962_800_000L;
            }

            @Override
            public String name() {
                return "one-day.json";
            }

            @Override
            public boolean covers(long fromMillis, long toMillis) {
                return fromMillis >= firstMillis() && toMillis <= firstMillis() + 86_400_000L;
            }
        };
        assertThatThrownBy(() -> new Scenario(SITE, Policy.GOOD_PRACTICE, oneDay, new TypicalWorkload(SITE, 1),
                LocalDate.of(2022, 1, 1), 2, 60, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one-day.json").hasMessageContaining("begins at 2022-01-01T00:00");
        assertThat(Scenario.firstDay(SITE, oneDay)).isEqualTo(LocalDate.of(2022, 1, 1));
    }

    @Test
    void policiesHaveTheirNamesOfTheCommandLine() {
        assertThat(Policy.find("good-practice")).contains(Policy.GOOD_PRACTICE);
        assertThat(Policy.find("conventional")).contains(Policy.CONVENTIONAL);
        assertThat(Policy.find("static")).contains(Policy.STATIC);
        assertThat(Policy.find("best-static")).contains(Policy.BEST_STATIC);
        assertThat(Policy.find("ondol")).isEmpty();
    }

    private static Scenario scenario(Policy policy, int days) throws UnusableWeather {
        return new Scenario(SITE, policy, WeatherFiles.open("haenam", SITE.location(), 1), new TypicalWorkload(SITE, 1),
                LocalDate.of(2026, 7, 1), days, 60, 1);
    }
}
