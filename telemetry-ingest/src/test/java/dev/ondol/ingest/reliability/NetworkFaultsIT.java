package dev.ondol.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestRole;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What lies between the parts is slow, gone or a black hole for minutes, under a steady load. Only in full runs.
@EnabledIfSystemProperty(named = "ondol.full", matches = "true", disabledReason = "takes minutes: ./ondol test --full")
class NetworkFaultsIT {
    private final long seed = new Random().nextLong();

    @Test
    @Tag("R2")
    void aBrokerThatIsStartedAgainInOrderLosesAndDoublesNothing() throws Exception {
        Load load = Load.ofSamples(2_000_000);
        int restarts = 10;
        Duration longest = Duration.ZERO;
        try (Rig rig = new Rig();
                Historian historian = Historian.open(rig.throughNetwork());
                IngestRole ingest = rig.ingest(historian);
                Publisher publisher = rig.publisher();
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> published = other.submit(() -> publish(load, publisher, 50_000));
            for (int restart = 0; restart < restarts; restart++) {
                Thread.sleep(2_000);
                rig.restartBroker();
                long since = System.nanoTime();
                await().atMost(Rig.PATIENCE).pollInterval(Duration.ofMillis(20)).until(ingest::connected);
                Duration took = Duration.ofNanos(System.nanoTime() - since);
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            published.get();
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
            Figures.publish("R2", seed,
                    "%,d samples, %d restarts of the broker: 0 lost, 0 doubled; ingest connected again after at most %.1f s"
                            .formatted(load.samples(), restarts, longest.toMillis() / 1e3));
        }
    }

    @Test
    @Tag("R5")
    void aDatabaseThatIsDownForAMinuteNeitherFillsTheHeapNorLosesAnything() throws Exception {
        int rate = 50_000;
        Load load = Load.ofSamples(120L * rate);
        try (Rig rig = new Rig();
                SeparateIngest ingest = SeparateIngest.start(rig.broker(), rig.throughNetwork());
                Publisher publisher = rig.publisher();
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> published = other.submit(() -> publish(load, publisher, rate));
            Thread.sleep(20_000);
            int port = rig.stopDatabase();
            Thread.sleep(60_000);
            assertThat(ingest.alive()).isTrue();
            rig.startDatabase(port);
            long since = System.nanoTime();
            long inOutage = publisher.acknowledged() * Load.SAMPLES;
            rig.awaitRows(inOutage);
            double catchUp = (System.nanoTime() - since) / 1e9;
            published.get();
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
            long heap = ingest.peakAfterCollection();
            assertThat(heap).isLessThan(256L << 20);
            Figures.publish("R5", seed,
                    "%,d samples at %,d a second, database down 60 s: 0 lost, 0 doubled; what waited was stored %.0f s after it was back; heap at most %d MB after collections, limit 256 MB"
                            .formatted(load.samples(), rate, catchUp, heap >> 20));
        }
    }

    @Test
    @Tag("R6")
    void aSlowDatabaseHoldsTheBacklogInTheBroker() throws Exception {
        int rate = 50_000;
        Load load = Load.ofSamples(90L * rate);
        try (Rig rig = new Rig();
                SeparateIngest ingest = SeparateIngest.start(rig.broker(), rig.throughNetwork());
                Publisher publisher = rig.publisher();
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            rig.network().delay(200);
            rig.network().throttle(1_000_000);
            Future<?> published = other.submit(() -> publish(load, publisher, rate));
            Thread.sleep(60_000);
            long behind = publisher.acknowledged() * Load.SAMPLES - rig.stored().rows();
            assertThat(ingest.alive()).isTrue();
            rig.network().delay(0);
            rig.network().throttle(0);
            published.get();
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
            long heap = ingest.peakAfterCollection();
            Figures.publish("R6", seed,
                    "%,d samples at %,d a second, database 200 ms and 1 MB/s away for 60 s: 0 lost, 0 doubled; %,d samples waited in the broker; heap at most %d MB after collections"
                            .formatted(load.samples(), rate, behind, heap >> 20));
        }
    }

    @Test
    @Tag("R7")
    void aBlackHoleInTheMiddleOfACopyIsNoticedAndNothingIsLost() throws Exception {
        int rate = 20_000;
        Load load = Load.ofSamples(90L * rate);
        try (Rig rig = new Rig();
                Historian historian = Historian.open(rig.throughNetwork());
                IngestRole ingest = rig.ingest(historian);
                Publisher publisher = rig.publisher();
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> published = other.submit(() -> publish(load, publisher, rate));
            Thread.sleep(10_000);
            rig.network().swallow(true);
            long since = System.nanoTime();
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.statistics().failures() > 0);
            double noticed = (System.nanoTime() - since) / 1e9;
            rig.network().swallow(false);
            rig.network().reset();
            published.get();
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
            Figures.publish("R7", seed,
                    "%,d samples at %,d a second, connection to the database a black hole: noticed after %.0f s (socketTimeout 30 s); 0 lost, 0 doubled"
                            .formatted(load.samples(), rate, noticed));
        }
    }

    /// @param rate samples a second
    private static void publish(Load load, Publisher publisher, int rate) {
        long start = System.nanoTime();
        for (int seq = 1; seq <= load.framesOfSource(); seq++) {
            for (int source = 0; source < Load.SOURCES; source++) {
                publisher.publish(Load.name(source), JsonMessages.write(Load.frame(source, seq)));
            }
            long due = start + (long) (1e9 * seq * Load.SOURCES * Load.SAMPLES / rate);
            LockSupport.parkNanos(due - System.nanoTime());
        }
        publisher.flush();
    }
}
