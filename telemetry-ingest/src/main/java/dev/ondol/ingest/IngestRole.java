package dev.ondol.ingest;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.discovery.HoldLimits;
import dev.ondol.historian.reading.ReceivedValues;
import dev.ondol.historian.reading.ReceivedValues.Value;
import dev.ondol.historian.reading.Written;
import dev.ondol.historian.reading.Written.SourceMark;
import dev.ondol.ingest.sparkplug.MetricMapping;
import dev.ondol.ingest.sparkplug.SparkplugHost;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the telemetry of one site. Sessions at the broker: a durable one, `ondol-ingest-{site}`, for the frames, which
/// survives this process; a transient one for the site clock, the marks and the heartbeat; as asked for, a durable one for
/// plain values and a transient one as Sparkplug host. One process a site.
public final class IngestRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestRole.class);
    private static final int RECEIVE_MAXIMUM = BatchWriter.MOST_FRAMES;
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String ROLE = "ingest";

    private final Topics topics;
    private final BrokerAddress broker;
    private final Clock wall;
    private final SiteClock siteClock;
    private final FrameIntake intake;
    private final BatchWriter writer;
    private final Thread writerThread;
    private final ScheduledExecutorService pulse = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("ingest-pulse").factory());
    private final Map<String, SourceMark> marks = new ConcurrentHashMap<>();
    private volatile IngestStatistics statistics = IngestStatistics.START;
    private final IngestOptions options;
    private final Optional<SparkplugHost> sparkplug;
    private @Nullable MqttSession frames;
    private @Nullable MqttSession values;
    private volatile @Nullable MqttSession clockSession;
    private @Nullable StallWatch stallWatch;

    /// @param points the points that the site has; they are registered at the start. What else comes is held
    /// @param wall   wall time
    public IngestRole(Site site, PointCatalog points, BrokerAddress broker, Historian historian, Clock wall) {
        this(site, points, broker, historian, IngestOptions.standard(), wall);
    }

    /// @param points  the points that the site has; they are registered at the start. What else comes is held
    /// @param options what it listens to beside frames
    /// @param wall    wall time
    public IngestRole(Site site, PointCatalog points, BrokerAddress broker, Historian historian,
            IngestOptions options, Clock wall) {
        this.options = options;
        this.sparkplug = options.sparkplug().map(some -> new SparkplugHost(some, MetricMapping.byName(), wall));
        this.topics = new Topics(site.id());
        this.broker = broker;
        this.wall = wall;
        this.siteClock = new SiteClock(wall);
        this.intake = new FrameIntake(2 * RECEIVE_MAXIMUM, wall);
        var frameWriter = historian.frames(site.id(), options.mapping(), HoldLimits.USUAL);
        this.writer = new BatchWriter(intake, frameWriter, siteClock, () -> {
            historian.register(topics.site(), points.all());
            frameWriter.marks().forEach(this::publish);
        }, this::written);
        this.writerThread = Thread.ofPlatform().daemon().name("ingest-writer").unstarted(writer);
    }

    /// Starts at once; broker and database may come later.
    public void start() {
        MqttSession clock = MqttSession.open(broker, SessionOptions.transientSession(clientId() + "-clock"),
                List.of(new Subscription(topics.clock(), 0)), this::tick);
        clock.onConnected(() -> marks.values().forEach(this::publish));
        clockSession = clock;
        MqttSession session = MqttSession.open(broker,
                SessionOptions.durable(clientId()).withReceiveMaximum(RECEIVE_MAXIMUM),
                List.of(new Subscription(topics.allFrames(), 1)), intake);
        session.onConnected(intake::connectedAgain);
        frames = session;
        if (options.plainValues()) {
            PlainValues plain = new PlainValues(siteClock::now);
            values = MqttSession.open(broker,
                    SessionOptions.durable(clientId() + "-values").withReceiveMaximum(RECEIVE_MAXIMUM),
                    List.of(new Subscription(topics.allValues(), 1)),
                    delivery -> intake.put(plain.read(delivery, wall.millis())));
        }
        sparkplug.ifPresent(host -> host.open(broker, clientId() + "-sparkplug",
                (delivery, message) -> intake.put(arrival(delivery, message, wall.millis()))));
        stallWatch = new StallWatch(intake, siteClock, writer::busy, session::connected, session::reconnect, wall);
        writerThread.start();
        var _ = pulse.scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
        LOG.info("Ingest of {} listens at {}.", topics.site(), broker);
    }

    private static Arrival arrival(MqttSession.Delivery delivery, SparkplugHost.Message message, long now) {
        return new Arrival(delivery, message.source(), message.values().stream().mapToLong(Value::time).max(),
                clock -> new ReceivedValues(message.source(), message.values(), message.refusal(), delivery.payload(),
                        now, clock));
    }

    private String clientId() {
        return "ondol-ingest-" + topics.site();
    }

    private void tick(MqttSession.Delivery delivery) {
        try {
            siteClock.tick(JsonMessages.read(delivery.payload(), ClockTick.class));
        } catch (MalformedMessage e) {
            LOG.warn("A tick of the site clock was dropped: {}", e.getMessage());
        }
    }

    private void written(Written written) {
        written.marks().forEach(this::publish);
        IngestStatistics before = statistics;
        OptionalLong newest = before.newest().isEmpty()
                || written.newest().isPresent() && written.newest().getAsLong() > before.newest().getAsLong()
                        ? written.newest()
                        : before.newest();
        statistics = new IngestStatistics(before.frames() + written.frames(), before.samples() + written.samples(),
                before.duplicates() + written.duplicates(), before.rejectedFrames() + written.rejectedFrames(),
                before.rejectedSamples() + written.rejectedSamples(), before.batches() + 1, 0, 0, newest,
                OptionalLong.empty(), before.heldSamples() + written.held());
        if (written.held() > 0 && before.heldSamples() == 0) {
            LOG.warn(
                    "Readings come of points that the site does not know; they are held. List them: ./ondol points list.");
        }
        if (written.rejectedSamples() > 0 || written.rejectedFrames() > 0) {
            LOG.warn("{} frames and {} readings were refused; they are kept with their reason.",
                    written.rejectedFrames(), written.rejectedSamples());
        }
        if (written.holesGivenUp() > 0) {
            LOG.warn("{} gaps in the sequence of a source are not waited for any longer.", written.holesGivenUp());
        }
    }

    /// Retained; after a lost connection all are published again.
    private void publish(SourceMark mark) {
        marks.put(mark.source(), mark);
        MqttSession session = clockSession;
        if (session != null) {
            var _ = session.publish(topics.mark(mark.source()), JsonMessages.write(mark.mark()), 1, true,
                    Optional.empty()).exceptionally(e -> {
                        LOG.debug("A mark waits for the next connection.", e);
                        return null;
                    });
        }
    }

    private void beat() {
        try {
            MqttSession session = clockSession;
            if (session != null) {
                Heartbeat heartbeat = new Heartbeat(ROLE, Mode.AUTO, 0, wall.millis(), siteClock.plant());
                var _ = session.publish(topics.heartbeat(ROLE), JsonMessages.write(heartbeat), 0, false,
                        Optional.empty()).exceptionally(e -> null);
            }
            sparkplug.ifPresent(host -> host.storing(!writer.failing()));
            if (stallWatch != null) {
                stallWatch.look();
            }
        } catch (RuntimeException e) {
            LOG.error("The pulse of ingest failed once.", e);
        }
    }

    public IngestStatistics statistics() {
        IngestStatistics now = statistics;
        long plant = siteClock.plant();
        OptionalLong lag = now.newest().isEmpty() || plant == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, plant - now.newest().getAsLong()));
        return new IngestStatistics(now.frames(), now.samples(), now.duplicates(), now.rejectedFrames(),
                now.rejectedSamples(), now.batches(), writer.failures(), intake.waiting(), now.newest(), lag,
                now.heldSamples());
    }

    /// Whether all sessions stand.
    public boolean connected() {
        MqttSession clock = clockSession;
        return frames != null && frames.connected() && clock != null && clock.connected()
                && (!options.plainValues() || values != null && values.connected())
                && sparkplug.map(SparkplugHost::connected).orElse(true);
    }

    /// Stores and acknowledges the batch at hand, then leaves; what is not acknowledged waits in the broker.
    @Override
    public void close() {
        writer.close();
        pulse.shutdownNow();
        try {
            if (!writerThread.join(PATIENCE)) {
                writerThread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sparkplug.ifPresent(SparkplugHost::close);
        if (values != null) {
            values.close();
        }
        if (frames != null) {
            frames.close();
        }
        MqttSession clock = clockSession;
        if (clock != null) {
            clock.close();
        }
        LOG.info("Ingest of {} has stopped.", topics.site());
    }
}
