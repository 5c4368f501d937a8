package dev.ondol.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestRole;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Crashes: of ingest, of the database, of the answer to a commit.
class ReliabilityIT {
    private static final String ALL_THERE = "%,d samples, %d %s: 0 lost, 0 doubled; checksum of every source equal";

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    @Tag("R1")
    void ingestKilledAgainAndAgainLosesAndDoublesNothing() throws Exception {
        Load load = Load.ofSamples(Scale.of(5_000_000));
        int kills = Scale.of(50);
        try (Rig rig = new Rig();
                Publisher publisher = rig.publisher();
                SeparateIngest ingest = SeparateIngest.start(rig.broker(), rig.throughNetwork())) {
            publishAmidFaults(load, publisher, kills, () -> {
                ingest.kill();
                ingest.startAgain();
            });
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
            Figures.publish("R1", seed, ALL_THERE.formatted(load.samples(), kills, "times kill -9 of ingest"));
        }
    }

    @Test
    @Tag("R4")
    void aDatabaseThatStopsAtOnceLosesAndDoublesNothing() throws Exception {
        Load load = Load.ofSamples(Scale.of(5_000_000));
        int stops = Scale.of(20);
        try (Rig rig = new Rig();
                Historian historian = Historian.open(rig.throughNetwork());
                IngestRole ingest = rig.ingest(historian);
                Publisher publisher = rig.publisher()) {
            publishAmidFaults(load, publisher, stops, rig::crashDatabase);
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
            rig.stored().execute("CREATE EXTENSION IF NOT EXISTS amcheck");
            long checked = rig.stored().number("""
                    SELECT count(*) FROM (
                      SELECT bt_index_check(index => c.oid, heapallindexed => true)
                      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
                      WHERE a.amname = 'btree' AND c.relpersistence <> 't' AND i.indisready AND i.indisvalid
                        AND c.relkind = 'i') checked""");
            assertThat(checked).isPositive();
            assertThat(ingest.statistics().failures()).isPositive();
            Figures.publish("R4", seed,
                    ALL_THERE.formatted(load.samples(), stops, "immediate stops of the database")
                            + "; amcheck clean on %d indexes".formatted(checked));
        }
    }

    @Test
    @Tag("R8")
    void aCommitWhoseAnswerIsLostIsNotDoneTwice() throws Exception {
        int commits = Scale.of(1_000);
        try (Rig rig = new Rig(); Historian historian = Historian.open(rig.throughNetwork())) {
            Load load = new Load(commits + 1);
            try (IngestRole ingest = rig.ingest(historian); Publisher publisher = rig.publisher()) {
                publish(1, publisher);
                rig.awaitRows((long) Load.SOURCES * Load.SAMPLES);
                rig.network().cutBeforeAnswer("COMMIT", commits);
                for (int seq = 2; seq <= load.framesOfSource(); seq++) {
                    int before = rig.network().cuts();
                    publish(seq, publisher);
                    await().atMost(Rig.PATIENCE).pollInterval(Duration.ofMillis(5))
                            .until(() -> rig.network().cuts() > before || rig.network().cuts() == commits);
                }
                rig.awaitRows(load.samples());
                rig.assertAllThere(load, seed);
                assertThat(rig.network().cuts()).isEqualTo(commits);
                assertThat(ingest.statistics().failures()).isGreaterThanOrEqualTo(commits);
            }
            Figures.publish("R8", seed,
                    ALL_THERE.formatted(load.samples(), commits, "commits whose answer was cut off"));
        }
    }

    /// Publishes everything; while each share of it is on its way, a fault strikes at random.
    private void publishAmidFaults(Load load, Publisher publisher, int faults, Fault fault) throws Exception {
        try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> struck = CompletableFuture.completedFuture(null);
            for (int seq = 1; seq <= load.framesOfSource(); seq++) {
                send(seq, publisher);
                if ((long) seq * faults / load.framesOfSource() > (seq - 1L) * faults / load.framesOfSource()) {
                    struck.get();
                    long delay = random.nextInt(300);
                    struck = other.submit(() -> {
                        Thread.sleep(delay);
                        fault.strike();
                        return null;
                    });
                }
            }
            struck.get();
            publisher.flush();
        }
    }

    private static void publish(int seq, Publisher publisher) {
        send(seq, publisher);
        publisher.flush();
    }

    private static void send(int seq, Publisher publisher) {
        for (int source = 0; source < Load.SOURCES; source++) {
            publisher.publish(Load.name(source), JsonMessages.write(Load.frame(source, seq)));
        }
    }

    /// Something breaks, and works again when this returns.
    @FunctionalInterface
    private interface Fault {
        void strike() throws Exception;
    }
}
