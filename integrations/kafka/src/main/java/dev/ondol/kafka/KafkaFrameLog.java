package dev.ondol.kafka;

import dev.ondol.historian.reading.LogPartition;
import dev.ondol.ingest.FrameLog;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic of a site as ingest reads it. Kafka shares its partitions out among the readers of the site; a reader keeps its name
/// over a restart, and with it its partitions. Whatever goes wrong, it begins again, where the database says.
public final class KafkaFrameLog implements FrameLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFrameLog.class);
    private static final long PAUSE_MS = 1_000;
    /// After somebody else has come under our name: both would take it from each other again and again.
    private static final long FENCED_PAUSE_MS = 30_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaSettings settings;
    private final String site;
    private final Optional<String> beside;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<LogPartition> again = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private volatile @Nullable TopicReader reader;
    private String lastFailure = "";

    /// @param beside name of this reader where it is not the first of its site
    public KafkaFrameLog(KafkaSettings settings, String site, Optional<String> beside) {
        this.settings = settings;
        this.site = site;
        this.beside = beside;
    }

    @Override
    public Optional<String> beside() {
        return beside;
    }

    @Override
    public void start(Taker takes) {
        thread = Thread.ofPlatform().daemon().name("ingest-kafka").start(() -> run(takes));
    }

    private void run(Taker takes) {
        try {
            long pause = 0;
            while (!closing.await(pause, TimeUnit.MILLISECONDS)) {
                pause = read(takes);
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("The reading of {} was interrupted.", settings, e);
        }
    }

    /// Reads until something goes wrong.
    ///
    /// @return after how many wall milliseconds to begin again
    private long read(Taker takes) throws InterruptedException {
        try (TopicReader current = TopicReader.open(settings, site, beside, takes, again)) {
            reader = current;
            LOG.info("Ingest reads the {}.", settings);
            lastFailure = "";
            while (closing.getCount() > 0) {
                current.step();
            }
            return 0;
        } catch (InterruptException e) {
            throw e;
        } catch (FencedInstanceIdException e) {
            LOG.error(
                    "Another process reads the {} under the name of this one. Give one of them another name: --beside.",
                    settings, e);
            return FENCED_PAUSE_MS;
        } catch (KafkaException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(lastFailure)) {
                LOG.warn("The {} cannot be read: {} It is tried again.", settings, why);
            }
            lastFailure = why;
            return PAUSE_MS;
        } catch (RuntimeException e) {
            LOG.error("The reading of the {} failed; it begins again.", settings, e);
            return PAUSE_MS;
        } finally {
            reader = null;
        }
    }

    @Override
    public void reread(Collection<LogPartition> partitions) {
        again.addAll(partitions);
    }

    @Override
    public boolean connected() {
        TopicReader current = reader;
        return current != null && current.connected();
    }

    @Override
    public OptionalLong waiting() {
        TopicReader current = reader;
        return current == null ? OptionalLong.empty() : current.waiting();
    }

    @Override
    public void close() {
        closing.countDown();
        Thread running = thread;
        try {
            if (running != null && !running.join(PATIENCE)) {
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
