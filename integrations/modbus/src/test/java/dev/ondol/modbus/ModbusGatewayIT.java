package dev.ondol.modbus;

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
import dev.ondol.modbus.map.MappedSite;
import dev.ondol.modbus.map.RegisterMap;
import dev.ondol.services.EmbeddedBroker;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An air handler and a coolant pump on the wire, a real broker, and control moved by hand: the whole way of readings and commands.
class ModbusGatewayIT {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Topics TOPICS = new Topics(SITE.id());
    private static final PointId AIR = PointId.of("hall-h1/supply-air-temperature-setpoint");
    private static final int SETPOINT = 10;
    private static final int COIL = 5;
    private static final int BEAT = 40;

    private final Path folder;
    private final EmbeddedBroker broker;
    private final MqttSession session;
    private final DeviceOnWire crah = new DeviceOnWire();
    private final DeviceOnWire cdu = new DeviceOnWire();
    private final FieldPlant plant;
    private final GatewayRole gateway;
    private final List<Acknowledgement> answers = new CopyOnWriteArrayList<>();
    private final Map<PointId, Double> readings = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Future<?> beating;
    private volatile Mode mode = Mode.FALLBACK;
    private static final long EPOCH = 3;

    ModbusGatewayIT() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/modbus")), "gateway");
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        session = MqttSession.open(BrokerAddress.of(broker.url()), SessionOptions.transientSession("by-hand"), List.of(
                new Subscription(TOPICS.allAcks(), 1), new Subscription(TOPICS.allFrames(), 1)), this::receive);
        String map = Files.readString(Path.of("modbus.example.yaml"))
                .replace("host: 192.0.2.11\n    port: 502", "host: 127.0.0.1\n    port: " + crah.port())
                .replace("host: 192.0.2.21", "host: 127.0.0.1\n    port: " + cdu.port());
        MappedSite site = MappedSite.of("example", RegisterMap.read("example", map), PointCatalog.of(SITE));
        crah.input(0, 231);
        crah.input(1, 640);
        crah.holding(SETPOINT, 240);
        crah.coil(COIL, true); // left so by an earlier life of the gateway
        cdu.input(0, 7_150);
        cdu.input(2, 0);
        cdu.input(3, 0x4210);
        plant = ModbusPlant.open(site, Clock.systemUTC());
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
        eventually(() -> plant.connected().size() == 2);
    }

    @AfterEach
    void stop() throws Exception {
        heart.shutdownNow();
        gateway.close();
        plant.close();
        session.close();
        broker.close();
        crah.close();
        cdu.close();
    }

    @Test
    void registersBecomeReadingsOfPoints() {
        eventually(() -> readings.size() >= 7);
        assertThat(readings.get(PointId.of("crah-h1-01/supply-air-temperature"))).isCloseTo(23.1, within(1e-9));
        assertThat(readings.get(PointId.of("crah-h1-01/fan-speed"))).isCloseTo(64, within(1e-9));
        assertThat(readings.get(PointId.of("cdu-h1-01/pump-speed"))).isCloseTo(71.5, within(1e-9));
        assertThat(readings.get(PointId.of("technology-loop-h1/water-flow"))).isCloseTo(10, within(1e-4));
        assertThat(readings.get(AIR)).isCloseTo(24, within(1e-9));
        eventually(() -> crah.holding(BEAT) > 0);
    }

    @Test
    void whatAnEarlierLifeHeldIsHandedBackBeforeAnythingElse() {
        eventually(() -> !crah.coil(COIL));
        assertThat(crah.holding(SETPOINT)).isEqualTo(240);
    }

    @Test
    void aCommandIsWrittenReadBackAndHandedBackWhenControlFallsSilent() {
        obey();
        send(1, 22.5);
        assertThat(answer(1).status()).isEqualTo(Status.APPLIED);
        assertThat(answer(1).applied()).isEqualTo(22.5);
        assertThat(crah.holding(SETPOINT)).isEqualTo(225);
        assertThat(crah.coil(COIL)).isTrue();
        Objects.requireNonNull(beating).cancel(true);
        eventually(() -> !crah.coil(COIL));
        assertThat(crah.holding(SETPOINT)).isEqualTo(225);
    }

    @Test
    void nothingIsWrittenThatTheGuardRefuses() {
        obey();
        send(1, 26.5); // inside the site's envelope, outside that of the map
        send(2, Double.NaN);
        publish(TOPICS.command("hall-h1"), command(AIR, 2, 9, 22, System.currentTimeMillis() + 60_000));
        publish(TOPICS.command("hall-h1"), command(AIR, 3, 3, 22, System.currentTimeMillis() - 1));
        PointId unmapped = PointId.of("hall-h2/supply-air-temperature-setpoint");
        publish(TOPICS.command("hall-h2"), command(unmapped, 3, 4, 22, System.currentTimeMillis() + 60_000));
        send(5, 22);
        send(5, 21);
        eventually(() -> answers.size() >= 7);
        assertThat(answers).extracting(Acknowledgement::status).contains(Status.REFUSED, Status.SUPERSEDED,
                Status.EXPIRED, Status.DUPLICATE);
        assertThat(answer(5).status()).isEqualTo(Status.APPLIED);
        assertThat(answer(4).status()).isEqualTo(Status.REFUSED);
        assertThat(crah.holding(SETPOINT)).as("only the one good command").isEqualTo(220);
    }

    @Test
    void anOperatorHoldsASetpointWithoutControlAndGivesItBack() {
        mode = Mode.FALLBACK;
        publish(TOPICS.intervention("i-1"), new Intervention("i-1", Intervention.Action.OVERRIDE, AIR.toString(), 21.0,
                null, "kim", System.currentTimeMillis(), "door open"));
        eventually(() -> crah.coil(COIL) && crah.holding(SETPOINT) == 210);
        obey();
        send(1, 24);
        assertThat(answer(1).status()).isEqualTo(Status.OVERRIDDEN);
        publish(TOPICS.intervention("i-2"), new Intervention("i-2", Intervention.Action.RELEASE, AIR.toString(), null,
                null, "kim", System.currentTimeMillis(), ""));
        eventually(() -> !crah.coil(COIL));
    }

    @Test
    void aDeviceThatIsGoneRefusesAndIsHandedBackWhenItReturns() throws Exception {
        obey();
        send(1, 23);
        assertThat(answer(1).status()).isEqualTo(Status.APPLIED);
        crah.close();
        eventually(() -> plant.connected().size() == 1);
        send(2, 23.5);
        assertThat(answer(2).status()).isEqualTo(Status.REFUSED);
        try (DeviceOnWire again = new DeviceOnWire(crah.port())) {
            again.coil(COIL, true);
            eventually(() -> !again.coil(COIL));
            send(3, 22);
            assertThat(answer(3).status()).isEqualTo(Status.APPLIED);
            assertThat(again.coil(COIL)).isTrue();
            plant.close();
            assertThat(again.coil(COIL)).as("the end of the gateway hands everything back").isFalse();
        }
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
