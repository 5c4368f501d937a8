package dev.ondol.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.gateway.field.FieldPlant;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.sparkplug.map.MappedEdge;
import dev.ondol.sparkplug.map.MetricMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A look at an edge node that a gateway has left in charge of a set-point: all that leaves is counted at the broker.
class SparkplugLookIT {
    private static final PointId AIR = PointId.of("hall-h1/supply-air-temperature-setpoint");
    private static final String DEVICE = "plant/edge-1/crah-h1-01";
    private static final String REBIRTH = "spBv1.0/plant/NCMD/edge-1";

    private final MappedEdge site;
    private final EmbeddedBroker broker;
    private final BrokerAddress address;
    private final EdgeOnWire edge;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final MqttSession ear;

    SparkplugLookIT() throws Exception {
        site = MappedEdge.of("example", MetricMap.read("example", Files.readString(Path.of(
                "sparkplug.example.yaml"))), PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow()));
        broker = EmbeddedBroker.start(Files.createTempDirectory(Files.createDirectories(Path.of("target/sparkplug")),
                "look"), 0);
        address = BrokerAddress.of(broker.url());
        edge = new EdgeOnWire(address, 1, 24, true);
        ear = MqttSession.open(address, SessionOptions.transientSession("ear"), List.of(new Subscription("spBv1.0/#",
                1)), delivery -> heard.add(delivery.topic()));
        assertThat(ear.awaitConnected(Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void stop() throws Exception {
        ear.close();
        edge.close();
        broker.close();
    }

    @Test
    void itShowsEveryPointAndSendsNothingButTheRequestForABirth() {
        FieldPlant plant = SparkplugPlant.look(site, address, "look", Clock.systemUTC(), true);
        born(plant);
        assertThat(plant.readings(site.catalog().all())).containsEntry(AIR, 24.0).containsEntry(PointId.of(
                "crah-h1-01/supply-air-temperature"), 23.1).containsEntry(PointId.of("crah-h1-01/fan-speed"), 64.0)
                .hasSize(4);
        assertThat(plant.write(AIR, 22)).as("a command to a plant that is only looked at").isFalse();
        plant.relinquishAll();
        plant.close();
        edge.set(EdgeOnWire.TEMPERATURE, 25); // what was sent before is heard before
        await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains("spBv1.0/plant/DDATA/edge-1/crah-h1-01"));
        assertThat(heard).contains(REBIRTH).noneMatch(topic -> topic.contains("/DCMD/") || topic.contains("/STATE/"))
                .filteredOn(topic -> topic.contains("/NCMD/")).containsOnly(REBIRTH);
        assertThat(edge.remote()).isTrue();
        assertThat(edge.commands()).isEmpty();
    }

    @Test
    void onlyListeningItSendsNothingAndShowsWhatIsBornMeanwhile() {
        FieldPlant plant = SparkplugPlant.look(site, address, "look", Clock.systemUTC(), false);
        edge.set(EdgeOnWire.TEMPERATURE, 25);
        await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains("spBv1.0/plant/DDATA/edge-1/crah-h1-01"));
        assertThat(plant.connected()).as("an alias without a birth says nothing").isEmpty();
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).until(() -> {
            edge.birth();
            return plant.connected().equals(List.of(DEVICE));
        });
        // The newest birth begins anew: nothing is known of the device between its node's and its own.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(plant.readings(site.catalog().all()))
                .containsEntry(AIR, 24.0));
        plant.close();
        assertThat(heard).noneMatch(topic -> topic.contains("CMD/") || topic.contains("/STATE/"));
    }

    private static void born(FieldPlant plant) {
        await().atMost(Duration.ofSeconds(60)).until(() -> plant.connected().equals(List.of(DEVICE)));
    }
}
