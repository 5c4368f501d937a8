package dev.ondol.kafka;

import dev.ondol.ingest.FrameLog;
import dev.ondol.ingest.FrameRelay;
import dev.ondol.messaging.BrokerAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A topic for a measurement, in a Kafka that may serve a site: it and the group of its readers have names that nobody else has. The topic is deleted
/// at the end; Kafka forgets the group in time.
public final class PassingTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PassingTopic.class);

    private final String name = "ondol-bench-" + UUID.randomUUID();
    private final KafkaSettings settings;

    /// @param servers `host:port` of some of the brokers
    /// @throws IllegalArgumentException where one is no such address
    public PassingTopic(List<String> servers) {
        settings = new KafkaSettings(servers, name, Optional.of(1), Optional.empty(), Map.of());
    }

    /// From which ingest reads.
    public FrameLog log() {
        return new KafkaFrameLog(settings, name, Optional.empty());
    }

    /// What carries the frames of a site here; not started yet.
    public FrameRelay relay(String site, BrokerAddress broker) {
        return new FrameRelay(site, broker, new KafkaFrameOutlet(settings, name), Clock.systemUTC());
    }

    @Override
    public void close() {
        try (KafkaTopic topic = new KafkaTopic(settings, name)) {
            topic.delete();
        } catch (KafkaException e) {
            LOG.warn("{} could not be deleted: {}", settings, e.getMessage());
        }
    }
}
