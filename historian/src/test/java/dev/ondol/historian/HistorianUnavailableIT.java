package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.services.FaultProxy;
import dev.ondol.services.FreePorts;
import java.net.URI;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What happens when the database is not there, or goes away in the middle.
class HistorianUnavailableIT {
    private static final long T = 1_767_225_600_000L;

    @Test
    void aDatabaseThatIsNotThereIsNamedWithTheRemedy() {
        int port = FreePorts.next();
        assertThatThrownBy(() -> Historian
                .open(new DatabaseAddress("jdbc:postgresql://127.0.0.1:%d/ondol?password=x".formatted(port), "kim",
                        "secret"))
                .close()).isInstanceOf(HistorianUnavailable.class).hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("user kim").hasMessageContaining("Start it")
                .message().doesNotContain("secret", "password=x");
    }

    @Test
    void aDatabaseNameThatDoesNotExistIsNamed() {
        try (TestDatabase.Started running = TestDatabase.POSTGRESQL.startOrSkip()) {
            DatabaseAddress good = running.address();
            String url = good.jdbcUrl().replaceAll("/[^/]*$", "/nosuch");
            assertThatThrownBy(() -> Historian.open(new DatabaseAddress(url, good.user(), good.password())).close())
                    .isInstanceOf(HistorianUnavailable.class).hasMessageContaining("nosuch")
                    .hasMessageContaining("Create that database");
        }
    }

    @Test
    void noAnswerIsAwaitedForEver() {
        try (TestDatabase.Started running = TestDatabase.POSTGRESQL.startOrSkip();
                PooledDatabase database = new PooledDatabase(running.address(), 2)) {
            assertThat(database.<Integer>transaction(Connection::getNetworkTimeout)).isEqualTo(30_000);
            assertThat(database.<Integer>session(Connection::getNetworkTimeout)).isEqualTo(600_000);
            assertThat(database.<Integer>transaction(Connection::getNetworkTimeout)).as("after a session")
                    .isEqualTo(30_000);
        }
    }

    @Test
    void whenConnectionsBreakAtAnyMomentABatchThatIsWrittenAgainIsStoredOnce() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Point> points = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow()).ofSource("plant");
        try (TestDatabase.Started running = TestDatabase.POSTGRESQL.startOrSkip();
                FaultProxy proxy = FaultProxy.to(port(running.address()));
                ScheduledExecutorService faults = Executors.newSingleThreadScheduledExecutor()) {
            DatabaseAddress address = running.address();
            String through = address.jdbcUrl().replace(":" + port(address) + "/", ":" + proxy.port() + "/");
            try (Historian historian = Historian
                    .open(new DatabaseAddress(through, address.user(), address.password()))) {
                historian.register("edge", points);
                FrameWriter writer = historian.frames("edge");
                int failures = 0;
                for (int batch = 0; batch < 60; batch++) {
                    if (batch % 2 == 0) {
                        var _ = faults.schedule(proxy::reset, random.nextInt(8_000), TimeUnit.MICROSECONDS);
                    }
                    failures += writeUntilStored(writer, batch(batch, points));
                }
                try (Historian past = Historian.open(address)) { // the last fault may still come, and must not meet the count
                    assertThat(past.history("edge").samples(T, T + 100_000_000))
                            .as("seed %d, %d failures", seed, failures)
                            .isEqualTo(60L * 10 * points.size());
                }
                assertThat(failures).as("seed %d: no fault hit", seed).isPositive();
            }
        }
    }

    private static int writeUntilStored(FrameWriter writer, List<ReceivedFrame> batch) {
        for (int failures = 0;; failures++) {
            try {
                writer.write(batch);
                return failures;
            } catch (HistorianUnavailable e) {
                assertThat(failures).as("It does not recover: %s", e.getMessage()).isLessThan(50);
            }
        }
    }

    private static List<ReceivedFrame> batch(int batch, List<Point> points) {
        List<ReceivedFrame> frames = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long seq = batch * 10L + i + 1;
            Map<dev.ondol.facility.point.PointId, Double> values = new java.util.HashMap<>();
            points.forEach(point -> values.put(point.id(), point.quantity().low() + 1));
            frames.add(
                    new ReceivedFrame("plant", new Frame("b", seq, T + seq * 1_000, values, Map.of()), new byte[0], T,
                            OptionalLong.empty()));
        }
        return frames;
    }

    private static int port(DatabaseAddress address) {
        return URI.create(address.jdbcUrl().substring("jdbc:".length())).getPort();
    }
}
