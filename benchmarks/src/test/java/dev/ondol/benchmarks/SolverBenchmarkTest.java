package dev.ondol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.benchmarks.SolverSpeeds.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SolverBenchmarkTest {
    @Test
    void bothWaysToCalculateAScoreAreMeasuredAndTheQueueIsPlannedFromItsWarmStart() throws InterruptedException {
        List<Run> heard = new ArrayList<>();
        SolverSpeeds speeds = new SolverBenchmark(List.of(new SolverBenchmark.Size(20, 40)), 10, Duration.ofMillis(1),
                Duration.ofMillis(200)).measure(heard::add);
        assertThat(speeds.runs()).isEqualTo(heard).extracting(Run::calculator).containsExactly("incremental",
                "streams");
        assertThat(heard).allSatisfy(run -> {
            assertThat(run.jobs()).isEqualTo(20);
            assertThat(run.nodes()).isEqualTo(40);
            assertThat(run.scoreCalculationsPerSecond()).isPositive();
        });
        assertThat(speeds.replan().jobs()).isBetween(10, 30);
        assertThat(speeds.replan().gpus()).isEqualTo(8_576);
        assertThat(speeds.replan().score()).startsWith("0hard/");
        assertThat(speeds.replan().heapMb()).isPositive();
    }
}
