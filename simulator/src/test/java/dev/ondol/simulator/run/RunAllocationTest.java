package dev.ondol.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class RunAllocationTest {
    /// The sample of the weather, the list of arrivals and what the interpreter boxes before the compiler has seen a path.
    private static final double BYTES_A_STEP = 300;
    /// The job itself with its name, from its arrival to its end.
    private static final double BYTES_A_JOB = 450;
    private static final int WARM_UP = 20_000;
    private static final int STEPS = 10_000;

    @Test
    void beside_the_jobs_that_arrive_a_run_allocates_next_to_nothing() throws UnusableWeather {
        for (Policy policy : new Policy[]{Policy.STATIC, Policy.GOOD_PRACTICE, Policy.GOOD_PRACTICE_PLUS}) {
            Simulation simulation = simulation(policy);
            steps(simulation, WARM_UP);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long jobsBefore = simulation.cluster().account().all().submitted();
            long before = threads.getCurrentThreadAllocatedBytes();
            steps(simulation, STEPS);
            double bytes = threads.getCurrentThreadAllocatedBytes() - before;
            long jobs = simulation.cluster().account().all().submitted() - jobsBefore;
            System.out.printf("%s: %.0f bytes and %.2f jobs a step%n", policy.id(), bytes / STEPS,
                    (double) jobs / STEPS);
            assertThat(bytes).as(policy.id()).isLessThan(BYTES_A_STEP * STEPS + BYTES_A_JOB * jobs);
        }
    }

    private static Simulation simulation(Policy policy) throws UnusableWeather {
        Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
        Weather weather = WeatherFiles.open("seoul", site.location(), 1);
        return new Simulation(new Scenario(site, policy, weather, new TypicalWorkload(site, 1),
                Scenario.firstDay(site, weather), 30, 60, 1));
    }

    private static void steps(Simulation simulation, int count) {
        for (int i = 0; i < count; i++) {
            simulation.step();
        }
    }
}
