package dev.ondol.benchmarks.safety;

import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.gateway.GatewayOptions;
import dev.ondol.gateway.GatewayRole;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A real gateway, broker and database, control as processes, and a planner that gives control something to command five times a second.
/// What is said on the line is written down with the time at which it was heard.
final class ControlRig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double RATE = 60;
    private static final long START = 1_700_000_100_000L;

    /// A heartbeat of control, and when it was heard, by [System#nanoTime].
    record Beat(Heartbeat said, long nanos) {}

    private final Site site = SiteReader.builtIn("kr-edge").orElseThrow();
    private final PointCatalog catalog = PointCatalog.of(site);
    private final Topics topics = new Topics(site.id());
    private final SensedPlant plant = new SensedPlant(site, catalog, START);
    private final EmbeddedBroker broker;
    private final RunningDatabase database;
    private final GatewayRole gateway;
    private final MqttSession session;
    private final Path log;
    private final List<ControlProcess> processes = new ArrayList<>();
    private final List<PointId> caps;
    private @Nullable Beat newest;
    private long newestEpoch;
    private long plans;
    private long sent;
    private long applied;
    private long stale;
    private long staleApplied;

    ControlRig(Path data) {
        log = data.resolve("control.log");
        broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        database = Databases.embedded(data.resolve("database"), 0);
        BrokerAddress address = BrokerAddress.of(broker.url());
        gateway = new GatewayRole(site, catalog, plant, address, GatewayOptions.freeRunning(data.resolve("gateway"),
                RATE), Clock.systemUTC());
        gateway.start();
        session = MqttSession.open(address, SessionOptions.transientSession("ondol-r14"), List.of(new Subscription(
                topics.allAcks(), 1), new Subscription(topics.allCommands(), 1),
                new Subscription(topics
                        .allHeartbeats(), 1)),
                this::hear);
        caps = catalog.writable().stream().map(point -> point.id()).filter(id -> id.quantity().equals(
                "power-cap-setpoint")).toList();
    }

    /// Starts one more control.
    ControlProcess control() throws IOException {
        ControlProcess process = ControlProcess.start(List.of(site.id(), broker.url(), database.jdbcUrl(), database
                .user(), database.password()), log);
        processes.add(process);
        return process;
    }

    /// Waits until that process leads and says AUTO.
    ///
    /// @return when it was heard first since `epoch`, by [System#nanoTime]
    long awaitLead(long beyondEpoch) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            Beat beat = newest();
            return beat != null && beat.said().epoch() > beyondEpoch && beat.said().mode() == Mode.AUTO;
        });
        return java.util.Objects.requireNonNull(newest()).nanos();
    }

    /// The one of these two that leads now.
    ControlProcess leader() {
        String name = java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(newest()).said().leader());
        return processes.stream().filter(process -> name.contains("-" + process.pid() + "-")).findFirst().orElseThrow();
    }

    synchronized @Nullable Beat newest() {
        return newest;
    }

    synchronized long epoch() {
        return newestEpoch;
    }

    synchronized long sent() {
        return sent;
    }

    synchronized long applied() {
        return applied;
    }

    /// Commands of an epoch older than one that the plant had heard of when they went out.
    synchronized long stale() {
        return stale;
    }

    synchronized long staleApplied() {
        return staleApplied;
    }

    Tried envelope() {
        return plant.envelope();
    }

    Tried slew() {
        return plant.slew();
    }

    boolean automatic() {
        return gateway.statistics().automatic();
    }

    /// For so long a new plan five times a second, each with another power cap of another node: one command a plan.
    void operate(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            plan();
            Thread.sleep(200);
        }
    }

    private void plan() {
        long now = plant.time();
        PointId cap = caps.get((int) (++plans % caps.size()));
        double wanted = plant.setpoint(cap) > 90 ? 85 : 95;
        Plan plan = new Plan("plan-" + plans, site.id(), now, now + 86_400_000, List.of(new SetpointSteps(cap, List.of(
                new Step(now, wanted)), "energy"), new SetpointSteps(plant.air(),
                        List.of(new Step(now, 20 + plans
                                % 5)),
                        "energy")),
                List.of(), List.of(), new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0",
                        0, 0, 0, 0));
        session.publish(topics.plan(), JsonMessages.write(plan), 1, true, Optional.empty()).exceptionally(
                failure -> null);
    }

    private void hear(Delivery delivery) {
        String topic = delivery.topic();
        try {
            if (topic.equals(topics.ack(Topics.last(topic)))) {
                answered(JsonMessages.read(delivery.payload(), Acknowledgement.class));
            } else if (topic.equals(topics.command(Topics.last(topic)))) {
                commanded(JsonMessages.read(delivery.payload(), Command.class));
            } else if (topic.equals(topics.heartbeat("control"))) {
                beat(JsonMessages.read(delivery.payload(), Heartbeat.class));
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void beat(Heartbeat said) {
        newestEpoch = Math.max(newestEpoch, said.epoch());
        if (newest == null || said.epoch() > newest.said().epoch() || said.epoch() == newest.said().epoch()
                && newest.said().mode() != Mode.AUTO) {
            newest = new Beat(said, System.nanoTime());
        }
    }

    private synchronized void commanded(Command command) {
        sent++;
        stale += command.epoch() < newestEpoch ? 1 : 0;
    }

    private synchronized void answered(Acknowledgement answer) {
        if (answer.status() == Acknowledgement.Status.APPLIED) {
            applied++;
            staleApplied += answer.epoch() < newestEpoch ? 1 : 0;
        }
        newestEpoch = Math.max(newestEpoch, answer.epoch());
    }

    @Override
    public void close() {
        processes.forEach(ControlProcess::close);
        session.close();
        gateway.close();
        database.close();
        broker.close();
    }
}
