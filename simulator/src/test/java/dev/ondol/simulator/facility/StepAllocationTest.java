package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class StepAllocationTest {
    /// The sample of the weather and what the interpreter boxes before the compiler has seen a path.
    private static final double MOST_BYTES = 400;
    private static final int WARM_UP = 20_000;
    private static final int STEPS = 10_000;

    @Test
    void a_step_of_the_plant_allocates_next_to_nothing() throws UnusableWeather {
        for (String id : SiteReader.builtIn()) {
            Site site = SiteReader.builtIn(id).orElseThrow();
            Weather weather = WeatherFiles.open("seoul", site.location(), 1);
            Facility facility = new Facility(site, new GoodPracticeControl(), weather, weather.firstMillis(), 1);
            Allocation.fill(facility.it(), 0.687, 1);
            steps(facility, WARM_UP);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            steps(facility, STEPS);
            double bytes = (double) (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
            System.out.printf("%s: %.1f bytes a step%n", id, bytes);
            assertThat(bytes).as(id).isLessThan(MOST_BYTES);
        }
    }

    private static void steps(Facility facility, int count) {
        for (int i = 0; i < count; i++) {
            facility.step(60);
        }
    }
}
