package dev.ondol.ingest;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the frames of a site from the broker into a log, from which ingest reads them. It has the session that ingest has
/// where there is no log, `ondol-ingest-{site}`: so whoever changes from one to the other loses nothing and leaves no session behind.
/// A message is acknowledged, in order of receipt, when the log has it in safe hands. It looks into no message and drops none. One a site.
public final class FrameRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameRelay.class);
    private static final int WINDOW = BatchWriter.MOST_FRAMES;

    private final Topics topics;
    private final BrokerAddress broker;
    private final FrameOutlet outlet;
    private final Clock wall;
    private final SiteClock siteClock;
    private final FrameIntake arrivals;
    private final ArrayDeque<OnItsWay> unacknowledged = new ArrayDeque<>();
    private final AtomicLong relayed = new AtomicLong();
    private final ScheduledExecutorService pulse = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("relay-pulse").factory());
    private volatile @Nullable MqttSession frames;
    private volatile @Nullable MqttSession clock;

    private static final class OnItsWay {
        private final MqttSession.Delivery delivery;
        private boolean safe;

        OnItsWay(MqttSession.Delivery delivery) {
            this.delivery = delivery;
        }
    }

    /// @param outlet is closed with the relay
    /// @param wall   wall time
    public FrameRelay(String site, BrokerAddress broker, FrameOutlet outlet, Clock wall) {
        this.topics = new Topics(site);
        this.broker = broker;
        this.outlet = outlet;
        this.wall = wall;
        this.siteClock = new SiteClock(wall);
        this.arrivals = new FrameIntake(1, wall);
    }

    /// Starts at once; broker and log may come later.
    public void start() {
        clock = MqttSession.open(broker, SessionOptions.transientSession("ondol-relay-" + topics.site() + "-clock"),
                List.of(new Subscription(topics.clock(), 0)), this::tick);
        MqttSession session = MqttSession.open(broker,
                SessionOptions.durable("ondol-ingest-" + topics.site()).withReceiveMaximum(WINDOW),
                List.of(new Subscription(topics.allFrames(), 1)), this::relay);
        session.onConnected(arrivals::connectedAgain);
        frames = session;
        StallWatch watch = new StallWatch(arrivals, siteClock, () -> waiting() > 0, session::connected,
                session::reconnect, wall);
        var _ = pulse.scheduleAtFixedRate(() -> look(watch), 1, 1, TimeUnit.SECONDS);
        LOG.info("The relay of {} listens at {}.", topics.site(), broker);
    }

    private static void look(StallWatch watch) {
        try {
            watch.look();
        } catch (RuntimeException e) {
            LOG.error("The pulse of the relay failed once.", e);
        }
    }

    private void tick(MqttSession.Delivery delivery) {
        try {
            siteClock.tick(JsonMessages.read(delivery.payload(), ClockTick.class));
        } catch (MalformedMessage e) {
            LOG.warn("A tick of the site clock was dropped: {}", e.getMessage());
        }
    }

    private void relay(MqttSession.Delivery delivery) {
        arrivals.arrived();
        OnItsWay message = new OnItsWay(delivery);
        synchronized (unacknowledged) {
            unacknowledged.add(message);
        }
        var _ = outlet.put(Topics.last(delivery.topic()), delivery.payload()).thenRun(() -> safe(message));
    }

    private void safe(OnItsWay message) {
        synchronized (unacknowledged) {
            message.safe = true;
            while (!unacknowledged.isEmpty() && unacknowledged.getFirst().safe) {
                unacknowledged.removeFirst().delivery.acknowledge();
                relayed.incrementAndGet();
            }
        }
    }

    /// Whether the sessions at the broker stand.
    public boolean connected() {
        MqttSession telemetry = frames;
        MqttSession ticks = clock;
        return telemetry != null && telemetry.connected() && ticks != null && ticks.connected();
    }

    /// Whether the log takes what comes.
    public boolean working() {
        return outlet.working();
    }

    /// Attempts at the log that failed since the start.
    public long failures() {
        return outlet.failures();
    }

    /// Messages that the log has taken since the start.
    public long relayed() {
        return relayed.get();
    }

    /// Messages that came and that the log does not have yet.
    public int waiting() {
        synchronized (unacknowledged) {
            return unacknowledged.size();
        }
    }

    /// What is not acknowledged waits in the broker.
    @Override
    public void close() {
        pulse.shutdownNow();
        outlet.close();
        for (MqttSession session : new MqttSession[]{frames, clock}) {
            if (session != null) {
                session.close();
            }
        }
        LOG.info("The relay of {} has stopped.", topics.site());
    }
}
