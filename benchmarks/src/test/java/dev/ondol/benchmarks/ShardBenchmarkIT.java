package dev.ondol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.benchmarks.ShardSpeeds.Row;
import dev.ondol.services.Mosquitto;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardBenchmarkIT {
    @TempDir
    Path data = Path.of("target");

    @Test
    void eachArrangementIsMeasuredInItsPartsAndStoresEachSampleOnce() throws Exception {
        assumeTrue(Mosquitto.program().isPresent() || "true".equals(System.getenv("CI")), "apt-get install mosquitto");
        ShardSpeeds speeds = new ShardBenchmark(data, 50, 200).measure(row -> {});
        assertThat(speeds.rows()).extracting(Row::processes).containsExactly(1, 1, 2);
        assertThat(speeds.rows()).allSatisfy(row -> {
            assertThat(row.lost()).isZero();
            assertThat(row.duplicated()).isZero();
            assertThat(row.samplesPerSecond()).isPositive();
            assertThat(row.ingestCpu()).isGreaterThanOrEqualTo(row.busiestCpu()).isPositive();
        });
        assertThat(speeds.diskBytesPerSample()).isBetween(30.0, 300.0);
    }
}
