package dev.ondol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.benchmarks.IngestSpeeds.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestBenchmarkIT {
    @TempDir
    Path data = Path.of("target");

    @Test
    void theWholeWayIsMeasuredForEachCodecAndEveryRowIsCounted() throws Exception {
        List<String> heard = new ArrayList<>();
        IngestSpeeds speeds = new IngestBenchmark(data, List.of(), 100, 300).measure(heard::add);
        assertThat(speeds.lost()).isZero();
        assertThat(speeds.duplicated()).isZero();
        assertThat(speeds.frames()).isEqualTo(300);
        assertThat(speeds.samplesPerFrame()).isEqualTo(200);
        assertThat(speeds.copySamplesPerSecond()).isPositive();
        assertThat(speeds.ratio()).isEqualTo(speeds.endToEndSamplesPerSecond() / speeds.copySamplesPerSecond());
        assertThat(speeds.p50LagMs()).isPositive().isLessThanOrEqualTo(speeds.p99LagMs());
        assertThat(speeds.rows()).extracting(Row::codec).containsExactly("json", "cbor", "sparkplug");
        assertThat(speeds.rows()).allSatisfy(row -> {
            assertThat(row.lost()).isZero();
            assertThat(row.duplicated()).isZero();
        });
        assertThat(speeds.rows().get(1).bytesPerFrame()).isLessThan(speeds.rows().getFirst().bytesPerFrame() / 2);
        assertThat(heard).hasSizeGreaterThanOrEqualTo(2);
    }
}
