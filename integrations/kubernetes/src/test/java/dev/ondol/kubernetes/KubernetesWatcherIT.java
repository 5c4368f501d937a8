package dev.ondol.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.kubernetes.options.KubernetesOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The watcher by itself, with an Ondol and an API server that come and go.
class KubernetesWatcherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestCluster cluster = new TestCluster();
    private TestOndol ondol = new TestOndol();
    private final WallClock clock = new WallClock();

    /// Real time, and what the test adds.
    private static final class WallClock extends Clock {
        private final AtomicLong aheadMs = new AtomicLong();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plusMillis(aheadMs.get());
        }
    }

    private KubernetesOptions options(int port) {
        return new KubernetesOptions(Optional.of("http://127.0.0.1:" + port), Optional.empty(), Optional.of(600),
                Optional
                        .of(30));
    }

    @AfterEach
    void close() {
        ondol.close();
        cluster.close();
    }

    @Test
    void aChangeOfAPodIsSeenLongBeforeTheNextRoundAndAfterABrokenWatchToo() throws Exception {
        try (WatchedCluster watched = new WatchedCluster(cluster);
                KubernetesWatcher watcher = KubernetesWatcher.start(watched.client(), options(ondol.port()), clock)) {
            await().atMost(PATIENCE).until(() -> watched.watches() > 0);
            cluster.pod("a", 1, true, Map.of());
            watched.tell("ADDED", "a");
            await().atMost(PATIENCE).until(() -> ondol.placement(cluster.uid("a")).isPresent());
            watched.breakWatches();
            await().atMost(PATIENCE).until(() -> watched.watches() > 0);
            cluster.pod("b", 1, true, Map.of());
            watched.tell("ADDED", "b");
            await().atMost(PATIENCE).until(() -> ondol.placement(cluster.uid("b")).isPresent());
            assertThat(watcher.cluster()).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void withoutOndolGatesOpenAfterAWhileAndWhenItIsBackItIsToldEverything() throws Exception {
        int port = ondol.port();
        ondol.close();
        cluster.node("gpu-0", ondol.nodes.name(0));
        cluster.pod("runs", 2, false, Map.of());
        cluster.bind("runs", "gpu-0");
        cluster.phase("runs", "Running", TestOndol.START);
        cluster.pod("gated", 1, true, Map.of());
        try (KubernetesWatcher watcher = KubernetesWatcher.start(cluster.anotherClient(), options(port), clock)) {
            await().during(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> cluster.gates("gated").size() == 2);
            clock.aheadMs.addAndGet(31_000);
            await().atMost(PATIENCE).until(() -> cluster.gates("gated").size() == 1);
            ondol = new TestOndol(port);
            await().atMost(PATIENCE).until(() -> ondol.runs(cluster.uid("runs")));
            assertThat(watcher.cluster()).isNotBlank();
        }
    }
}
