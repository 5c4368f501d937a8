package dev.ondol.kafka;

import dev.ondol.ingest.FrameOutlet;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes frames into the topic of a site, by an idempotent producer, acknowledged by all replicas that are in step. One thread hands
/// them on in order of arrival. What Kafka can do later is tried by the producer itself for as long as it takes; after any other
/// failure there is a new producer, and the frame is sent again: then it may stand in Kafka twice, which ingest sees by its
/// number.
public final class KafkaFrameOutlet implements FrameOutlet {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFrameOutlet.class);
    /// Frames that may be in the hands of this outlet at once; more wait in the broker.
    private static final int MOST_WAITING = 1_000;
    private static final int REQUEST_MS = 10_000;
    /// How long the producer may hold the thread up for want of metadata or room.
    private static final int BLOCK_MS = 5_000;
    private static final int LARGEST_BYTES = 64 << 20;
    /// Without an answer for this long, while something waits for one, Kafka does not work.
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LEAST_PAUSE_MS = 200;
    private static final long MOST_PAUSE_MS = 5_000;

    private final KafkaSettings settings;
    private final String site;
    private final String client;
    private final LinkedBlockingDeque<Waiting> waiting = new LinkedBlockingDeque<>();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong onItsWay = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile long answeredAt = System.nanoTime();
    private volatile boolean failing;
    private volatile boolean broken;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private boolean topicSeen;
    private long lookedAt = System.nanoTime() - LOOK_NANOS;

    private record Waiting(FrameRecord frame, CompletableFuture<Void> done) {}

    public KafkaFrameOutlet(KafkaSettings settings, String site) {
        this.settings = settings;
        this.site = site;
        this.client = "ondol-relay-" + site;
        this.thread = Thread.ofPlatform().daemon().name("relay-kafka").start(this::run);
    }

    @Override
    public CompletionStage<Void> put(String source, byte[] payload) {
        Waiting frame = new Waiting(FrameRecord.of(source, payload), new CompletableFuture<>());
        try {
            room.acquire();
            if (onItsWay.getAndIncrement() == 0) {
                answeredAt = System.nanoTime();
            }
            waiting.addLast(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("A frame is left unacknowledged; the broker sends it again.", e);
        }
        return frame.done();
    }

    private void run() {
        try {
            while (!closed()) {
                Waiting next = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (next != null) {
                    hand(next);
                } else if ((!topicSeen || !working()) && System.nanoTime() - lookedAt > LOOK_NANOS) {
                    look();
                }
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("What Kafka does not have waits in the broker.", e);
        } finally {
            retire(Duration.ofSeconds(2));
        }
    }

    /// At the start, so that ingest finds the topic; and where nothing comes back: maybe somebody has deleted it, and the producer waits.
    private void look() {
        lookedAt = System.nanoTime();
        try (KafkaTopic topic = new KafkaTopic(settings, client + "-admin")) {
            topic.make();
            topicSeen = true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debug("Kafka does not answer yet.", e);
        }
    }

    /// Tries until the producer has taken it.
    private void hand(Waiting frame) throws InterruptedException {
        long pause = LEAST_PAUSE_MS;
        while (!closed()) {
            Attempt attempt = new Attempt(frame);
            try {
                var _ = producer().send(frame.frame().write(settings.topic(), site),
                        (where, why) -> attempt.ended(why));
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                attempt.ended(e);
            }
            if (!attempt.refusedAtOnce()) {
                return;
            }
            if (closing.await(pause, TimeUnit.MILLISECONDS)) {
                return;
            }
            pause = Math.min(2 * pause, MOST_PAUSE_MS);
        }
    }

    /// One attempt; its end is told on the calling thread, or later on the producer's.
    private final class Attempt {
        private final Waiting frame;
        private final Thread caller = Thread.currentThread();
        private boolean refused;

        Attempt(Waiting frame) {
            this.frame = frame;
        }

        void ended(@Nullable Exception why) {
            if (why == null) {
                answeredAt = System.nanoTime();
                if (failing) {
                    failing = false;
                    LOG.info("Kafka takes frames again.");
                }
                onItsWay.decrementAndGet();
                room.release();
                var _ = frame.done().complete(null);
                return;
            }
            if (why instanceof RecordTooLargeException) {
                LOG.error("A frame of source {} is too large for Kafka; a note goes in its place. {}", frame.frame()
                        .source(), why.getMessage());
                waiting.addFirst(new Waiting(frame.frame().tooLarge(), frame.done()));
            } else if (!closed()) {
                failed(why);
                if (caller.equals(Thread.currentThread())) {
                    refused = true;
                } else {
                    waiting.addFirst(frame);
                }
            }
        }

        boolean refusedAtOnce() {
            return refused;
        }
    }

    private void failed(Exception why) {
        failures.incrementAndGet();
        if (!failing) {
            LOG.warn("Kafka does not take frames ({}): {} They wait in the broker.", settings, why.getMessage());
        }
        failing = true;
        if (!(why instanceof RetriableException)) {
            broken = true;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (!topicSeen) {
            try (KafkaTopic topic = new KafkaTopic(settings, client + "-admin")) {
                topic.make();
            }
            topicSeen = true;
        }
        if (broken) {
            broken = false;
            retire(Duration.ZERO);
        }
        KafkaProducer<byte[], byte[]> current = producer;
        if (current == null) {
            current = new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    private Properties properties() {
        Properties properties = settings.client(client);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * LARGEST_BYTES);
        return properties;
    }

    private void retire(Duration patience) {
        KafkaProducer<byte[], byte[]> old = producer;
        producer = null;
        if (old != null) {
            try {
                old.close(patience);
            } catch (KafkaException e) {
                LOG.debug("The producer ended badly.", e);
            }
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    @Override
    public boolean working() {
        return !failing && (onItsWay.get() == 0 || System.nanoTime() - answeredAt < STALL_NANOS);
    }

    @Override
    public long failures() {
        return failures.get();
    }

    /// What Kafka has not answered for two seconds after is left to the broker.
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(4))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
