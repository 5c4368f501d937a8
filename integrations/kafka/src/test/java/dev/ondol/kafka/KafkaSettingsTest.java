package dev.ondol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    @Test
    void whatIsWrongIsToldByItsKeyWithWhatItMustBe() {
        assertThatThrownBy(() -> settings(List.of(), "t")).hasMessageContaining("kafka.servers must name at least one");
        assertThatThrownBy(() -> settings(List.of("kafka-1"), "t")).hasMessage(
                "kafka.servers (kafka-1) must be host:port, for example kafka-1:9092.");
        assertThatThrownBy(() -> settings(List.of("http://kafka-1:9092"), "t"))
                .hasMessageContaining("must be host:port");
        assertThatThrownBy(() -> settings(List.of("k:1"), "no topic")).hasMessageContaining("kafka.topic (no topic)");
        assertThatThrownBy(() -> settings(List.of("k:1"), "..")).hasMessageContaining("kafka.topic (..)");
        assertThatThrownBy(() -> new KafkaSettings(List.of("k:1"), "t", Optional.of(0), Optional.empty(), Map.of()))
                .hasMessage("kafka.partitions (0) must be 1 to 1000.");
        assertThatThrownBy(() -> new KafkaSettings(List.of("k:1"), "t", Optional.empty(), Optional.of(101), Map.of()))
                .hasMessage("kafka.copies (101) must be 1 to 100.");
        assertThatThrownBy(() -> new KafkaSettings(List.of("k:1"), "t", Optional.empty(), Optional.empty(), Map.of(
                "acks", "0"))).hasMessageContaining("not acks");
    }

    @Test
    void secretsReachTheClientAndNoText() {
        KafkaSettings settings = new KafkaSettings(List.of("k:1", "[::1]:9093"), KafkaSettings.usualTopic("kr-hn1"),
                Optional.empty(), Optional.empty(), Map.of("ssl.keystore.password", "hidden"));
        Properties client = settings.client("Ondol");
        assertThat(client).containsEntry("ssl.keystore.password", "hidden")
                .containsEntry("bootstrap.servers", "k:1,[::1]:9093").containsEntry("client.id", "ondol");
        assertThat(settings).hasToString("topic ondol.kr-hn1.frames at k:1, [::1]:9093");
    }

    private static KafkaSettings settings(List<String> servers, String topic) {
        return new KafkaSettings(servers, topic, Optional.empty(), Optional.empty(), Map.of());
    }
}
