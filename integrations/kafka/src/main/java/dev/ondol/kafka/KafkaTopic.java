package dev.ondol.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic of a site as Kafka's administration sees it. Blocking; for one thread.
final class KafkaTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopic.class);
    private static final int TIMEOUT_MS = 5_000;

    private final KafkaSettings settings;
    private final Admin admin;

    KafkaTopic(KafkaSettings settings, String client) {
        this.settings = settings;
        Properties properties = settings.client(client);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        this.admin = Admin.create(properties);
    }

    /// Its id: another topic under the same name has another one.
    ///
    /// @throws KafkaException where there is none, or where Kafka does not answer
    UUID id() {
        try {
            TopicDescription found = found();
            return new UUID(found.topicId().getMostSignificantBits(), found.topicId().getLeastSignificantBits());
        } catch (UnknownTopicOrPartitionException e) {
            throw new KafkaException("There is no %s yet; the relay makes it.".formatted(settings), e);
        }
    }

    private TopicDescription found() {
        return answer(Objects.requireNonNull(admin.describeTopics(List.of(settings.topic())).topicNameValues().get(
                settings.topic()), "Kafka's answer to a question after one topic"));
    }

    /// Makes it where it is not there.
    ///
    /// @throws KafkaException where it is not and cannot be made, or where Kafka does not answer
    void make() {
        try {
            found();
        } catch (UnknownTopicOrPartitionException e) {
            LOG.debug("There is no {} yet.", settings, e);
            NewTopic fresh = new NewTopic(settings.topic(), settings.partitions(), settings.copies().map(
                    Integer::shortValue));
            try {
                answer(admin.createTopics(List.of(fresh)).all());
                LOG.info("The {} is made.", settings);
            } catch (TopicExistsException other) {
                LOG.debug("Somebody else has made {}.", settings, other);
            }
        }
    }

    /// With all that is in it.
    ///
    /// @throws KafkaException where there is none, or where Kafka does not answer
    void delete() {
        answer(admin.deleteTopics(List.of(settings.topic())).all());
    }

    private static <T> T answer(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException why ? why : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
