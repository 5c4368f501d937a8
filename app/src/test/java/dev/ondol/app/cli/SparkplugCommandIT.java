package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ondol sparkplug` beside a node of one metric, which is born when it is asked to be.
class SparkplugCommandIT {
    private static final String NODE = "spBv1.0/plant/%s/edge-1";

    private final Path folder;
    private final EmbeddedBroker broker;
    private final MqttSession node;

    SparkplugCommandIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        node = MqttSession.open(BrokerAddress.of(broker.url()), SessionOptions.transientSession("edge-1"), List.of(
                new Subscription(NODE.formatted("NCMD"), 1)), this::born);
        assertThat(node.awaitConnected(Duration.ofSeconds(30))).isTrue();
        Files.writeString(folder.resolve("map.yaml"), """
                hostId: ondol-gateway
                devices:
                  - group: plant
                    node: edge-1
                    points: [{point: crah-h1-01/active-power, metric: Fan/Power, unit: W}]
                """);
        Files.writeString(folder.resolve("more.yaml"), Files.readString(folder.resolve("map.yaml")) + """
                  - group: plant
                    node: edge-2
                    points: [{point: crah-h1-02/fan-speed, metric: Fan/Speed}]
                """);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        broker.close();
    }

    private void born(Delivery asked) {
        assertThat(asked.payload()).isNotEmpty();
        CompletableFuture<Void> sent = node.publish(NODE.formatted("NBIRTH"), Payload.newBuilder().setSeq(0)
                .setTimestamp(1).addMetrics(Payload.Metric.newBuilder().setName("bdSeq").setDatatype(DataType.Int64
                        .getNumber()).setLongValue(1))
                .addMetrics(Payload.Metric.newBuilder().setName("Fan/Power")
                        .setDatatype(DataType.Double.getNumber()).setDoubleValue(4300))
                .build()
                .toByteArray(), 0, false, Optional.empty());
        assertThat(sent).succeedsWithin(Duration.ofSeconds(30));
    }

    private Answer look(String map, String... more) throws Exception {
        Path config = Files.writeString(folder.resolve("ondol.yaml"), """
                site: kr-hn1
                broker: {url: %s}
                database: {url: "jdbc:postgresql://127.0.0.1:1/ondol"}
                gateway: {sparkplug: %s}
                """.formatted(broker.url(), map));
        return Answer.of(Stream.concat(Stream.of("sparkplug", "--config", config
                .toString()), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void itShowsEachPointInOurUnit() throws Exception {
        Answer answer = look("map.yaml");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).containsPattern("crah-h1-01/active-power +4\\.3 kW");
    }

    @Test
    void whereADeviceIsSilentItSaysWhichOneAndEndsWithOne() throws Exception {
        Answer answer = look("more.yaml", "--json");
        assertThat(answer.code()).isEqualTo(1);
        JsonNode seen = new ObjectMapper().readTree(answer.out());
        assertThat(seen.at("/silentDevices/0").asText()).isEqualTo("plant/edge-2");
        assertThat(seen.at("/points/0/value").asDouble()).isEqualTo(4.3);
        assertThat(seen.at("/points/1").has("value") && !seen.at("/points/1/value").isNull()).isFalse();
        assertThat(look("more.yaml").out()).containsPattern("fan-speed +-\n").contains(
                "The device plant/edge-2 was not born within 5 s");
    }

    @Test
    void onlyListeningItAsksNobody() throws Exception {
        Answer answer = look("map.yaml", "--listen", "1");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).contains("The device plant/edge-1 was not born within 1 s");
        assertThat(look("map.yaml", "--listen", "0").code()).isEqualTo(2);
    }
}
