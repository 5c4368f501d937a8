package dev.ondol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.benchmarks.SimulatorSpeeds.Run;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorBenchmarkTest {
    @Test
    void one_two_and_four_scenarios_are_measured_and_told_as_they_come() throws InterruptedException {
        Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
        List<Run> heard = new ArrayList<>();
        SimulatorSpeeds speeds = new SimulatorBenchmark(Duration.ofMillis(1), Duration.ofMillis(20))
                .measure(List.of(site), heard::add);
        assertThat(speeds.runs()).isEqualTo(heard).extracting(Run::threads).containsExactly(1, 2, 4);
        assertThat(heard).allSatisfy(run -> {
            assertThat(run.site()).isEqualTo("kr-hn1");
            assertThat(run.racks()).isEqualTo(328);
            assertThat(run.stepsPerSecond()).isPositive();
            assertThat(run.bytesPerStep()).isPositive();
        });
    }
}
