package dev.ondol.app.config;

import dev.ondol.kafka.KafkaSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Kafka between the broker and the database: `ondol relay` writes there what comes, `ondol ingest` reads it.
///
/// @param servers      `host:port` of some of its brokers
/// @param topic        that holds the frames of the site; absent: `ondol.{site}.frames`
/// @param partitions   of the topic where the relay makes it; absent: as the brokers have it
/// @param copies       of each partition where the relay makes the topic; absent: as the brokers have it
/// @param securityFile a Java properties file with `security.protocol`, `ssl.*` and `sasl.*`, looked for beside ondol.yaml, `{role}` in
///                     its name stands for ingest or relay; absent: neither encryption nor an account
public record KafkaSection(List<String> servers, Optional<String> topic, Optional<Integer> partitions,
        Optional<Integer> copies, Optional<String> securityFile) {
    public KafkaSection {
        new KafkaSettings(servers, topic.orElse("usual"), partitions, copies, Map.of());
    }

    /// @param beside folder of ondol.yaml
    /// @param who    ingest or relay
    /// @throws UserError where the file cannot be read or has other keys
    KafkaSettings read(Path beside, String site, String who) {
        Map<String, String> security = new HashMap<>();
        Optional<Path> file = securityFile.map(name -> beside.resolve(TlsSection.named(name, who)));
        if (file.isPresent()) {
            Properties properties = new Properties();
            try (Reader text = Files.newBufferedReader(file.get())) {
                properties.load(text);
            } catch (IOException | IllegalArgumentException e) {
                throw new UserError("kafka.securityFile %s cannot be read as Java properties: %s.".formatted(file.get(),
                        e.getMessage()), e);
            }
            properties.stringPropertyNames().forEach(key -> security.put(key, properties.getProperty(key).strip()));
        }
        try {
            return new KafkaSettings(servers, topic.orElse(KafkaSettings.usualTopic(site)), partitions, copies,
                    security);
        } catch (IllegalArgumentException e) {
            throw new UserError("%s It stands in kafka.securityFile %s.".formatted(e.getMessage(), file.orElse(beside)),
                    e);
        }
    }
}
