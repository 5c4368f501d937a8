package dev.ondol.app.replay;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.replay.ReplayEvent;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun;
import dev.ondol.historian.replay.ReplayRun.State;
import dev.ondol.historian.replay.ReplayWork;
import dev.ondol.proof.Replay;
import dev.ondol.proof.ReplayResult;
import dev.ondol.proof.replay.RecordingReader.Wanted;
import dev.ondol.proof.replay.SideBySide;
import dev.ondol.proof.replay.UnusableRecording;
import dev.ondol.proof.whatif.Operation;
import dev.ondol.proof.whatif.PlanAt;
import dev.ondol.simulator.run.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replay while it runs. It tells the historian each second how far it is, and stops where nobody wants it any more.
final class RunningReplay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningReplay.class);
    private static final int KEPT = 20;
    private static final long TOUCH_MS = 1_000;

    private final Replayer.Plant plant;
    private final Site site;
    private final ReplayWork work;
    private final SourceShelf shelf;
    private final ReplayRun run;
    private final CountDownLatch closing;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .daemon().name("replay-pulse").factory());
    /// A replay takes one processor, however many there are: it runs beside those who plan and control.
    private final ForkJoinPool oneProcessor = new ForkJoinPool(1);
    private volatile String step = "read";
    private volatile double share;
    private volatile boolean unwanted;

    /// Nobody wants it any more.
    private static final class Unwanted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// The changes make no plant.
    private static final class UnusablePlant extends Exception {
        private static final long serialVersionUID = 1;

        UnusablePlant(String message) {
            super(message);
        }
    }

    /// @param closing counted down when the replayer ends
    RunningReplay(Replayer.Plant plant, Historian historian, SourceShelf shelf, ReplayRun run, CountDownLatch closing) {
        this.plant = plant;
        this.site = plant.site();
        this.work = historian.replayWork(site.id());
        this.shelf = shelf;
        this.run = run;
        this.closing = closing;
    }

    void carryOut() {
        touch();
        var _ = pulse.scheduleWithFixedDelay(this::touch, TOUCH_MS, TOUCH_MS, TimeUnit.MILLISECONDS);
        try {
            check();
            replay();
        } catch (Unwanted e) {
            left();
        } catch (UnusableRecording e) {
            failed("unusable-recording", String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            failed("unknown-source", "There is no %s any more.".formatted(run.request().source()));
        } catch (IOException e) {
            failed("reading-failed", "Reading %s failed: %s.".formatted(run.request().source(), e.getMessage()));
        } catch (UnusablePlant e) {
            failed("bad-plant", String.valueOf(e.getMessage()));
        } catch (InvalidConfiguration | UserError e) {
            failed("bad-mapping", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            failed("not-possible", String.valueOf(e.getMessage()));
        } catch (HistorianUnavailable e) {
            throw e; // taken up again when it is back
        } catch (RuntimeException e) {
            LOG.error("Replay {} failed by a fault.", run.id(), e);
            failed("fault", "The fault is in the log of the replayer.");
        }
    }

    private void touch() {
        try {
            unwanted = !work.touch(run.id(), step, share);
        } catch (RuntimeException e) {
            LOG.debug("The historian does not hear how far the replay is.", e);
        }
    }

    /// The plant that is asked for instead; empty where none is.
    private Optional<Site> otherPlant(ReplayRequest wish) throws UnusablePlant {
        String changes = wish.plant();
        try {
            return changes == null ? Optional.empty() : Optional.of(plant.with(changes));
        } catch (InvalidConfiguration e) {
            throw new UnusablePlant(String.valueOf(e.getMessage()));
        }
    }

    private void replay() throws IOException, UnusableRecording, InvalidConfiguration, UnusablePlant {
        ReplayRequest wish = run.request();
        Optional<Site> otherPlant = otherPlant(wish);
        Wanted wanted = Wanted.replayed(site, wish.from(), wish.to());
        Replay replay;
        try (InputStream in = shelf.open(wish.source(), wanted, wish.from(), wish.to())) {
            replay = new Replay(site,
                    RecordedFile.read(in, site, shelf.mapping(wish.source()), wanted, wish.from(), wish
                            .to(), rows -> check()));
        }
        Long at = wish.at();
        if (at != null) {
            PlanAt found = onOneProcessor(() -> replay.planAt(at, this::progress));
            work.done(run.id(), Replayer.text(Map.of("planAt", found)), null, Map.of(), KEPT);
            LOG.info("Replay {} is done: the plan at {}.", run.id(), found.at());
            return;
        }
        ReplayResult result = onOneProcessor(
                () -> replay.run(wish.calibrate(), Operation.find(wish.policy()), otherPlant,
                        this::progress));
        List<ReplayEvent> events = wish.source().equals(RecordedSource.HISTORIAN)
                ? work.events(wish.from(), wish.to())
                : List.of();
        SideBySide shown = replay.sideBySide();
        Map<String, String> lines = new LinkedHashMap<>();
        shown.lines().forEach(line -> lines.put(line.point(), Replayer.text(line)));
        work.done(run.id(), Replayer.text(new ReplayDocument(result, ReplayDocument.Slots.of(shown), events)), replay
                .html(result), lines, KEPT);
        LOG.info("Replay {} is done: {} hours, {} suspects.", run.id(), result.hours(), result.suspects().size());
    }

    private <T> T onOneProcessor(Callable<T> replay) {
        try {
            return oneProcessor.submit(replay).get();
        } catch (ExecutionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Unwanted gone) {
                    throw gone;
                }
            }
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unwanted();
        }
    }

    private Progress progress(String name) {
        step = name;
        share = 0;
        check();
        return (done, total) -> {
            share = total > 0 ? (double) done / total : 0;
            check();
        };
    }

    private void check() {
        if (unwanted || closing.getCount() == 0) {
            throw new Unwanted();
        }
    }

    private void left() {
        if (closing.getCount() == 0) {
            LOG.info("Replay {} is left to the next replayer.", run.id());
            work.leave(run.id());
        } else {
            LOG.info("Replay {} was cancelled.", run.id());
            work.ended(run.id(), State.CANCELLED, "", "");
        }
    }

    private void failed(String code, String problem) {
        LOG.warn("Replay {} failed: {}", run.id(), problem);
        work.ended(run.id(), State.FAILED, code, problem);
    }

    @Override
    public void close() {
        pulse.shutdownNow();
        oneProcessor.shutdownNow();
    }
}
