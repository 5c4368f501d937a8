package dev.ondol.slurm;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.slurm.command.SlurmPrograms;
import dev.ondol.slurm.dispatch.Dispatcher;
import dev.ondol.slurm.dispatch.Heartbeat;
import dev.ondol.slurm.options.SlurmOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running connector: one thread that makes a round every few seconds.
public final class SlurmConnector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SlurmConnector.class);
    private static final long LONGEST_ROUND_S = 120;

    private final Dispatcher dispatcher;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 2;

    private final HttpPlacementApi api;
    private final long pauseMs;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private SlurmConnector(SlurmOptions options, Map<String, String> environment) {
        api = new HttpPlacementApi(options.address(), TIMEOUT, ATTEMPTS);
        dispatcher = new Dispatcher(new SlurmPrograms(environment), api,
                new Heartbeat(Path.of(options.folder().orElse("/run/ondol"))), options, InstantSource.system());
        pauseMs = options.pollSeconds().orElse(5) * 1000L;
    }

    /// Starts it; Slurm and Ondol may come later.
    ///
    /// @param environment variables for Slurm's programs beside those of this process, such as SLURM_CONF
    public static SlurmConnector start(SlurmOptions options, Map<String, String> environment) {
        SlurmConnector connector = new SlurmConnector(options, environment);
        Thread.ofPlatform().name("slurm").start(connector::run);
        log.info("Jobs of Slurm that job_submit.lua holds are placed by {}.", options.address());
        return connector;
    }

    private void run() {
        try {
            do {
                round();
            } while (!ending.await(pauseMs, TimeUnit.MILLISECONDS));
            dispatcher.resign();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            api.close();
            ended.countDown();
        }
    }

    private void round() {
        try {
            dispatcher.round();
        } catch (RuntimeException e) {
            // The heart beat stops with it: jobs are not held by a connector that fails.
            log.error("A round failed; the next one tries again.", e);
        }
    }

    /// Waits until it is closed.
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /// Gives held jobs back to Slurm, and ends.
    @Override
    public void close() {
        ending.countDown();
        try {
            if (!ended.await(LONGEST_ROUND_S, TimeUnit.SECONDS)) {
                log.error("The connector did not end within {} s.", LONGEST_ROUND_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
