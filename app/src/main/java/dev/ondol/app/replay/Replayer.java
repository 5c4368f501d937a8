package dev.ondol.app.replay;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.replay.ReplayRun;
import dev.ondol.historian.replay.ReplayWork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replays what people ask for on the screen of one site, one after the other, on a thread of its own. It reads the historian and
/// files, and writes the tables of replays: it knows no broker and cannot command.
public final class Replayer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
    private static final long LOOK_MS = 1_000;
    /// How often it says that it is there; the dashboard takes one that is silent four times as long for ended.
    private static final long THERE_MS = 5_000;

    private final Plant plant;
    private final Site site;
    private final Historian historian;
    private final ReplayWork work;
    private final SourceShelf shelf;
    private final KeptScenarios kept;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("replayer")
            .unstarted(this::loop);
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .daemon().name("replayer-pulse").factory());
    private volatile String sources = "[]";
    private volatile String scenarios = "[]";
    private boolean away;

    /// A plant with its text, over which changes can be laid.
    ///
    /// @param yaml that the site was read from
    public record Plant(Site site, String yaml) {
        /// @param changes YAML of the keys that are other
        /// @throws InvalidConfiguration if the result is no site
        Site with(String changes) throws InvalidConfiguration {
            return SiteReader.amended("%s with the changes".formatted(site.id()), yaml, changes);
        }
    }

    /// @param data folder in which `recordings` and `scenarios` are, where there are any
    public Replayer(Plant plant, Historian historian, Path data) {
        this.plant = plant;
        this.site = plant.site();
        this.historian = historian;
        this.work = historian.replayWork(site.id());
        this.shelf = new SourceShelf(site, historian, data);
        this.kept = new KeptScenarios(data);
    }

    /// Begins to look for work.
    public void start() {
        thread.start();
        var _ = pulse.scheduleWithFixedDelay(this::there, THERE_MS, THERE_MS, TimeUnit.MILLISECONDS);
    }

    private void loop() {
        long listed = 0;
        try {
            do {
                try {
                    if (listed == 0 || System.nanoTime() - listed > THERE_MS * 1_000_000) {
                        sources = text(shelf.list());
                        scenarios = text(kept.list());
                        work.there(sources, scenarios);
                        listed = System.nanoTime();
                    }
                    work.take().ifPresent(this::carryOut);
                    away = false;
                } catch (HistorianUnavailable e) {
                    if (!away) {
                        LOG.warn("Nothing can be replayed until the historian answers: {}", e.getMessage());
                    }
                    away = true;
                } catch (RuntimeException e) {
                    LOG.error("A replay failed by a fault of the replayer; it goes on with the next.", e);
                }
            } while (!closing.await(LOOK_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("The replayer ends.", e);
        }
    }

    /// Also while it is busy.
    private void there() {
        try {
            work.there(sources, scenarios);
        } catch (RuntimeException e) {
            LOG.debug("The historian does not answer.", e);
        }
    }

    private void carryOut(ReplayRun run) {
        LOG.info("Replay {} of {} begins: {}.", run.id(), run.requestedBy(), run.request());
        try (RunningReplay replay = new RunningReplay(plant, historian, shelf, run, closing)) {
            replay.carryOut();
        }
    }

    static String text(Object value) {
        return new String(JsonMessages.write(value), StandardCharsets.UTF_8);
    }

    /// Leaves what it is at to the next replayer.
    @Override
    public void close() {
        closing.countDown();
        pulse.shutdownNow();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
