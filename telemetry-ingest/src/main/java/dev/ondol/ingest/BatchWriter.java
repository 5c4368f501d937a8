package dev.ondol.ingest;

import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.reading.DataPolicy;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.Received;
import dev.ondol.historian.reading.Written;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that stores: takes a batch, writes it until it is committed, acknowledges it in order of receipt, then
/// reports what was written. While the database is away it takes nothing more.
final class BatchWriter implements Runnable {
    static final int MOST_FRAMES = 200;
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final long LINGER_MILLIS = 50;
    /// How long a frame that does not fit the site clock waits for the next tick, wall milliseconds: ticks come another way.
    private static final long CLOCK_PATIENCE_MILLIS = 3_000;
    private static final long CLOCK_POLL_MILLIS = 10;

    private final FrameIntake intake;
    private final FrameWriter writer;
    private final SiteClock clock;
    private final Runnable prepare;
    private final Consumer<Committed> report;
    private final RetryPause pause = new RetryPause(ThreadLocalRandom.current());
    private final CountDownLatch closing = new CountDownLatch(1);
    /// Sources whose clock is known to be wrong: nobody waits for them again until they are right.
    private final Set<String> wrongClocks = new HashSet<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean busy;
    private volatile boolean failing;

    /// @param prepare to be done once before the first batch, as soon as the database is there
    /// @param report  called after the acknowledgements of each batch
    BatchWriter(FrameIntake intake, FrameWriter writer, SiteClock clock, Runnable prepare, Consumer<Committed> report) {
        this.intake = intake;
        this.writer = writer;
        this.clock = clock;
        this.prepare = prepare;
        this.report = report;
    }

    @Override
    public void run() {
        try {
            Optional<Boolean> prepared = untilDone(() -> {
                prepare.run();
                return true;
            });
            while (prepared.isPresent() && !isClosing()) {
                take(MOST_FRAMES, LINGER_MILLIS);
            }
            for (int left = intake.waiting(); left > 0 && !failing; left -= MOST_FRAMES) {
                take(Math.min(left, MOST_FRAMES), 0);
            }
        } catch (InterruptedException e) {
            LOG.debug("Ingest was interrupted; what is not acknowledged comes again.", e);
        }
    }

    private void take(int most, long lingerMillis) throws InterruptedException {
        List<Arrival> batch = intake.batch(most, lingerMillis);
        if (!batch.isEmpty()) {
            busy = true;
            store(batch);
            busy = false;
        }
    }

    private void store(List<Arrival> batch) throws InterruptedException {
        if (!awaitClock(batch)) {
            return;
        }
        OptionalLong reach = clock.reach();
        List<Received> received = batch.stream().map(arrival -> arrival.content().at(reach)).toList();
        long[] commitNanos = new long[1];
        Optional<Written> written = untilDone(() -> {
            long since = System.nanoTime();
            Written done = writer.write(received);
            commitNanos[0] = System.nanoTime() - since;
            return done;
        });
        if (written.isPresent()) {
            batch.forEach(arrival -> arrival.delivery().acknowledge());
            report.accept(new Committed(written.get(), batch.stream().map(Arrival::receivedAt).toList(),
                    commitNanos[0]));
        }
    }

    /// Frames may overtake the tick of their instant, and an old retained tick may stand before the first of a new run.
    ///
    /// @return false where ingest closes meanwhile: the batch is left to the next start
    private boolean awaitClock(List<Arrival> batch) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOCK_PATIENCE_MILLIS);
        for (Arrival arrival : batch) {
            while (!fits(arrival) && !wrongClocks.contains(arrival.source())) {
                if (closing.await(CLOCK_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
                if (System.nanoTime() > end) {
                    wrongClocks.add(arrival.source());
                    LOG.warn("The telemetry of source {} does not fit the site clock.", arrival.source());
                }
            }
            if (arrival.time().isPresent() && fits(arrival) && wrongClocks.remove(arrival.source())) {
                LOG.info("The telemetry of source {} fits the site clock again.", arrival.source());
            }
        }
        return true;
    }

    private boolean fits(Arrival arrival) {
        OptionalLong reach = clock.reach();
        if (arrival.time().isEmpty() || reach.isEmpty()) {
            return true;
        }
        long ahead = arrival.time().getAsLong() - reach.getAsLong();
        return ahead <= DataPolicy.FUTURE_MILLIS && ahead >= -DataPolicy.LATENESS_MILLIS;
    }

    /// Tries until it works, once at least; empty where ingest closes before that.
    private <T> Optional<T> untilDone(Supplier<T> work) throws InterruptedException {
        do {
            try {
                T done = work.get();
                failing = false;
                if (pause.succeeded()) {
                    LOG.info("The historian is back; ingest goes on.");
                }
                return Optional.of(done);
            } catch (HistorianUnavailable e) {
                failed();
                if (e.diskFull()) {
                    LOG.error("{} Nothing is lost: frames wait in the broker.", e.getMessage());
                } else {
                    LOG.warn("{} Frames wait in the broker.", e.getMessage());
                }
            } catch (RuntimeException e) {
                failed();
                LOG.error("A batch could not be stored; it is tried again.", e);
            }
        } while (!closing.await(pause.next(), TimeUnit.MILLISECONDS));
        return Optional.empty();
    }

    private void failed() {
        failures.incrementAndGet();
        failing = true;
    }

    /// Whether the newest attempt failed.
    boolean failing() {
        return failing;
    }

    long failures() {
        return failures.get();
    }

    /// Whether a batch is being stored.
    boolean busy() {
        return busy;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /// Ends when what is here is stored; without a database at once.
    void close() {
        closing.countDown();
    }
}
