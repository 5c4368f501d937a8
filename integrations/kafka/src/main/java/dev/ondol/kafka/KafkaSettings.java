package dev.ondol.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;

/// Where Kafka is and what the topic of a site is called.
///
/// @param servers    `host:port` of some of the brokers, one at least
/// @param topic      that holds the frames of the site; it should hold no other site's
/// @param partitions of the topic where the relay makes it; empty: as the brokers have it. A partition is read by one process at a time
/// @param copies     of each partition where the relay makes the topic; empty: as the brokers have it
/// @param security   how to reach the brokers: keys `security.protocol`, `ssl.*` and `sasl.*` of a Kafka client
public record KafkaSettings(List<String> servers, String topic, Optional<Integer> partitions, Optional<Integer> copies,
        Map<String, String> security) {
    private static final int MOST_PARTITIONS = 1_000;
    private static final int MOST_COPIES = 100;

    public KafkaSettings {
        servers = List.copyOf(servers);
        security = Map.copyOf(security);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("kafka.servers must name at least one broker as host:port.");
        }
        for (String server : servers) {
            if (!server.matches("[^\\s:/,]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}")) {
                throw new IllegalArgumentException(
                        "kafka.servers (%s) must be host:port, for example kafka-1:9092.".formatted(server));
            }
        }
        if (!topic.matches("[a-zA-Z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
            throw new IllegalArgumentException(
                    "kafka.topic (%s) must be 1 to 249 of the characters a-z, A-Z, 0-9, dot, underscore and hyphen."
                            .formatted(topic));
        }
        check("kafka.partitions", partitions, MOST_PARTITIONS);
        check("kafka.copies", copies, MOST_COPIES);
        for (String key : security.keySet()) {
            if (!key.equals(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG) && !key.startsWith("ssl.")
                    && !key.startsWith("sasl.")) {
                throw new IllegalArgumentException(
                        "kafka.security must have the keys security.protocol, ssl.* and sasl.* alone, not %s; the others are Ondol's."
                                .formatted(key));
            }
        }
    }

    /// What the topic of a site is called where nothing else is said.
    public static String usualTopic(String site) {
        return "ondol." + site + ".frames";
    }

    private static void check(String key, Optional<Integer> number, int most) {
        if (number.isPresent() && (number.get() < 1 || number.get() > most)) {
            throw new IllegalArgumentException("%s (%d) must be 1 to %d.".formatted(key, number.get(), most));
        }
    }

    /// What every client of Kafka is given.
    ///
    /// @param client its name in the logs of the brokers
    Properties client(String client) {
        Properties properties = new Properties();
        properties.putAll(new TreeMap<>(security));
        properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", servers));
        properties.setProperty(CommonClientConfigs.CLIENT_ID_CONFIG, client.toLowerCase(Locale.ROOT));
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false); // it would want a codec that is left out
        return properties;
    }

    /// Without what may be secret.
    @Override
    public String toString() {
        return "topic %s at %s".formatted(topic, String.join(", ", servers));
    }
}
