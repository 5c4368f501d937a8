package dev.ondol.ingest;

import static dev.ondol.ingest.IngestRig.SITE;
import static dev.ondol.ingest.IngestRig.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A Sparkplug edge node and ingest as its primary host, over each broker into a real database.
@ParameterizedClass
@EnumSource(IngestRig.Product.class)
class SparkplugIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final PointId POINT = IngestRig.POINTS.ofSource(IngestRig.SOURCE).stream()
            .filter(point -> point.quantity() == Quantity.SUPPLY_WATER_TEMPERATURE).map(Point::id).findFirst()
            .orElseThrow();
    private static final String STATE = "spBv1.0/STATE/ondol";
    private static final String ONLINE = "{\"online\":true,";
    private static final String OFFLINE = "{\"online\":false,";

    private final IngestRig rig;
    private final MqttSession edge;
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final List<Payload> commands = new CopyOnWriteArrayList<>();

    SparkplugIT(IngestRig.Product product) {
        rig = new IngestRig(SITE.id(), product);
        edge = MqttSession.open(rig.brokerAddress(), SessionOptions.transientSession("edge-1"),
                List.of(new Subscription("spBv1.0/dc/NCMD/edge-1", 1), new Subscription(STATE, 1)), this::hear);
        assertThat(edge.awaitConnected(PATIENCE)).isTrue();
    }

    private void hear(Delivery delivery) {
        try {
            if (delivery.topic().equals(STATE)) {
                states.add(new String(delivery.payload(), StandardCharsets.UTF_8));
            } else {
                commands.add(Payload.parseFrom(delivery.payload()));
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        edge.close();
        rig.close();
    }

    @Test
    void anEdgeNodeIsStoredAndAskedForARebirthAfterAGap() {
        try (Historian historian = rig.historian(); IngestRole ingest = host(historian)) {
            birth(1);
            for (int seq = 2; seq < 20; seq++) {
                data(seq, T + seq * 1_000L, seq);
            }
            await().atMost(PATIENCE).until(() -> ingest.statistics().samples() == 19);
            assertThat(commands).isEmpty();
            data(25, T + 25_000, 25);
            await().atMost(PATIENCE).until(() -> commands.size() == 1 && rig.rejected().size() == 1);
            assertThat(commands.getFirst().getMetrics(0).getName()).isEqualTo("Node Control/Rebirth");
            assertThat(commands.getFirst().getMetrics(0).getBooleanValue()).isTrue();
            birth(1);
            data(2, T + 2_000, 90);
            data(3, T + 25_000, 25);
            await().atMost(PATIENCE).until(() -> ingest.statistics().samples() == 20);
            assertThat(rig.rejected()).containsExactly("malformed");
            assertThat(rig.stored(SITE.id())).containsExactlyElementsOf(expected(List.of(25)));
        }
    }

    @Test
    void whatAnEdgeNodeKeepsAndSendsAgainAfterARestartOfIngestIsStoredOnce() {
        try (Historian historian = rig.historian()) {
            try (IngestRole first = host(historian)) {
                birth(1);
                for (int seq = 2; seq < 20; seq++) {
                    data(seq, T + seq * 1_000L, seq);
                }
                await().atMost(PATIENCE).until(() -> first.statistics().samples() == 19);
            }
            await().atMost(PATIENCE).until(() -> states.getLast().startsWith(OFFLINE));
            data(20, T + 20_000, 20); // nobody hears this
            try (IngestRole second = host(historian)) {
                data(21, T + 21_000, 21);
                await().atMost(PATIENCE).until(() -> commands.size() == 1);
                birth(2);
                for (int seq = 2; seq < 22; seq++) {
                    data(seq, T + seq * 1_000L, seq);
                }
                await().atMost(PATIENCE).until(() -> second.statistics().samples() == 2);
                assertThat(rig.stored(SITE.id())).containsExactlyElementsOf(expected(List.of(20, 21)));
            }
        }
    }

    @Test
    void theHostSaysWhetherItStoresAndContradictsAWillThatComesLate() {
        try (Historian historian = rig.historian(); IngestRole ingest = host(historian)) {
            assertThat(ingest.connected()).isTrue();
            int before = states.size();
            rig.publish(STATE, (OFFLINE + "\"timestamp\":1}").getBytes(StandardCharsets.UTF_8)).join();
            await().atMost(PATIENCE).until(() -> states.size() >= before + 2 && states.getLast().startsWith(ONLINE));
            birth(1);
            await().atMost(PATIENCE).until(() -> ingest.statistics().samples() == 1);
            rig.stopDatabase();
            data(2, T + 2_000, 2);
            await().atMost(PATIENCE).until(() -> states.getLast().startsWith(OFFLINE));
            rig.startDatabase();
            await().atMost(PATIENCE).until(() -> states.getLast().startsWith(ONLINE));
            await().atMost(PATIENCE).until(() -> ingest.statistics().samples() == 2);
        }
        await().atMost(PATIENCE).until(() -> states.getLast().startsWith(OFFLINE));
        assertThat(states.stream().map(state -> state.substring(state.indexOf("timestamp"))).distinct()
                .filter(time -> !time.equals("timestamp\":1}"))).as("one time a life").hasSize(1);
    }

    private IngestRole host(Historian historian) {
        IngestRole role = new IngestRole(SITE, IngestRig.POINTS, rig.brokerAddress(), historian, Clock.systemUTC(),
                IngestOptions.defaults().withSparkplug(new SparkplugOptions("ondol", List.of("dc"))));
        role.start();
        IngestRig.awaitConnected(role);
        await().atMost(PATIENCE).until(() -> !states.isEmpty() && states.getLast().startsWith(ONLINE));
        rig.tick(T + 60_000);
        return role;
    }

    /// What births and data 2 to 19 become, and further data.
    private static List<String> expected(List<Integer> further) {
        List<String> rows = new ArrayList<>();
        rows.add((T + 1_000) + " " + POINT + " 20.0");
        for (int seq = 2; seq < 20; seq++) {
            rows.add((T + seq * 1_000L) + " " + POINT + " " + (double) seq);
        }
        further.forEach(seq -> rows.add((T + seq * 1_000L) + " " + POINT + " " + (double) seq));
        return rows;
    }

    private void birth(long bdSeq) {
        send("NBIRTH", "", Payload.newBuilder().setSeq(0).setTimestamp(T)
                .addMetrics(Payload.Metric.newBuilder().setName("bdSeq").setLongValue(bdSeq)));
        send("DBIRTH", "/" + POINT.equipment(), Payload.newBuilder().setSeq(1).setTimestamp(T + 1_000)
                .addMetrics(Payload.Metric.newBuilder().setName(POINT.quantity()).setAlias(7).setDoubleValue(20)
                        .setProperties(Payload.PropertySet.newBuilder().addKeys("engUnit")
                                .addValues(Payload.PropertyValue.newBuilder().setStringValue("Cel")))));
    }

    private void data(int seq, long time, double value) {
        send("DDATA", "/" + POINT.equipment(), Payload.newBuilder().setSeq(seq).setTimestamp(time)
                .addMetrics(Payload.Metric.newBuilder().setAlias(7).setDoubleValue(value)));
    }

    /// At QoS 0, as edge nodes do.
    private void send(String type, String device, Payload.Builder payload) {
        edge.publish("spBv1.0/dc/" + type + "/edge-1" + device, payload.build().toByteArray(), 0, false,
                Optional.empty()).join();
    }
}
