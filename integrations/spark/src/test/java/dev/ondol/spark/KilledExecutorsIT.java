package dev.ondol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// kill -9 of executors on a standalone cluster of two workers, while they simulate.
class KilledExecutorsIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledExecutorsIT.class);
    private static final boolean FULL = Boolean.getBoolean("ondol.full");
    private static final int YEARS = FULL ? 20 : 6;
    private static final int KILLS = FULL ? 4 : 2;
    private static final List<String> WHAT = FULL
            ? List.of("--years", "20", "--check", "20")
            : List.of("--years", "6", "--days", "30", "--site", "kr-edge", "--check", "6");
    /// Of the single JVM's throughput per core, a sweep has at least so much.
    private static final double LEAST_OF_SINGLE_JVM = 0.85;

    @Test
    @Tag("SWEEP")
    void aSweepOutlivesItsExecutorsAndHasTheFiguresOfTheSingleJvm() throws Exception {
        Path target = Files.createTempDirectory(Files.createDirectories(Path.of("target", "sweeps")), "cluster")
                .toAbsolutePath();
        JsonNode killed;
        JsonNode calm = null;
        int kills = 0;
        try (StandaloneCluster cluster = new StandaloneCluster(target, 2);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            Path folder = Files.createDirectory(target.resolve("killed"));
            Future<Sweep> sweep = other.submit(sweep(folder, cluster.url()));
            while (kills < KILLS && !sweep.isDone()) {
                if (Sweep.count(folder) > (long) kills * YEARS / (KILLS + 1)) {
                    for (ProcessHandle executor : cluster.executors(kills % 2)) {
                        LOG.info("kill -9 of executor {} after {} years", executor.pid(), Sweep.count(folder));
                        executor.destroyForcibly();
                        executor.onExit().get();
                        kills++;
                    }
                }
                Thread.sleep(20);
            }
            killed = sweep.get().result();
            if (FULL) {
                calm = sweep(target.resolve("calm"), cluster.url()).call().result();
            }
        }
        assertThat(kills).isEqualTo(KILLS);
        assertThat(killed.get("scenarios").asInt()).isEqualTo(YEARS);
        assertThat(killed.get("checked").asInt()).isEqualTo(YEARS);
        assertThat(killed.get("identicalToSingleJvm").asBoolean()).isTrue();
        if (calm != null) {
            assertThat(Sweep.rows(target.resolve("calm"))).isEqualTo(Sweep.rows(target.resolve("killed")));
            double share = calm.get("yearsPerCoreHour").asDouble() / calm.get("singleJvmYearsPerCoreHour").asDouble();
            LOG.info(String.format(Locale.ROOT,
                    "| SWEEP | %d executors killed: all %d years there, bit-identical to the single JVM; %.0f years a core-hour with the kills. Calm: %.0f, the single JVM %.0f (%.2f of it) |",
                    kills, YEARS, killed.get("yearsPerCoreHour").asDouble(), calm.get("yearsPerCoreHour").asDouble(),
                    calm.get("singleJvmYearsPerCoreHour").asDouble(), share));
            assertThat(share).isGreaterThan(LEAST_OF_SINGLE_JVM);
        }
    }

    private static Callable<Sweep> sweep(Path folder, String master) {
        return () -> {
            String[] options = java.util.stream.Stream.concat(WHAT.stream(), java.util.stream.Stream.of("--master",
                    master, "--memory", "1g")).toArray(String[]::new);
            return Sweep.of(folder, options);
        };
    }
}
