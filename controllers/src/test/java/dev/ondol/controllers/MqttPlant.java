package dev.ondol.controllers;

import dev.ondol.controllers.verify.EdgeSite;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Gateway, planner and operator of one site in one: everything that control meets over MQTT.
final class MqttPlant implements AutoCloseable {
    final List<Command> commands = new CopyOnWriteArrayList<>();
    final List<CycleApplied> cycles = new CopyOnWriteArrayList<>();
    final List<Heartbeat> heartbeats = new CopyOnWriteArrayList<>();
    final List<OperatorReply> replies = new CopyOnWriteArrayList<>();
    final Map<PointId, Double> setpoints = new ConcurrentHashMap<>();
    private final String site;
    private final Topics topics;
    private final MqttSession session;
    private final AtomicLong clock = new AtomicLong(FakePlant.START);
    private volatile Mode mode = Mode.FALLBACK;

    MqttPlant(BrokerAddress broker, String site) {
        this.site = site;
        this.topics = new Topics(site);
        for (Point point : EdgeSite.CATALOG.writable()) {
            setpoints.put(point.id(), EdgeSite.ordinary(point));
        }
        session = MqttSession.open(broker, SessionOptions.transientSession("plant-" + site),
                List.of(new Subscription(topics.allCommands(), 1), new Subscription(topics.cycle(), 1),
                        new Subscription(topics.allHeartbeats(), 1), new Subscription(topics.allReplies(), 1)),
                this::handle);
        if (!session.awaitConnected(Duration.ofSeconds(20))) {
            throw new IllegalStateException("The plant of the test has no broker at %s.".formatted(broker));
        }
    }

    private void handle(Delivery delivery) {
        try {
            String topic = delivery.topic();
            if (topic.equals(topics.cycle())) {
                cycles.add(JsonMessages.read(delivery.payload(), CycleApplied.class));
            } else if (topic.equals(topics.heartbeat("control"))) {
                Heartbeat heartbeat = JsonMessages.read(delivery.payload(), Heartbeat.class);
                mode = heartbeat.mode();
                heartbeats.add(heartbeat);
            } else if (topic.equals(topics.reply(Topics.last(topic)))) {
                replies.add(JsonMessages.read(delivery.payload(), OperatorReply.class));
            } else {
                obey(JsonMessages.read(delivery.payload(), Command.class));
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private void obey(Command command) {
        long now = clock.get();
        boolean obeys = mode == Mode.AUTO && now <= command.notAfter();
        if (obeys) {
            setpoints.put(command.point(), command.value());
        }
        commands.add(command);
        publish(topics.ack(command.point().equipment()), new Acknowledgement(command.point(), command.epoch(), command
                .seq(), obeys ? Acknowledgement.Status.APPLIED : Acknowledgement.Status.LOCAL,
                setpoints.get(command.point()), now), false);
    }

    /// Lets so many instants of 15 plant seconds pass: frames, then the clock.
    void ticks(int count) {
        for (int i = 0; i < count; i++) {
            long now = clock.addAndGet(15_000);
            publish(topics.frame("all"), EdgeSite.frame(now, setpoints), false);
            publish(topics.clock(), new ClockTick(now, System.currentTimeMillis(), 0, "run-1", true), true);
        }
    }

    Plan plan(String id, PointId point, double value) {
        long now = clock.get();
        Plan plan = new Plan(id, site, now, now + 86_400_000, List.of(new SetpointSteps(point, List.of(new Step(now,
                value)), "energy")), List.of(), List.of(), new Plan.Expected(1, 1, 1, 1, 1),
                new Plan.Solve("0", 0, 0, 0,
                        0));
        publish(topics.plan(), plan, true);
        return plan;
    }

    void ask(String id, Action action) {
        publish(topics.request(id), new OperatorRequest(id, action, "kim", System.currentTimeMillis(), "test"), false);
    }

    void remember(long epoch) {
        publish(topics.epoch(), new EpochSeen(epoch, 1), true);
    }

    void nonsense() {
        for (String topic : List.of(topics.clock(), topics.plan(), topics.frame("all"), topics.ack("x"), topics.request(
                "r"))) {
            session.publish(topic, new byte[]{'{', 0, (byte) 0xff}, 1, false, Optional.empty()).join();
        }
    }

    Mode saidMode() {
        return heartbeats.isEmpty() ? Mode.FALLBACK : heartbeats.getLast().mode();
    }

    private void publish(String topic, Object message, boolean retained) {
        session.publish(topic, JsonMessages.write(message), 1, retained, Optional.empty()).exceptionally(e -> null);
    }

    @Override
    public void close() {
        session.close();
    }
}
