package dev.ondol.dashboards.live;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.message.SourceStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site as the newest MQTT messages tell it. Messages come in on one thread, overviews are taken on another: every
/// public method holds the one lock, and none of them blocks or reads a message under it.
public final class LiveSite {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSite.class);

    private final Site site;
    private final PointCatalog catalog;
    private final Topics topics;
    private final Clock wall;
    private final SiteView view;
    private final Readings readings;
    private final Instruments instruments;
    private final PlantClock clock = new PlantClock();
    private final Attendance attendance = new Attendance();
    private final EnergyMarket market;
    private final Logbook logbook = new Logbook();
    private @Nullable Plan plan;
    private Overrides overrides = Overrides.NONE;
    private Lockouts lockouts = Lockouts.NONE;
    private @Nullable Past past;
    private @Nullable Long newestFrame;
    private long malformed;
    private boolean broker;
    private Consumer<OperatorReply> replies = ignored -> {};
    private Consumer<ActReply> actReplies = ignored -> {};
    private OperatorBoards boards = OperatorBoards.NONE;

    public LiveSite(Site site, PointCatalog catalog, Clock wall) {
        this.site = site;
        this.catalog = catalog;
        this.wall = wall;
        this.topics = new Topics(site.id());
        this.view = SiteView.of(site);
        this.readings = new Readings(catalog);
        this.market = EnergyMarket.korea(site.location().zone());
        this.instruments = new Instruments(site, view, readings);
    }

    /// The topics that feed it.
    public List<String> filters() {
        return List.of(topics.allFrames(), topics.clock(), topics.plan(), topics.allHeartbeats(), topics.allStatus(),
                topics.allMarks(), topics.allReplies(), topics.allAcks(), topics.cycle(), topics.alarms(),
                topics.recommendations(), topics.allActReplies(), topics.overrides(), topics.lockouts());
    }

    /// Who gets the answers of control.
    public synchronized void onReply(Consumer<OperatorReply> listener) {
        replies = listener;
    }

    /// Who gets the answers to acts.
    public synchronized void onActReply(Consumer<ActReply> listener) {
        actReplies = listener;
    }

    /// What control told last of alarms and recommendations.
    public synchronized OperatorBoards boards() {
        return boards;
    }

    /// Takes one message. What cannot be read is counted and logged, never thrown. It is read before the lock is taken, so that
    /// whoever serves a page does not wait for that.
    public void accept(String topic, byte[] payload, boolean retained) {
        String[] levels = topic.split("/", -1);
        if (levels.length < 4) {
            return;
        }
        try {
            Runnable news = read(levels[3], topic, payload, retained);
            synchronized (this) {
                news.run();
            }
        } catch (MalformedMessage e) {
            synchronized (this) {
                malformed++;
            }
            LOG.warn("A message on {} was dropped: {}", topic, e.getMessage());
        }
    }

    private Runnable read(String kind, String topic, byte[] payload, boolean retained) throws MalformedMessage {
        String last = Topics.last(topic);
        return switch (kind) {
            case "frame" -> {
                Frame frame = FrameCodec.read(payload);
                yield () -> frame(last, frame);
            }
            case "clock" -> news(payload, ClockTick.class, tick -> tick(tick, retained));
            case "plan" -> news(payload, Plan.class, newest -> plan = newest);
            case "heartbeat" -> news(payload, Heartbeat.class, beat -> heartbeat(beat, retained));
            case "status" -> news(payload, SourceStatus.class, status -> attendance.status(last, status));
            case "mark" -> news(payload, Mark.class, mark -> attendance.mark(last, mark));
            case "ack" -> news(payload, Acknowledgement.class, ack -> logbook.acknowledged(ack, wall.millis()));
            case "cycle" -> news(payload, CycleApplied.class, cycle -> logbook.cycle(cycle, wall.millis()));
            case "alarms" -> news(payload, AlarmBoard.class, board -> boards = boards.with(board));
            case "recommendations" -> news(payload, RecommendationBoard.class, board -> boards = boards.with(board));
            case "act-reply" -> news(payload, ActReply.class, reply -> actReplies.accept(reply));
            case "overrides" -> news(payload, Overrides.class, newest -> overrides = newest);
            case "lockouts" -> news(payload, Lockouts.class, newest -> lockouts = newest);
            case "reply" -> news(payload, OperatorReply.class, reply -> replies.accept(reply));
            default -> () -> LOG.debug("Nothing to do with a message on {}.", topic);
        };
    }

    private static <T> Runnable news(byte[] payload, Class<T> type, Consumer<T> taken) throws MalformedMessage {
        T message = JsonMessages.read(payload, type);
        return () -> taken.accept(message);
    }

    /// Whether this dashboard is connected to the broker.
    public synchronized void broker(boolean connected) {
        broker = connected;
    }

    public synchronized void past(Past newPast) {
        past = newPast;
    }

    public SiteView view() {
        return view;
    }

    public Topics topics() {
        return topics;
    }

    public PointCatalog catalog() {
        return catalog;
    }

    /// Set-points that operators hold, as the plant's gateway says.
    public synchronized Overrides overrides() {
        return overrides;
    }

    /// Units out of service, as control says.
    public synchronized Lockouts lockouts() {
        return lockouts;
    }

    public synchronized Optional<Plan> plan() {
        return Optional.ofNullable(plan);
    }

    /// Plant time of the newest clock tick, in milliseconds.
    public synchronized Optional<Long> plantTime() {
        return Optional.ofNullable(clock.newest()).map(ClockTick::plant);
    }

    /// The newest value of a point with its age.
    public synchronized Figure figure(PointId id) {
        return catalog.find(id).map(point -> readings.figure(point, now(wall.millis()))).orElse(Figure.MISSING);
    }

    /// Everything of the Overview screen at this instant.
    public synchronized Overview overview() {
        long wallNow = wall.millis();
        Readings.Instant now = now(wallNow);
        Plan current = plan;
        PlanSummary summary = current == null
                ? null
                : PlanSummary.of(current, now.plant(), catalog, point -> readings.figure(point, now));
        return new Overview(wallNow, clock.newest(), clock.effectiveRate(wallNow), feed(now),
                attendance.control(wallNow),
                attendance.roles(wallNow), new Overview.Ingest(attendance.behind()), instruments.keyFigures(now),
                instruments.thermal(now),
                summary, logbook.newest(), past, new Overview.ByHand(overrides.entries(), lockouts.entries()));
    }

    /// Everything of the screen of cooling and set-points at this instant.
    public synchronized Cooling cooling() {
        Readings.Instant now = now(wall.millis());
        return Cooling.of(now.plant(), catalog, plan, point -> readings.figure(point, now));
    }

    /// How old the inlets are at this instant.
    public synchronized InletAges inletAges() {
        return instruments.inletAges(now(wall.millis()));
    }

    /// What a kWh costs and emits here.
    public EnergyMarket market() {
        return market;
    }

    /// Where the power goes at this instant.
    ///
    /// @param from first hour of the market, plant time in milliseconds
    /// @param to   exclusive
    public synchronized Energy energy(long from, long to) {
        Readings.Instant now = now(wall.millis());
        return Energy.of(now.plant(), site, catalog, market, point -> readings.figure(point, now), from, to);
    }

    private Readings.Instant now(long wallNow) {
        ClockTick tick = clock.newest();
        long plant = Math.max(tick == null ? 0 : tick.plant(), newestFrame == null ? 0 : newestFrame);
        return new Readings.Instant(plant, clock.silentMs(wallNow), clock.state(wallNow));
    }

    private void frame(String source, Frame frame) {
        attendance.frame(source, frame);
        readings.accept(frame);
        newestFrame = newestFrame == null ? frame.time() : Math.max(newestFrame, frame.time());
    }

    private void tick(ClockTick tick, boolean retained) {
        ClockTick before = clock.newest();
        if (before != null && !before.run().equals(tick.run()) && tick.plant() < before.plant()) {
            LOG.info("The plant's clock was set back to {} by a new run; older readings are forgotten.", tick.plant());
            readings.clear();
            newestFrame = null;
            plan = null;
        }
        clock.tick(tick, wall.millis(), retained);
    }

    private void heartbeat(Heartbeat beat, boolean retained) {
        long wallNow = wall.millis();
        Attendance.ModeChange changed = attendance.heartbeat(beat, retained, wallNow);
        if (changed != null) {
            logbook.mode(changed.from(), changed.to(), now(wallNow).plant(), wallNow);
        }
    }

    private Overview.Feed feed(Readings.Instant now) {
        return new Overview.Feed(now.state(), now.silentMs(), newestFrame, attendance.offline(), malformed, broker);
    }

    /// The site as configured.
    public Site site() {
        return site;
    }
}
