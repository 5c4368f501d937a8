package dev.ondol.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.optimizer.solve.Scenes;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole role against a real broker and a real database, with hand-made telemetry.
class OptimizerRoleIT {
    private static final Path DATA = Path.of("target", "optimizer-it-" + UUID.randomUUID());
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointCatalog POINTS = PointCatalog.of(SITE);
    private static final Topics TOPICS = new Topics(SITE.id());
    private static final OptimizerOptions OPTIONS = OptimizerOptions.defaults().withPort(0).withMoves(500);
    private static EmbeddedBroker broker;
    private static RunningDatabase database;
    private static Historian historian;
    private static MqttSession plant;
    private static final List<Plan> PLANS = new CopyOnWriteArrayList<>();
    private static final List<NodeOrders> ORDERS = new CopyOnWriteArrayList<>();
    private static final List<Heartbeat> BEATS = new CopyOnWriteArrayList<>();
    private static long seq;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(DATA.resolve("broker"), 0);
        database = Databases.embedded(DATA.resolve("database"), 0);
        historian = Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()));
        plant = MqttSession.open(address(), SessionOptions.transientSession("test-plant"), List.of(
                new MqttSession.Subscription(TOPICS.plan(), 1),
                new MqttSession.Subscription(TOPICS.nodeOrders(), 1),
                new MqttSession.Subscription(TOPICS.allHeartbeats(), 0)),
                delivery -> {
                    try {
                        if (delivery.topic().equals(TOPICS.plan())) {
                            PLANS.add(JsonMessages.read(delivery.payload(), Plan.class));
                        } else if (delivery.topic().equals(TOPICS.nodeOrders())) {
                            ORDERS.add(JsonMessages.read(delivery.payload(), NodeOrders.class));
                        } else {
                            BEATS.add(JsonMessages.read(delivery.payload(), Heartbeat.class));
                        }
                    } catch (MalformedMessage e) {
                        throw new IllegalStateException(e);
                    }
                });
        assertThat(plant.awaitConnected(PATIENCE)).isTrue();
    }

    @AfterAll
    static void stop() throws Exception {
        plant.close();
        historian.close();
        database.close();
        broker.close();
    }

    private static BrokerAddress address() {
        return new BrokerAddress(broker.url(), Optional.empty(), Optional.empty());
    }

    private static double reading(Point point) {
        return switch (point.quantity()) {
            case SUPPLY_AIR_TEMPERATURE, SUPPLY_AIR_TEMPERATURE_SETPOINT -> 22;
            case INLET_AIR_TEMPERATURE -> 23.5;
            case DIFFERENTIAL_PRESSURE_SETPOINT -> 10;
            case SUPPLY_WATER_TEMPERATURE, SUPPLY_WATER_TEMPERATURE_SETPOINT -> point.id().equipment().equals(
                    PointCatalog.CHILLED_WATER)
                            ? 16
                            : point.id().equipment().equals(PointCatalog.CONDENSER_WATER) ? 20 : 36;
            case DRY_BULB_TEMPERATURE -> 15;
            case WET_BULB_TEMPERATURE -> 11;
            case RELATIVE_HUMIDITY -> 60;
            case ACTIVE_POWER -> switch (point.id().equipment()) {
                case "it-h1", "it-h2" -> 800;
                case "it-h3" -> 1_200;
                case "it-h4" -> 900;
                default -> 10;
            };
            case ACTIVE_ENERGY -> seq; // grows with every frame
            default -> point.quantity().low();
        };
    }

    /// Frames of all sources but those named, then the clock.
    private static void publish(long time, String... silent) throws Exception {
        for (String source : POINTS.sources()) {
            if (List.of(silent).contains(source)) {
                continue;
            }
            Map<PointId, Double> values = new HashMap<>();
            POINTS.ofSource(source).forEach(point -> values.put(point.id(), reading(point)));
            send(TOPICS.frame(source), new Frame("boot", ++seq, time, values, Map.of()), false);
        }
        send(TOPICS.clock(), new ClockTick(time, 0, 0, "run", true), true);
    }

    private static void send(String topic, Object message, boolean retained) throws Exception {
        plant.publish(topic, JsonMessages.write(message), 1, retained, Optional.empty()).get(30, TimeUnit.SECONDS);
    }

    private static Plan planOf(long cycle) {
        await().atMost(PATIENCE).until(() -> PLANS.stream().anyMatch(plan -> plan.cycle() == cycle));
        return PLANS.stream().filter(plan -> plan.cycle() == cycle).findFirst().orElseThrow();
    }

    private static String ask(HttpClient client, OptimizerRole role, String what) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(role.port(),
                what))).build(), BodyHandlers.ofString()).body();
    }

    /// A job that runs for two minutes of plant time, and what it took.
    private static void runsAndEnds(HttpClient client, OptimizerRole role, long from) throws Exception {
        Placement placement = JsonMessages.read(post(client, role, "", Scenes.job("b", "H200", 1, 8, JobClass.TRAINING,
                3_600_000, null)), Placement.class);
        String events = "/" + placement.placementId() + "/events";
        post(client, role, events, new PlacementEvent(PlacementEvent.Type.STARTED, from));
        publish(from + 60_000);
        await().atMost(PATIENCE).until(() -> ask(client, role, "jobs/b/cost").contains("\"running\":true"));
        post(client, role, events, new PlacementEvent(PlacementEvent.Type.FINISHED, from + 120_000));
        publish(from + 120_000);
        await().atMost(PATIENCE).until(() -> historian.costs(SITE.id()).newest("b").isPresent());
    }

    private static byte[] post(HttpClient client, OptimizerRole role, String path, Object body) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/placements%s".formatted(role
                .port(), path))).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonMessages.write(body))).build(),
                BodyHandlers.ofByteArray()).body();
    }

    @Test
    void plansArePublishedStoredAndAnswered() throws Exception {
        long cycle = Scenes.CYCLE;
        try (OptimizerRole role = new OptimizerRole(SITE, POINTS, address(), historian, OPTIONS);
                HttpClient client = HttpClient.newHttpClient()) {
            role.start();
            await().atMost(PATIENCE).until(() -> role.health().broker());
            publish(cycle);
            Plan first = planOf(cycle);
            assertThat(first.setpoints())
                    .as("those of the halls and the plant, the modules of the supplies, the leaf switches, the processors of service racks, battery and heat pump")
                    .hasSize(20).allMatch(of -> !of.steps().isEmpty());
            assertThat(first.setpoints()).as("as slow as the operator allows")
                    .filteredOn(of -> of.point().equals(PointId
                            .of("service-racks/processor-clock-setpoint")))
                    .singleElement().satisfies(of -> assertThat(of
                            .steps()).singleElement().extracting(Plan.Step::value).isEqualTo(80.0));
            assertThat(first.expected().pue()).isBetween(1.02, 1.3);

            HttpRequest.Builder to = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + role.port()
                    + "/api/v1/placements"));
            assertThat(
                    client.send(to.POST(HttpRequest.BodyPublishers.ofString("x")).build(), BodyHandlers.ofByteArray())
                            .statusCode())
                    .as("over HTTP/2, too").isEqualTo(415);
            HttpRequest post = to.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JsonMessages.write(Scenes.job("a", "H200", 4, 8,
                            JobClass.TRAINING, 3_600_000, null))))
                    .build();
            Placement placement = JsonMessages.read(client.send(post, BodyHandlers.ofByteArray()).body(),
                    Placement.class);
            assertThat(placement.state()).isEqualTo(Placement.State.PLACED);
            // Durable before it was answered.
            assertThat(historian.workloads(SITE.id()).open()).anyMatch(open -> open.placement().equals(placement));

            await().atMost(PATIENCE).until(() -> historian.plans(SITE.id()).explanation(first.id()).isPresent());
            assertThat(ask(client, role, "plan/explanation")).contains("\"plan\":\"" + first.id(), "\"binding\":[");
            assertThat(ask(client, role, "plan/alternatives")).contains("\"weight\":\"carbon\"",
                    "\"weight\":\"water\"");

            publish(cycle + 300_000, "hall-h3");
            Plan second = planOf(cycle + 300_000);
            assertThat(second.profiles()).hasSize(4);
            publish(cycle + 600_000, "hall-h3");
            Plan third = planOf(cycle + 600_000);
            assertThat(third.setpoints().stream().filter(of -> of.point().equipment().equals("hall-h3"))).hasSize(2)
                    .allMatch(
                            of -> of.steps().isEmpty() && of.reason().startsWith("stale"));
            assertThat(third.setpoints().stream().filter(of -> of.point().equipment().equals("hall-h4"))).allMatch(
                    of -> !of.steps().isEmpty());
            await().atMost(PATIENCE).until(() -> historian.plans(SITE.id()).count() >= 3);
            assertThat(historian.plans(SITE.id()).latest()).map(Plan::id).hasValue(third.id());
            await().atMost(PATIENCE).until(() -> BEATS.stream().anyMatch(beat -> beat.role().equals(OptimizerRole.NAME)
                    && beat.plant() == cycle + 600_000));
            assertThat(role.health().status()).isEqualTo("up");
            runsAndEnds(client, role, cycle + 600_000);
            // A plant in lock-step waits for them each minute, whether anything has changed or not.
            publish(cycle + 780_000);
            await().atMost(PATIENCE).until(() -> ORDERS.stream().anyMatch(orders -> orders.at() == cycle + 780_000));
        }
        try (OptimizerRole restarted = new OptimizerRole(SITE, POINTS, address(), historian, OPTIONS)) {
            restarted.start();
            await().atMost(PATIENCE).until(() -> restarted.health().broker());
            // The retained clock comes before any frame; what is planned then sets nothing and is not the last word.
            publish(cycle + 795_000);
            await().atMost(PATIENCE)
                    .until(() -> PLANS.getLast().cycle() == cycle + 600_000 && PLANS.getLast().setpoints()
                            .stream().allMatch(of -> !of.steps().isEmpty()));
            assertThat(PLANS.getLast().profiles()).hasSize(4);
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(ask(client, restarted, "jobs/b/cost")).as("from before the restart").contains(
                        "\"running\":false", "\"currency\":\"won\"");
            }
        }
    }
}
