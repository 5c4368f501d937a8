package dev.ondol.gateway;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.message.SourceStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's two sessions at the broker. What must not be missed (commands, requests, marks) comes over a session that
/// the broker keeps; heartbeats come over one that it does not keep, because an old heartbeat must never look like a
/// living controller. Publishing never waits and may be done from any thread.
final class Uplink implements FrameLine, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Uplink.class);
    /// The one source whose status is published: the gateway carries all others.
    static final String STATUS_SOURCE = "gateway";
    private static final String CONTROL = "control";
    private static final Duration SESSION_EXPIRY = Duration.ofDays(1);
    private static final int RECEIVE_MAXIMUM = 500;
    private static final int REMIND_EVERY = 1_000;

    /// What comes from the broker; called on the sessions' own threads.
    interface Receiver {
        void command(Command command);

        void heartbeat(Heartbeat heartbeat);

        void request(OperatorRequest request);

        /// Only those that are the gateway's.
        void intervention(Intervention asked);

        void cycle(CycleApplied cycle);

        void epoch(EpochSeen seen);

        void mark(String source, Mark mark);

        /// After every connect, before the messages of that connection.
        void connected();
    }

    private final Topics topics;
    private final String boot;
    private final Clock wall;
    private final BrokerAddress broker;
    private final AtomicLong malformed = new AtomicLong();
    private @Nullable Receiver receiver;
    private boolean cut;
    private volatile @Nullable MqttSession kept;
    private volatile @Nullable MqttSession live;

    Uplink(String site, String boot, BrokerAddress broker, Clock wall) {
        this.topics = new Topics(site);
        this.boot = boot;
        this.broker = broker;
        this.wall = wall;
    }

    /// Opens both sessions; they connect in the background and again whenever the broker was away.
    void open(Receiver receiver) {
        this.receiver = receiver;
        String client = "ondol-gateway-" + topics.site();
        SessionOptions.Will will = new SessionOptions.Will(topics.status(STATUS_SOURCE), status(false), true);
        MqttSession session = MqttSession.open(broker,
                new SessionOptions(client, false, SESSION_EXPIRY, RECEIVE_MAXIMUM, false, Optional.of(will)),
                List.of(new Subscription(topics.allCommands(), 1), new Subscription(topics.allRequests(), 1),
                        new Subscription(topics.allInterventions(), 1),
                        new Subscription(topics.allMarks(), 1), new Subscription(topics.cycle(), 1),
                        new Subscription(topics.epoch(), 1)),
                delivery -> receive(delivery, receiver));
        kept = session;
        live = MqttSession.open(broker, SessionOptions.transientSession(client + "-heartbeats"),
                List.of(new Subscription(topics.heartbeat(CONTROL), 0)), delivery -> receive(delivery, receiver));
        session.onConnected(() -> {
            forget(send(topics.status(STATUS_SOURCE), status(true), true));
            receiver.connected();
        });
    }

    @Override
    public CompletableFuture<Void> publish(String source, byte[] frame) {
        return send(topics.frame(source), frame, false);
    }

    /// A tick that is lost is published again at the next connect.
    void publish(ClockTick tick) {
        forget(send(topics.clock(), JsonMessages.write(tick), true));
    }

    /// An answer that is lost is asked for again by control, which then gets DUPLICATE.
    void publish(Acknowledgement answer) {
        forget(send(topics.ack(answer.point().equipment()), JsonMessages.write(answer), false));
    }

    void publish(EpochSeen seen) {
        forget(send(topics.epoch(), JsonMessages.write(seen), true));
    }

    void publish(OperatorReply reply) {
        forget(send(topics.reply(reply.id()), JsonMessages.write(reply), false));
    }

    void publish(Overrides overrides) {
        forget(send(topics.overrides(), JsonMessages.write(overrides), true));
    }

    boolean connected() {
        MqttSession session = kept;
        return session != null && session.connected();
    }

    boolean awaitConnected(Duration timeout) {
        MqttSession session = kept;
        return session != null && session.awaitConnected(timeout);
    }

    /// Messages that were left aside.
    long malformed() {
        return malformed.get();
    }

    /// Cuts the line to the broker, as a lost network does, or mends it; nothing happens where it is so already. What the
    /// broker keeps for the gateway comes when the line is mended, heartbeats of the meantime do not. Only the thread on which
    /// plant time passes calls this.
    void cut(boolean lost) {
        Receiver waiting = receiver;
        if (lost == cut || waiting == null) {
            return;
        }
        cut = lost;
        if (lost) {
            log.warn("The network is lost: frames wait in the outbox, and control is not heard.");
            close();
        } else {
            log.info("The network is back.");
            open(waiting);
        }
    }

    /// Says that the gateway is offline, and ends both sessions.
    @Override
    public void close() {
        send(topics.status(STATUS_SOURCE), status(false), true).orTimeout(1, TimeUnit.SECONDS)
                .exceptionally(failure -> null).join();
        List<MqttSession> open = Stream.of(live, kept).filter(Objects::nonNull).toList();
        live = null;
        kept = null;
        open.forEach(MqttSession::close);
    }

    private void receive(Delivery delivery, Receiver receiver) {
        String topic = delivery.topic();
        byte[] payload = delivery.payload();
        try {
            if (topic.equals(topics.heartbeat(CONTROL))) {
                receiver.heartbeat(JsonMessages.read(payload, Heartbeat.class));
            } else if (topic.equals(topics.cycle())) {
                receiver.cycle(JsonMessages.read(payload, CycleApplied.class));
            } else if (topic.equals(topics.epoch())) {
                receiver.epoch(JsonMessages.read(payload, EpochSeen.class));
            } else if (topic.equals(topics.mark(Topics.last(topic)))) {
                receiver.mark(Topics.last(topic), JsonMessages.read(payload, Mark.class));
            } else if (topic.equals(topics.request(Topics.last(topic)))) {
                receiver.request(JsonMessages.read(payload, OperatorRequest.class));
            } else if (delivery.retained()) {
                leaveAside(topic, "a retained command may be of any age");
            } else if (topic.equals(topics.intervention(Topics.last(topic)))) {
                intervention(Topics.last(topic), JsonMessages.read(payload, Intervention.class), receiver);
            } else {
                receiver.command(JsonMessages.read(payload, Command.class));
            }
        } catch (MalformedMessage e) {
            leaveAside(topic, String.valueOf(e.getMessage()));
        }
    }

    /// The answer goes to a topic that ends with the id.
    private void intervention(String id, Intervention asked, Receiver receiver) {
        if (!asked.id().equals(id)) {
            leaveAside(topics.intervention(id), "it calls itself " + asked.id());
        } else if (asked.action().atThePlant()) {
            receiver.intervention(asked);
        }
    }

    private void leaveAside(String topic, String why) {
        long count = malformed.incrementAndGet();
        if (count % REMIND_EVERY == 1) {
            log.warn("A message on {} is left aside ({} so far): {}", topic, count, why);
        }
    }

    private CompletableFuture<Void> send(String topic, byte[] payload, boolean retained) {
        MqttSession session = kept;
        return session == null
                ? CompletableFuture.failedFuture(new IllegalStateException("The gateway has no session yet."))
                : session.publish(topic, payload, 1, retained, Optional.empty());
    }

    private byte[] status(boolean online) {
        return JsonMessages.write(new SourceStatus(online, boot, wall.millis()));
    }

    private static void forget(CompletableFuture<Void> sent) {
        sent.exceptionally(failure -> {
            log.debug("A message did not reach the broker.", failure);
            return null;
        });
    }
}
