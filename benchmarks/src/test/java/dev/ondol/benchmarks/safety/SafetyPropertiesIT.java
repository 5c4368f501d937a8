package dev.ondol.benchmarks.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.benchmarks.safety.SafetyFigures.Row;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// R16: no property has a counter-example, each as often as it can be tried in memory.
class SafetyPropertiesIT {
    private static final Logger LOG = LoggerFactory.getLogger(SafetyPropertiesIT.class);
    private static final long TRIES = Boolean.getBoolean("ondol.full") ? 100_000 : 1_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    @Tag("R16")
    void noSafetyPropertyHasACounterExample() throws Exception {
        long seed = Long.getLong("ondol.seed", new Random().nextInt(1_000_000));
        SafetyFigures figures = new SafetyBenchmark(seed, TRIES, 0, folder).runInMemory(tried -> LOG.info("{}", tried));
        assertThat(figures.rows()).as("P19 is tried with the whole planner").extracting(Row::property).containsExactly(
                IntStream.rangeClosed(1, 20).filter(number -> number != 19).mapToObj(number -> "P" + number).toArray(
                        String[]::new));
        assertThat(figures.rows()).as("seed %d", seed).allSatisfy(row -> {
            assertThat(row.violations()).as(String.valueOf(row)).isZero();
            assertThat(row.tries()).as(String.valueOf(row)).isGreaterThanOrEqualTo(TRIES);
        });
        LOG.info("| R16 | {} properties in memory, at least {} tries each, {} in all: no counter-example | seed {} |",
                figures
                        .rows().size(),
                "%,d".formatted(TRIES), "%,d".formatted(figures.rows().stream().mapToLong(Row::tries)
                        .sum()),
                seed);
    }
}
