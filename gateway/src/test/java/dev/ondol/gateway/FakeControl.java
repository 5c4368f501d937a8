package dev.ondol.gateway;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.SourceStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/// The controller's side of the wire, moved by hand: heartbeats, commands, cycles, an operator's requests.
final class FakeControl implements AutoCloseable {
    private final Topics topics;
    private final MqttSession session;
    private final List<Acknowledgement> answers = new ArrayList<>();
    private final List<EpochSeen> epochs = new ArrayList<>();
    private final List<Boolean> online = new ArrayList<>();
    private LongConsumer onBoundary = boundary -> {};
    private Optional<Heartbeat> beating = Optional.empty();
    private boolean closed;
    private final Thread heart;

    FakeControl(BrokerAddress broker, String site) {
        topics = new Topics(site);
        session = MqttSession.open(broker, SessionOptions.transientSession("fake-control"),
                List.of(new Subscription(topics.allAcks(), 1), new Subscription(topics.clock(), 1),
                        new Subscription(topics.epoch(), 1), new Subscription(topics.allStatus(), 1)),
                this::receive);
        session.awaitConnected(Duration.ofSeconds(20));
        heart = Thread.ofVirtual().start(this::beatEverySecond);
    }

    /// Beats from now on once a second, until told otherwise.
    void beat(Mode mode, long epoch) {
        synchronized (this) {
            beating = Optional.of(new Heartbeat("control", mode, epoch, 0, 0));
        }
        send();
    }

    synchronized void fallSilent() {
        beating = Optional.empty();
    }

    private void send() {
        Optional<Heartbeat> now;
        synchronized (this) {
            now = beating;
        }
        now.ifPresent(beat -> publish(topics.heartbeat("control"), beat));
    }

    private void beatEverySecond() {
        try {
            while (!closed()) {
                Thread.sleep(1_000);
                send();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean closed() {
        return closed;
    }

    /// Called on the session's thread at each clock tick on a planning boundary.
    synchronized void onBoundary(LongConsumer listener) {
        onBoundary = listener;
    }

    void command(Command command) {
        publish(topics.command(command.point().equipment()), command);
    }

    void applied(CycleApplied cycle) {
        publish(topics.cycle(), cycle);
    }

    void ask(OperatorRequest.Action action) {
        publish(topics.request("r-" + action.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')),
                new OperatorRequest("r", action, "kim", 0, ""));
    }

    void raw(String equipment, byte[] payload) {
        session.publish(topics.command(equipment), payload, 1, false, Optional.empty()).join();
    }

    private void publish(String topic, Object message) {
        CompletableFuture<Void> sent = session.publish(topic, JsonMessages.write(message), 1, false, Optional.empty());
        sent.exceptionally(failure -> null);
    }

    private void receive(Delivery delivery) {
        try {
            if (delivery.topic().equals(topics.clock())) {
                ClockTick tick = JsonMessages.read(delivery.payload(), ClockTick.class);
                LongConsumer listener;
                synchronized (this) {
                    listener = onBoundary;
                }
                if (tick.plant() % PlantClock.CYCLE_MS == 0) {
                    listener.accept(tick.plant());
                }
            } else if (delivery.topic().equals(topics.epoch())) {
                EpochSeen seen = JsonMessages.read(delivery.payload(), EpochSeen.class);
                synchronized (this) {
                    epochs.add(seen);
                }
            } else if (delivery.topic().equals(topics.status("gateway"))) {
                SourceStatus status = JsonMessages.read(delivery.payload(), SourceStatus.class);
                synchronized (this) {
                    online.add(status.online());
                }
            } else {
                Acknowledgement answer = JsonMessages.read(delivery.payload(), Acknowledgement.class);
                synchronized (this) {
                    answers.add(answer);
                }
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized List<Acknowledgement.Status> answers() {
        return answers.stream().map(Acknowledgement::status).toList();
    }

    /// What the gateway said of itself.
    synchronized List<Boolean> online() {
        return List.copyOf(online);
    }

    synchronized Optional<EpochSeen> epochSeen() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.getLast());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        heart.interrupt();
        session.close();
    }
}
