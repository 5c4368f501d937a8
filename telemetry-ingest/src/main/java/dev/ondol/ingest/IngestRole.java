package dev.ondol.ingest;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.StorageStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.discovery.HoldLimits;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.Written;
import dev.ondol.historian.reading.Written.SourceMark;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the telemetry of one site. Durable sessions at the broker, `ondol-ingest-{site}...`, bring the frames and survive this
/// process; a transient one carries the site clock, the marks and the heartbeat. Readings without a sequence number come
/// through [ValueSessions]. One process a site, or one for each shard and one for the rest; a source has one writer. Frames may also
/// come through a [FrameLog]; then several processes may share it.
public final class IngestRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestRole.class);
    private static final String ROLE = "ingest";
    /// Retained marks come at once after a subscription; then nobody needs to listen any more.
    private static final long MARKS_SECONDS = 30;

    private final Topics topics;
    private final PointCatalog points;
    private final BrokerAddress broker;
    private final Historian historian;
    private final IngestMeter meter;
    private final Clock wall;
    private final SiteClock siteClock;
    private final String process;
    private final Lines lines;
    private final FrameWay sessions;
    private final Optional<ValueSessions> values;
    private final PointMapping mapping;
    private final List<StallWatch> watches = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService pulse = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("ingest-pulse").factory());
    private final Map<String, SourceMark> marks = new ConcurrentHashMap<>();
    private final Object preparing = new Object();
    private boolean prepared;
    private IngestStatistics statistics = IngestStatistics.START;
    private volatile @Nullable ForgottenMarks forgotten;
    private volatile @Nullable StorageStatus storage;
    private volatile @Nullable MqttSession clockSession;

    /// One session and one writer for all sources.
    ///
    /// @param points the points that the site has; they are registered at the start. What else comes is held
    /// @param wall   wall time
    public IngestRole(Site site, PointCatalog points, BrokerAddress broker, Historian historian, Clock wall) {
        this(site, points, broker, historian, wall, IngestOptions.defaults());
    }

    public IngestRole(Site site, PointCatalog points, BrokerAddress broker, Historian historian, Clock wall,
            IngestOptions options) {
        this.topics = new Topics(site.id());
        this.points = points;
        this.broker = broker;
        this.historian = historian;
        this.meter = options.meter();
        this.wall = wall;
        this.siteClock = new SiteClock(wall);
        this.mapping = options.mapping();
        this.process = clientId() + options.only().map(shard -> "-shard-" + shard).orElse("") + options.beside()
                .map(name -> "-beside-" + name).orElse("");
        this.lines = Lines.of(options, this::line);
        this.sessions = options.log().<FrameWay>map(log -> new LoggedFrames(log, topics, lines.rest().orElseThrow(),
                historian.logs(site.id())))
                .orElseGet(() -> new FrameSessions(topics, broker, process, lines, meter, this::watch));
        this.values = lines.rest().filter(rest -> options.beside().isEmpty())
                .map(rest -> new ValueSessions(topics, broker, options, rest.intake(), siteClock,
                        wall));
    }

    private StorageLine line(String name) {
        FrameWriter frames = historian.frames(topics.site(), mapping, HoldLimits.USUAL);
        return new StorageLine(name, BatchWriter.MOST_FRAMES, wall,
                intake -> new BatchWriter(intake, frames, siteClock, () -> prepare(frames), this::committed));
    }

    /// Starts at once; broker and database may come later.
    public void start() {
        MqttSession clock = MqttSession.open(broker, SessionOptions.transientSession(process + "-clock"),
                List.of(new Subscription(topics.clock(), 0)), this::tick);
        clock.onConnected(() -> {
            marks.values().forEach(this::publish);
            publish(storage);
        });
        clockSession = clock;
        sessions.start();
        values.ifPresent(some -> some.start(clientId()));
        lines.all().forEach(StorageLine::start);
        var _ = pulse.scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
        LOG.info("Ingest of {} listens at {}.", topics.site(), broker);
    }

    private String clientId() {
        return "ondol-ingest-" + topics.site();
    }

    /// Once, by the first line that reaches the database; the others wait for it.
    private void prepare(FrameWriter frames) {
        synchronized (preparing) {
            if (prepared) {
                return;
            }
            historian.register(topics.site(), points.all());
            frames.marks().forEach(this::publish);
            ForgottenMarks looking = new ForgottenMarks(topics, broker, process + "-marks", marks::containsKey,
                    this::reset);
            looking.onConnected(() -> {
                if (!pulse.isShutdown()) {
                    var _ = pulse.schedule(() -> Thread.ofVirtual().start(looking::close), MARKS_SECONDS,
                            TimeUnit.SECONDS);
                }
            });
            forgotten = looking;
            prepared = true;
        }
    }

    private void watch(StorageLine line, MqttSession session) {
        watches.add(new StallWatch(line.intake(), siteClock, line.writer()::busy, session::connected, why -> {
            meter.stalled();
            session.reconnect(why);
        }, wall));
    }

    private void tick(MqttSession.Delivery delivery) {
        try {
            siteClock.tick(JsonMessages.read(delivery.payload(), ClockTick.class));
        } catch (MalformedMessage e) {
            LOG.warn("A tick of the site clock was dropped: {}", e.getMessage());
        }
    }

    private void committed(Committed batch) {
        Written written = batch.written();
        written.marks().forEach(this::publish);
        if (!written.behind().isEmpty()) {
            sessions.reread(written.behind());
        }
        boolean firstHeld;
        synchronized (this) {
            firstHeld = statistics.heldSamples() == 0 && written.held() > 0;
            statistics = statistics.and(written);
        }
        if (firstHeld) {
            LOG.warn(
                    "Readings come of points that the site does not know; they are held. List them: ./ondol points list.");
        }
        meter.committed(batch);
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
        meter.marked();
        retain(topics.mark(mark.source()), mark.mark());
    }

    /// Unless the source has been heard of meanwhile.
    private void reset(SourceMark mark) {
        if (marks.putIfAbsent(mark.source(), mark) == null) {
            retain(topics.mark(mark.source()), mark.mark());
        }
    }

    private void publish(@Nullable StorageStatus status) {
        if (status != null) {
            retain(topics.storage(), status);
        }
    }

    private void retain(String topic, Object message) {
        MqttSession session = clockSession;
        if (session != null) {
            var _ = session.publish(topic, JsonMessages.write(message), 1, true, Optional.empty()).exceptionally(e -> {
                LOG.debug("What is retained on {} waits for the next connection.", topic, e);
                return null;
            });
        }
    }

    private void beat() {
        try {
            MqttSession session = clockSession;
            if (session != null && lines.rest().isPresent()) { // who stands in for the others speaks for all
                Map<String, Boolean> shards = sessions.elsewhere();
                Heartbeat heartbeat = new Heartbeat(ROLE, Mode.AUTO, 0, wall.millis(), siteClock.plant(), null, shards
                        .isEmpty() ? null : shards);
                var _ = session.publish(topics.heartbeat(ROLE), JsonMessages.write(heartbeat), 0, false,
                        Optional.empty()).exceptionally(e -> null);
            }
            historian.disk().ifPresent(state -> tell(StorageStatus.Room.valueOf(state.name())));
            values.ifPresent(some -> some.storing(storing()));
            watches.forEach(StallWatch::look);
        } catch (RuntimeException e) {
            LOG.error("The pulse of ingest failed once.", e);
        }
    }

    private void tell(StorageStatus.Room room) {
        StorageStatus before = storage;
        if (before == null || before.room() != room) {
            StorageStatus now = new StorageStatus(room, wall.millis());
            storage = now;
            publish(now);
        }
    }

    public IngestStatistics statistics() {
        IngestStatistics now;
        synchronized (this) {
            now = statistics;
        }
        return now.at(siteClock.plant(), lines.all().stream().mapToLong(line -> line.writer().failures()).sum(),
                lines.all().stream().mapToInt(line -> line.intake().waiting()).sum());
    }

    /// Whether all sessions stand.
    public boolean connected() {
        MqttSession clock = clockSession;
        return sessions.connected() && values.map(ValueSessions::connected).orElse(true) && clock != null
                && clock.connected();
    }

    /// Whether what comes is stored: false while the newest attempt of a writer has failed.
    public boolean storing() {
        return lines.all().stream().noneMatch(line -> line.writer().failing());
    }

    /// Sessions of sources that no shard names any more and that are not empty yet.
    public long oldSessions() {
        return sessions.emptying();
    }

    /// Whether frames come through a log.
    public boolean readsLog() {
        return sessions instanceof LoggedFrames;
    }

    /// Frames in the log that were not read yet; empty where there is none, or where it does not answer.
    public OptionalLong waitingInLog() {
        return sessions instanceof LoggedFrames logged ? logged.waiting() : OptionalLong.empty();
    }

    /// Stores and acknowledges what is here, then leaves; what is not acknowledged waits in the broker.
    @Override
    public void close() {
        pulse.shutdownNow();
        lines.all().forEach(line -> line.writer().close());
        lines.all().forEach(StorageLine::close);
        sessions.close();
        values.ifPresent(ValueSessions::close);
        ForgottenMarks looking = forgotten;
        if (looking != null) {
            looking.close();
        }
        MqttSession clock = clockSession;
        if (clock != null) {
            clock.close();
        }
        LOG.info("Ingest of {} has stopped.", topics.site());
    }
}
