package dev.ondol.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ParallelRunsTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    /// Two days of each of these, with faults in the last.
    private static List<Scenario> scenarios() throws UnusableWeather {
        List<Scenario> scenarios = new ArrayList<>();
        for (Policy policy : List.of(Policy.CONVENTIONAL, Policy.STATIC, Policy.GOOD_PRACTICE)) {
            for (long seed = 1; seed <= 2; seed++) {
                scenarios.add(new Scenario(SITE, policy, WeatherFiles.open("seoul", SITE.location(), seed),
                        new TypicalWorkload(SITE, seed), LocalDate.of(2026, 4, 10), 2, 60, seed));
            }
        }
        Scenario sound = scenarios.getLast();
        scenarios.add(sound.faults(new FaultPlan(List.of(
                new Fault(Fault.Kind.UNIT_TRIP, Optional.of("crah-h3-07"), Optional.empty(), "2026-04-10T06:00", 300,
                        Optional.empty()),
                new Fault(Fault.Kind.SENSOR_NOISE, Optional.empty(), Optional.of("hall-h1/supply-air-temperature"),
                        "2026-04-10T06:00", 900, Optional.of(0.4))))));
        return scenarios;
    }

    @Test
    void the_same_seed_gives_the_same_bits_whatever_the_number_of_threads()
            throws UnusableWeather, InterruptedException, ExecutionException {
        List<Summary> alone = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            alone.add(SimulationRun.run(scenario, Progress.NONE));
        }
        for (int threads : List.of(2, 4)) {
            assertThat(together(threads)).as("%d threads", threads).isEqualTo(alone);
        }
        assertThat(alone).doesNotHaveDuplicates();
    }

    private static List<Summary> together(int threads)
            throws UnusableWeather, InterruptedException, ExecutionException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Summary>> runs = new ArrayList<>();
            for (Scenario scenario : scenarios()) {
                runs.add(() -> SimulationRun.run(scenario, Progress.NONE));
            }
            List<Summary> summaries = new ArrayList<>();
            for (Future<Summary> run : pool.invokeAll(runs)) {
                summaries.add(run.get());
            }
            return summaries;
        }
    }
}
