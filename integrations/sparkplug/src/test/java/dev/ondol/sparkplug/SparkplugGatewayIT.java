package dev.ondol.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.gateway.GatewayOptions;
import dev.ondol.gateway.GatewayRole;
import dev.ondol.gateway.field.FieldPlant;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An edge node on the wire, a real broker, and control moved by hand: the whole way of readings and commands.
class SparkplugGatewayIT {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Topics TOPICS = new Topics(SITE.id());
    private static final PointId AIR = PointId.of("hall-h1/supply-air-temperature-setpoint");
    private static final PointId TEMPERATURE = PointId.of("crah-h1-01/supply-air-temperature");
    private static final PointId FLOW = PointId.of("technology-loop-h1/water-flow-setpoint");
    private static final long EPOCH = 3;

    private final Path folder;
    private final EmbeddedBroker broker;
    private final MqttSession session;
    private final MappedEdge site;
    private final FieldPlant plant;
    private final GatewayRole gateway;
    private final List<Acknowledgement> answers = new CopyOnWriteArrayList<>();
    private final Map<PointId, Double> readings = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Future<?> beating;
    private volatile Mode mode = Mode.FALLBACK;
    private EdgeOnWire edge;

    SparkplugGatewayIT() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/sparkplug")), "gateway");
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        session = MqttSession.open(BrokerAddress.of(broker.url()), SessionOptions.transientSession("by-hand"), List.of(
                new Subscription(TOPICS.allAcks(), 1), new Subscription(TOPICS.allFrames(), 1)), this::receive);
        site = MappedEdge.of("example", MetricMap.read("example", Files.readString(Path.of(
                "sparkplug.example.yaml"))), PointCatalog.of(SITE));
        edge = new EdgeOnWire(BrokerAddress.of(broker.url()), 1, 24, true); // left so by an earlier life of the gateway
        plant = SparkplugPlant.open(site, BrokerAddress.of(broker.url()), "plant", Clock.systemUTC());
        gateway = new GatewayRole(SITE, site.catalog(), plant, BrokerAddress.of(broker.url()), GatewayOptions.real(
                folder.resolve("data")), Clock.systemUTC());
    }

    @BeforeEach
    void start() {
        gateway.start();
        assertThat(gateway.awaitConnected(Duration.ofSeconds(30))).isTrue();
        beating = heart
                .scheduleAtFixedRate(() -> publish(TOPICS.heartbeat("control"), new Heartbeat("control", mode, EPOCH,
                        0, 0)), 0, 200, TimeUnit.MILLISECONDS);
        eventually(() -> plant.connected().equals(List.of("plant/edge-1/crah-h1-01")));
    }

    @AfterEach
    void stop() throws Exception {
        heart.shutdownNow();
        gateway.close();
        plant.close();
        session.close();
        edge.close();
        broker.close();
    }

    @Test
    void metricsBecomeReadingsOfPoints() {
        eventually(() -> readings.size() >= 4);
        assertThat(readings.get(TEMPERATURE)).isEqualTo(23.1);
        assertThat(readings.get(PointId.of("crah-h1-01/fan-speed"))).isEqualTo(64);
        assertThat(readings.get(PointId.of("crah-h1-01/active-power"))).isCloseTo(4.3, within(1e-9));
        assertThat(readings.get(AIR)).isEqualTo(24);
        edge.set(EdgeOnWire.TEMPERATURE, 22.4);
        eventually(() -> reading(TEMPERATURE) == 22.4);
    }

    @Test
    void whatAnEarlierLifeHeldIsHandedBackBeforeAnythingElse() {
        eventually(() -> !edge.remote());
        assertThat(edge.value(EdgeOnWire.SETPOINT)).isEqualTo(24);
        assertThat(names(edge)).containsOnly(EdgeOnWire.REMOTE);
    }

    @Test
    void aCommandBecomesADcmdIsReadBackAndHandedBackWhenControlFallsSilent() {
        obey();
        send(1, 22.5);
        assertThat(answer(1).status()).isEqualTo(Status.APPLIED);
        assertThat(answer(1).applied()).isEqualTo(22.5);
        assertThat(edge.value(EdgeOnWire.SETPOINT)).isEqualTo(22.5);
        assertThat(edge.remote()).isTrue();
        assertThat(names(edge)).endsWith(EdgeOnWire.SETPOINT, EdgeOnWire.REMOTE);
        Objects.requireNonNull(beating).cancel(true);
        eventually(() -> !edge.remote());
        assertThat(edge.value(EdgeOnWire.SETPOINT)).isEqualTo(22.5);
    }

    @Test
    void nothingLeavesThatTheGuardRefuses() {
        obey();
        send(1, 26.5); // inside the site's envelope, outside that of the map
        send(2, Double.NaN);
        publish(TOPICS.command("hall-h1"), command(AIR, 2, 9, 22, System.currentTimeMillis() + 60_000));
        publish(TOPICS.command("hall-h1"), command(AIR, 3, 3, 22, System.currentTimeMillis() - 1));
        send(5, 22);
        send(5, 21);
        eventually(() -> answers.size() >= 6);
        assertThat(answers).extracting(Acknowledgement::status).containsExactly(Status.REFUSED, Status.REFUSED,
                Status.SUPERSEDED, Status.EXPIRED, Status.APPLIED, Status.DUPLICATE);
        assertThat(edge.commands()).filteredOn(metric -> metric.getName().equals(EdgeOnWire.SETPOINT)).extracting(
                Payload.Metric::getDoubleValue).as("only the one good command").containsExactly(22.0);
    }

    @Test
    void anOperatorHoldsASetpointWithoutControlAndGivesItBack() {
        publish(TOPICS.intervention("i-1"), new Intervention("i-1", Intervention.Action.OVERRIDE, AIR.toString(), 21.0,
                null, "kim", System.currentTimeMillis(), "door open"));
        eventually(() -> edge.remote() && edge.value(EdgeOnWire.SETPOINT) == 21);
        obey();
        send(1, 24);
        assertThat(answer(1).status()).isEqualTo(Status.OVERRIDDEN);
        publish(TOPICS.intervention("i-2"), new Intervention("i-2", Intervention.Action.RELEASE, AIR.toString(), null,
                null, "kim", System.currentTimeMillis(), ""));
        eventually(() -> !edge.remote());
    }

    @Test
    void whatTheDeviceDoesNotShowIsRefusedAndHandedBackAndItsNodeIsBornAgain() {
        obey();
        send(1, 23);
        assertThat(answer(1).status()).isEqualTo(Status.APPLIED);
        int births = edge.births();
        edge.deaf(true);
        send(2, 23.5);
        assertThat(answer(2).status()).isEqualTo(Status.REFUSED);
        eventually(() -> edge.births() > births);
        assertThat(edge.remote()).as("it cannot be told").isTrue();
        edge.deaf(false);
        eventually(() -> !edge.remote());
        send(3, 22);
        assertThat(answer(3).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void ofAnEdgeNodeThatDiedNothingIsKnownAndAfterItsRebirthItsSetpointsAreReadAnew() {
        obey();
        send(1, 23);
        assertThat(answer(1).status()).isEqualTo(Status.APPLIED);
        edge.close();
        eventually(() -> plant.connected().isEmpty());
        assertThat(plant.readings(site.catalog().all())).isEmpty();
        assertThat(plant.setpoint(AIR)).isNaN();
        send(2, 23.5);
        assertThat(answer(2).status()).isEqualTo(Status.REFUSED);
        edge = new EdgeOnWire(BrokerAddress.of(broker.url()), 2, 20.5, true);
        eventually(() -> reading(AIR) == 20.5);
        eventually(() -> !edge.remote());
        send(3, 22);
        assertThat(answer(3).status()).isEqualTo(Status.APPLIED);
        assertThat(edge.value(EdgeOnWire.SETPOINT)).isEqualTo(22);
    }

    @Test
    void whatIsBornAgainAsItWasToldIsLeftAlone() {
        obey();
        send(1, 23);
        assertThat(answer(1).status()).isEqualTo(Status.APPLIED);
        edge.close();
        eventually(() -> plant.connected().isEmpty());
        edge = new EdgeOnWire(BrokerAddress.of(broker.url()), 2, 23, true);
        eventually(() -> reading(AIR) == 23);
        send(2, 22);
        assertThat(answer(2).status()).isEqualTo(Status.APPLIED);
        assertThat(names(edge)).containsExactly(EdgeOnWire.SETPOINT, EdgeOnWire.REMOTE);
    }

    @Test
    void aMissingMessageMakesTheGatewayAskForABirthAndBelieveNothingBefore() {
        int births = edge.births();
        edge.lose();
        edge.set(EdgeOnWire.TEMPERATURE, 25);
        eventually(() -> edge.births() > births && reading(TEMPERATURE) == 25);
    }

    @Test
    void aDeviceThatWasNeverBornTakesNoCommand() {
        obey();
        publish(TOPICS.command("technology-loop-h1"), new Command(SITE.id(), FLOW, site.catalog().find(FLOW)
                .orElseThrow().limits().orElseThrow().max(), "L/s", EPOCH, 1, System.currentTimeMillis(),
                System
                        .currentTimeMillis() + 60_000,
                "p", "plan"));
        assertThat(answer(1).status()).isEqualTo(Status.REFUSED);
        assertThat(names(edge)).doesNotContain("Flow Setpoint");
    }

    private double reading(PointId point) {
        return plant.readings(site.catalog().all()).getOrDefault(point, Double.NaN);
    }

    private static List<String> names(EdgeOnWire edge) {
        return edge.commands().stream().map(Payload.Metric::getName).toList();
    }

    private void obey() {
        mode = Mode.AUTO;
        eventually(() -> gateway.statistics().automatic());
    }

    private void send(long seq, double value) {
        publish(TOPICS.command("hall-h1"), command(AIR, EPOCH, seq, value, System.currentTimeMillis() + 60_000));
    }

    private static Command command(PointId point, long epoch, long seq, double value, long notAfter) {
        return new Command(SITE.id(), point, value, "Cel", epoch, seq, System.currentTimeMillis(), notAfter, "p",
                "plan");
    }

    private Acknowledgement answer(long seq) {
        eventually(() -> answers.stream().anyMatch(answer -> answer.seq() == seq));
        return answers.stream().filter(answer -> answer.seq() == seq).findFirst().orElseThrow();
    }

    private void publish(String topic, Object message) {
        CompletableFuture<Void> sent = session.publish(topic, JsonMessages.write(message), 1, false, Optional.empty());
        sent.exceptionally(failure -> null);
    }

    private void receive(Delivery delivery) {
        try {
            if (delivery.topic().contains("/ack/")) {
                answers.add(JsonMessages.read(delivery.payload(), Acknowledgement.class));
            } else {
                Frame frame = FrameCodec.read(delivery.payload());
                readings.putAll(frame.values());
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
