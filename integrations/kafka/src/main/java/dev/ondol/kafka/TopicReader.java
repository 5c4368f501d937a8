package dev.ondol.kafka;

import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.reading.LogPartition;
import dev.ondol.historian.reading.LogPositions;
import dev.ondol.ingest.FrameLog.Entry;
import dev.ondol.ingest.FrameLog.Taker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One life of a consumer of the topic of a site. A partition that Kafka gives it is read from where the database stands. While
/// ingest has no room it fetches nothing, but stays a member of its group. It commits nothing to Kafka. For one thread, but where
/// said otherwise.
final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_RECORDS = 200;
    private static final int MOST_BYTES = 8 << 20;
    private static final int SESSION_MS = 10_000;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final KafkaTopic topic;
    private final UUID id;
    private final KafkaSettings settings;
    private final String site;
    private final Taker takes;
    private final Queue<LogPartition> again;
    private final Consumer<byte[], byte[]> consumer;
    /// End of what was read last, by partition.
    private final Map<Integer, Long> ends = new HashMap<>();
    /// Partitions of which nobody knows yet where the database stands.
    private final Set<Integer> unplaced = new TreeSet<>();
    private final ArrayDeque<Entry> pending = new ArrayDeque<>();
    private long lookedAt = System.nanoTime();
    private volatile boolean joined;
    private volatile boolean answers = true;
    private volatile long waiting;

    private TopicReader(KafkaTopic topic, KafkaSettings settings, String site, Taker takes, Queue<LogPartition> again,
            Consumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.id = topic.id();
        this.settings = settings;
        this.site = site;
        this.takes = takes;
        this.again = again;
        this.consumer = consumer;
        consumer.subscribe(List.of(settings.topic()), new Shares());
    }

    /// @param again partitions that others want to be read again, from any thread
    /// @throws KafkaException where Kafka does not answer or has no such topic
    static TopicReader open(KafkaSettings settings, String site, Optional<String> beside, Taker takes,
            Queue<LogPartition> again) {
        String name = "ondol-ingest-" + site + beside.map("-beside-"::concat).orElse("");
        KafkaTopic topic = new KafkaTopic(settings, name + "-admin");
        Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = new KafkaConsumer<>(properties(settings, site, name), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            return new TopicReader(topic, settings, site, takes, again, consumer);
        } catch (RuntimeException e) {
            topic.close();
            if (consumer != null) {
                consumer.close();
            }
            throw e;
        }
    }

    private static Properties properties(KafkaSettings settings, String site, String name) {
        Properties properties = settings.client(name);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "ondol-ingest-" + site);
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name); // so who comes back has its partitions at once
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
        return properties;
    }

    /// Hands on what is here, then fetches more; takes some hundred milliseconds at most while all goes well.
    ///
    /// @throws KafkaException where this reader is of no use any more
    void step() throws InterruptedException {
        for (LogPartition back = again.poll(); back != null; back = again.poll()) {
            if (back.log().equals(id) && ends.containsKey(back.partition())) {
                LOG.info("The database stands before what was read of {}; it is read again from there.", back);
                hold(back.partition());
            }
        }
        for (int partition : List.copyOf(unplaced)) {
            place(partition);
        }
        while (!pending.isEmpty() && takes.offer(pending.getFirst())) {
            pending.removeFirst();
        }
        Set<TopicPartition> assigned = consumer.assignment();
        if (pending.isEmpty()) {
            consumer.resume(assigned.stream().filter(one -> !unplaced.contains(one.partition())).toList());
        } else {
            consumer.pause(assigned);
        }
        try {
            consumer.poll(POLL).forEach(this::keep);
        } catch (OffsetOutOfRangeException e) {
            LOG.debug("Kafka has not what was asked for.", e);
            e.offsetOutOfRangePartitions().forEach(this::goOn);
        }
        waiting = pending.size() + assigned.stream().mapToLong(one -> consumer.currentLag(one).orElse(0)).sum();
        look();
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        long from = ends.getOrDefault(record.partition(), record.offset());
        long next = record.offset() + 1;
        ends.put(record.partition(), next);
        FrameRecord read = FrameRecord.read(record, site);
        pending.add(new Entry(partition(record.partition()), from, next, read.source(), read.payload(), read.flaw()));
    }

    private void place(int partition) {
        LogPartition placed = partition(partition);
        try {
            OptionalLong known = takes.positions().of(placed);
            long from = known.isPresent()
                    ? known.getAsLong()
                    : takes.positions().from(placed, beginning(partition));
            consumer.seek(new TopicPartition(settings.topic(), partition), from);
            ends.put(partition, from);
            unplaced.remove(partition);
            LOG.info("{} is read from offset {}.", placed, from);
        } catch (HistorianUnavailable e) {
            LOG.debug("Where {} is to be read from is asked again: {}", placed, e.getMessage(), e);
        }
    }

    /// Kafka does not have what comes next in the database: it was deleted before it was stored, or Kafka has lost its end.
    private void goOn(TopicPartition one, long wanted) {
        LogPartition lost = partition(one.partition());
        hold(one.partition());
        try {
            move(one, lost, wanted);
        } catch (HistorianUnavailable e) {
            LOG.debug("Where {} is to be read from is asked again: {}", lost, e.getMessage(), e);
        }
    }

    private void move(TopicPartition one, LogPartition lost, long wanted) {
        long first = beginning(one.partition());
        long end = consumer.endOffsets(List.of(one), PATIENCE).getOrDefault(one, first);
        LogPositions positions = takes.positions();
        long stored = positions.of(lost).orElse(first);
        if (stored < first || stored > end) {
            LOG.error(
                    "{} has offsets {} to {}, and the database stands at {}: what was between is lost to Kafka. All that it has "
                            + "is read; what gateways still hold they send again.",
                    lost, first, end, stored);
            positions.move(lost, stored, first);
        } else {
            LOG.info("{} is read again from where the database stands, not from {}.", lost, wanted);
        }
    }

    private long beginning(int partition) {
        TopicPartition one = new TopicPartition(settings.topic(), partition);
        return consumer.beginningOffsets(List.of(one), PATIENCE).getOrDefault(one, 0L);
    }

    /// Nothing is read of it until it is placed.
    private void hold(int partition) {
        TopicPartition one = new TopicPartition(settings.topic(), partition);
        consumer.seek(one, 0); // any place: it is paused, and without one Kafka would look for its own
        consumer.pause(List.of(one));
        ends.remove(partition);
        unplaced.add(partition);
        pending.removeIf(entry -> entry.partition().partition() == partition);
    }

    private LogPartition partition(int partition) {
        return new LogPartition(id, settings.topic(), partition);
    }

    /// Whether Kafka still answers, and whether the topic is the same.
    private void look() {
        if (System.nanoTime() - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = System.nanoTime();
        UUID now = id;
        try {
            now = topic.id();
            answers = true;
        } catch (KafkaException e) {
            if (answers) {
                LOG.warn("Kafka does not answer: {} Ingest waits for it.", e.getMessage());
            }
            answers = false;
        }
        if (!now.equals(id)) {
            throw new KafkaException("The %s was made anew.".formatted(settings));
        }
    }

    /// Whether Kafka answers and has counted this reader in; from any thread.
    boolean connected() {
        return joined && answers;
    }

    /// Records that ingest has not been given; from any thread.
    OptionalLong waiting() {
        return connected() ? OptionalLong.of(waiting) : OptionalLong.empty();
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
        topic.close();
    }

    /// What Kafka gives to this reader and takes from it.
    private final class Shares implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> given) {
            given.forEach(one -> hold(one.partition()));
            joined = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> taken) {
            List<Integer> gone = new ArrayList<>(taken.stream().map(TopicPartition::partition).toList());
            gone.forEach(ends::remove);
            unplaced.removeAll(gone);
            pending.removeIf(entry -> gone.contains(entry.partition().partition()));
        }
    }
}
