package dev.ondol.kubernetes;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.client.OndolUnavailable;
import dev.ondol.kubernetes.cluster.Cluster;
import dev.ondol.kubernetes.options.KubernetesOptions;
import dev.ondol.kubernetes.round.Round;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs rounds: one at the start and each minute, and one more soon after a Pod has changed. Neither a dead Ondol nor a dead API server
/// ends it; the next round makes good what was missed. All instants are wall time.
public final class KubernetesWatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KubernetesWatcher.class);
    /// Changes within this time make one round.
    private static final Duration GATHER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 2;

    private final HttpPlacementApi ondol;
    private final Round round;
    private final Clock clock;
    private final KubernetesOptions options;
    private final Semaphore changes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private boolean whole = true;
    private boolean inTouch = true;

    private KubernetesWatcher(KubernetesClient client, KubernetesOptions options, Clock clock) {
        this.client = client;
        this.options = options;
        this.clock = clock;
        ondol = new HttpPlacementApi(options.address(), TIMEOUT, ATTEMPTS);
        round = new Round(new Cluster(client), ondol, clock);
        thread = Thread.ofPlatform().name("kubernetes").unstarted(this::rounds);
    }

    /// Starts with the cluster that the options name.
    public static KubernetesWatcher start(KubernetesOptions options) {
        KubernetesClient client = options.context().isPresent()
                ? new KubernetesClientBuilder().withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config
                        .autoConfigure(options.context().get())).build()).build()
                : new KubernetesClientBuilder().build();
        return start(client, options, Clock.systemUTC());
    }

    /// Starts with a client, which it closes in the end.
    public static KubernetesWatcher start(KubernetesClient client, KubernetesOptions options, Clock clock) {
        KubernetesWatcher watcher = new KubernetesWatcher(client, options, clock);
        watcher.thread.start();
        return watcher;
    }

    /// Address of the API server.
    public String cluster() {
        return client.getConfiguration().getMasterUrl();
    }

    /// Blocks until it is closed.
    public void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void rounds() {
        client.pods().inAnyNamespace().runnableInformer(0).addEventHandler(new Bell()).exceptionHandler((started,
                failure) -> true).start();
        long next = clock.millis();
        long answered = clock.millis();
        while (!closed) {
            long now = clock.millis();
            whole = whole || now >= next;
            next = whole ? now + options.round().toMillis() : next;
            try {
                round.go(whole);
                whole = false;
                answered = clock.millis();
                touch(true, "");
            } catch (OndolUnavailable e) {
                touch(false, String.valueOf(e.getMessage()));
                if (clock.millis() - answered >= options.openGatesAfter().toMillis()) {
                    letGo();
                }
            } catch (KubernetesClientException e) {
                log.warn("The cluster does not answer; the next round comes soon: {}", e.getMessage());
                whole = true;
            }
            await(next);
        }
    }

    private void letGo() {
        try {
            round.goWithoutOndol();
        } catch (KubernetesClientException e) {
            log.warn("The cluster does not answer either: {}", e.getMessage());
        }
    }

    private void touch(boolean answers, String reason) {
        whole = whole || !answers;
        if (answers != inTouch) {
            inTouch = answers;
            if (answers) {
                log.info("Ondol answers again.");
            } else {
                log.warn("Ondol does not answer; Kubernetes goes on without it: {}", reason);
            }
        }
    }

    /// Until a Pod changes or the next round is due; after a failure not longer than a few seconds.
    private void await(long next) {
        try {
            long waitMs = Math.max(1, next - clock.millis());
            long atMost = whole ? Math.min(waitMs, 5_000) : waitMs;
            if (changes.tryAcquire(atMost, TimeUnit.MILLISECONDS)) {
                Thread.sleep(GATHER);
                changes.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /// Rings at each change of a Pod.
    private final class Bell implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            changes.release();
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            changes.release();
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            changes.release();
        }
    }

    /// Ends after the round that is going on.
    @Override
    public void close() {
        closed = true;
        changes.release();
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        ondol.close();
    }
}
