package dev.ondol.ingest;

import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.reading.DataPolicy;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.MalformedFrame;
import dev.ondol.historian.reading.Received;
import dev.ondol.historian.reading.ReceivedFrame;
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
    private final Consumer<Written> report;
    private final RetryPause pause = new RetryPause(ThreadLocalRandom.current());
    private final CountDownLatch closing = new CountDownLatch(1);
    /// Sources whose clock is known to be wrong: nobody waits for them again until they are right.
    private final Set<String> wrongClocks = new HashSet<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean busy;

    /// @param prepare to be done once before the first batch, as soon as the database is there
    /// @param report  called after the acknowledgements of each batch
    BatchWriter(FrameIntake intake, FrameWriter writer, SiteClock clock, Runnable prepare, Consumer<Written> report) {
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
                List<Arrival> batch = intake.batch(MOST_FRAMES, LINGER_MILLIS);
                if (!batch.isEmpty()) {
                    busy = true;
                    store(batch);
                    busy = false;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Ingest was interrupted; what is not acknowledged comes again.", e);
        }
    }

    private void store(List<Arrival> batch) throws InterruptedException {
        awaitClock(batch);
        OptionalLong reach = clock.reach();
        List<Received> received = batch.stream().map(arrival -> received(arrival, reach)).toList();
        Optional<Written> written = untilDone(() -> writer.write(received));
        if (written.isPresent()) {
            batch.forEach(arrival -> arrival.delivery().acknowledge());
            report.accept(written.get());
        }
    }

    private static Received received(Arrival arrival, OptionalLong reach) {
        byte[] raw = arrival.delivery().payload();
        return arrival.frame() == null
                ? new MalformedFrame(arrival.source(), raw, arrival.flaw(), arrival.receivedAt())
                : new ReceivedFrame(arrival.source(), arrival.frame(), arrival.foreign(), raw, arrival.receivedAt(),
                        reach);
    }

    /// Frames may overtake the tick of their instant, and an old retained tick may stand before the first of a new run.
    private void awaitClock(List<Arrival> batch) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOCK_PATIENCE_MILLIS);
        for (Arrival arrival : batch) {
            while (!fits(arrival) && !wrongClocks.contains(arrival.source())) {
                if (System.nanoTime() > end || closing.await(CLOCK_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wrongClocks.add(arrival.source());
                    LOG.warn("The frames of source {} do not fit the site clock.", arrival.source());
                }
            }
            if (arrival.frame() != null && fits(arrival) && wrongClocks.remove(arrival.source())) {
                LOG.info("The frames of source {} fit the site clock again.", arrival.source());
            }
        }
    }

    private boolean fits(Arrival arrival) {
        OptionalLong reach = clock.reach();
        if (arrival.frame() == null || reach.isEmpty()) {
            return true;
        }
        long ahead = arrival.frame().time() - reach.getAsLong();
        return ahead <= DataPolicy.FUTURE_MILLIS && ahead >= -DataPolicy.LATENESS_MILLIS;
    }

    /// Tries until it works; empty where ingest closes before that.
    private <T> Optional<T> untilDone(Supplier<T> work) throws InterruptedException {
        while (!isClosing()) {
            try {
                T done = work.get();
                if (pause.succeeded()) {
                    LOG.info("The historian is back; ingest goes on.");
                }
                return Optional.of(done);
            } catch (HistorianUnavailable e) {
                failures.incrementAndGet();
                if (e.diskFull()) {
                    LOG.error("{} Nothing is lost: frames wait in the broker.", e.getMessage());
                } else {
                    LOG.warn("{} Frames wait in the broker.", e.getMessage());
                }
            } catch (RuntimeException e) {
                failures.incrementAndGet();
                LOG.error("A batch could not be stored; it is tried again.", e);
            }
            if (closing.await(pause.next(), TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        return Optional.empty();
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

    /// Ends after the batch at hand.
    void close() {
        closing.countDown();
    }
}
