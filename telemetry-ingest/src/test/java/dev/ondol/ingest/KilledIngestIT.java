package dev.ondol.ingest;

import static dev.ondol.ingest.IngestRig.SITE;
import static dev.ondol.ingest.IngestRig.expected;
import static dev.ondol.ingest.IngestRig.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Ingest is killed without warning, again and again, while frames come in.
class KilledIngestIT {
    private static final int FRAMES = 3_000;
    private static final int KILLS = 4;

    @Test
    void aKilledIngestLosesAndDoublesNothing() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (IngestRig rig = new IngestRig(); ExecutorService publisher = Executors.newSingleThreadExecutor()) {
            Process first = start(rig);
            Future<?> published = publisher.submit(() -> {
                for (int seq = 1; seq <= FRAMES; seq++) {
                    rig.publishSurely(frame(seq));
                }
            });
            Process running = first;
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(random.nextInt(1_500));
                running.destroyForcibly().waitFor();
                running = start(rig);
            }
            published.get();
            await().atMost(Duration.ofMinutes(3)).until(() -> rig.stored(SITE.id()).size() >= expected(FRAMES).size());
            assertThat(rig.stored(SITE.id())).as("seed %d", seed).isEqualTo(expected(FRAMES));
            assertThat(rig.rejected()).isEmpty();
            running.destroyForcibly().waitFor();
            try (Historian historian = rig.historian(); IngestRole ingest = rig.ingest(historian)) {
                rig.publishSurely(frame(FRAMES + 1));
                await().atMost(Duration.ofMinutes(1)).until(() -> ingest.statistics().frames() == 1);
            }
            assertThat(rig.stored(SITE.id())).as("seed %d", seed).isEqualTo(expected(FRAMES + 1));
        }
    }

    private static Process start(IngestRig rig) throws IOException {
        DatabaseAddress database = rig.databaseAddress();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-cp", System.getProperty("java.class.path"), IngestProcess.class.getName(),
                rig.brokerAddress().url(), database.jdbcUrl(), database.user(), database.password())
                .redirectErrorStream(true).start();
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); !"started".equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IllegalStateException("Ingest did not start: " + said);
            }
            said.append(line).append('\n');
        }
        Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
        return process;
    }
}
