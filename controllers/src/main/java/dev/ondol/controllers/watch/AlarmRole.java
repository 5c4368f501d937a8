package dev.ondol.controllers.watch;

import dev.ondol.controllers.ControlStatistics;
import dev.ondol.controllers.alarm.AlarmList;
import dev.ondol.controllers.alarm.Definitions;
import dev.ondol.controllers.alarm.Now;
import dev.ondol.controllers.audit.AuditTrail;
import dev.ondol.controllers.audit.HistorianAudit;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.message.StorageStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watch over one site, in control's process but on threads and a session of its own: it notices when control hangs, and
/// control goes on when it does. Messages come on the session's dispatcher, judging happens every wall second; they take turns.
public final class AlarmRole implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlarmRole.class);
    private static final long DAY_MS = 86_400_000;
    private static final long REPEAT_MS = 10_000;
    private static final int LONGEST_NOTE = 4_000;
    private static final Set<String> NOTES = Set.of("note", "handover");
    private static final Duration REPLY_EXPIRY = Duration.ofSeconds(10);

    private final Topics topics;
    private final BrokerAddress broker;
    private final Supplier<ControlStatistics> control;
    private final InstantSource wall;
    private final Keeper keeper;
    private final AuditTrail trail;
    private final PlantSigns plantSigns;
    private final RoleSigns roleSigns = new RoleSigns();
    private final StorageSigns storageSigns = new StorageSigns();
    private final CommandSigns commandSigns;
    private final ControlSigns controlSigns = new ControlSigns();
    private final AlarmList list;
    private final AlarmActs acts;
    private final Notices notices;
    private final ScheduledExecutorService second = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("alarm-second").daemon(true).factory());
    private @Nullable MqttSession session;
    private @Nullable ClockTick clock;
    private @Nullable AlarmBoard told;

    /// @param control what control has done
    /// @param folder  where audit entries wait on disk; empty: in memory
    public AlarmRole(Site site, PointCatalog points, BrokerAddress broker, Historian historian,
            Supplier<ControlStatistics> control, Optional<Path> folder, Notices notices) {
        this(site, points, broker, new HistorianWatchRecords(historian, site.id()), new AuditTrail(new HistorianAudit(
                historian, site.id()), folder.map(in -> in.resolve("acts-" + site.id() + ".jsonl"))), control, notices,
                InstantSource.system());
    }

    AlarmRole(Site site, PointCatalog points, BrokerAddress broker, WatchRecords records, AuditTrail trail,
            Supplier<ControlStatistics> control, Notices notices, InstantSource wall) {
        Definitions definitions = Definitions.shipped();
        this.topics = new Topics(site.id());
        this.broker = broker;
        this.control = control;
        this.wall = wall;
        this.notices = notices;
        this.keeper = new Keeper(records);
        this.trail = trail;
        this.plantSigns = new PlantSigns(site, points, definitions);
        this.commandSigns = new CommandSigns(points);
        this.list = new AlarmList(definitions);
        this.acts = new AlarmActs(list, trail::keep);
    }

    /// Connects in the background and returns at once.
    public void start() {
        trail.start();
        keeper.start();
        keeper.errand(this::recall);
        MqttSession opened = MqttSession.open(broker, SessionOptions.transientSession("ondol-alarms-" + topics.site()),
                List.of(new Subscription(topics.clock(), 1), new Subscription(topics.allFrames(), 1), new Subscription(
                        topics.allHeartbeats(), 1), new Subscription(topics.allCommands(), 1),
                        new Subscription(topics
                                .allAcks(), 1),
                        new Subscription(topics.storage(), 1), new Subscription(topics.allMarks(), 1),
                        new Subscription(topics
                                .allActs(), 1),
                        new Subscription(topics.overrides(), 1), new Subscription(topics
                                .lockouts(), 1)),
                this::handle);
        session = opened;
        opened.onConnected(this::tellAgain);
        var _ = second.scheduleWithFixedDelay(() -> second(opened), 1_000, 1_000, TimeUnit.MILLISECONDS);
    }

    private void recall(WatchRecords records) {
        List<AlarmView> open = records.open();
        List<AlarmView> lastDay = records.since(wall.millis() - DAY_MS);
        synchronized (this) {
            keeper.keep(list.recall(open, lastDay, now()));
        }
    }

    /// What stands now.
    public synchronized AlarmBoard board() {
        return list.board(now());
    }

    private void handle(Delivery delivery) {
        try {
            dispatch(delivery.topic(), delivery.payload(), delivery.retained());
        } catch (MalformedMessage e) {
            log.debug("The watch cannot read a message on {}: {}", delivery.topic(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("The watch did not handle a message on {}; it goes on.", delivery.topic(), e);
        }
    }

    private synchronized void dispatch(String topic, byte[] payload, boolean retained) throws MalformedMessage {
        String last = Topics.last(topic);
        if (topic.equals(topics.clock())) {
            tick(JsonMessages.read(payload, ClockTick.class), retained);
        } else if (topic.equals(topics.frame(last))) {
            Frame frame = FrameCodec.read(payload);
            plantSigns.accept(last, frame);
            commandSigns.accept(frame, wall.millis());
            roleSigns.plant(wall.millis());
            storageSigns.frame(last, wall.millis());
        } else if (topic.equals(topics.mark(last))) {
            storageSigns.mark(last);
        } else if (topic.equals(topics.heartbeat(last))) {
            if (!retained) {
                heartbeat(JsonMessages.read(payload, Heartbeat.class));
            }
        } else if (topic.equals(topics.command(last))) {
            commandSigns.command(JsonMessages.read(payload, Command.class));
        } else if (topic.equals(topics.ack(last))) {
            commandSigns.answer(JsonMessages.read(payload, Acknowledgement.class));
        } else if (topic.equals(topics.storage())) {
            controlSigns.storage(JsonMessages.read(payload, StorageStatus.class));
        } else if (topic.equals(topics.overrides())) {
            commandSigns.held(JsonMessages.read(payload, Overrides.class).entries().stream().map(Overrides.Entry::point)
                    .collect(Collectors.toUnmodifiableSet()));
        } else if (topic.equals(topics.lockouts())) {
            list.outOfService(JsonMessages.read(payload, Lockouts.class).entries().stream().map(Lockouts.Entry::unit)
                    .collect(Collectors.toUnmodifiableSet()));
        } else if (!retained) {
            act(JsonMessages.read(payload, OperatorAct.class), last);
        }
    }

    private void heartbeat(Heartbeat beat) {
        long now = wall.millis();
        roleSigns.heartbeat(beat, now);
        if (beat.role().equals("control")) {
            commandSigns.heartbeat(beat, now);
        }
    }

    private void tick(ClockTick tick, boolean retained) {
        ClockTick before = clock;
        if (before != null && (!before.run().equals(tick.run()) || tick.plant() < before.plant())) {
            plantSigns.clear();
        }
        clock = tick;
        roleSigns.clock(tick, retained ? 0 : wall.millis());
    }

    private void act(OperatorAct act, String id) {
        if (!act.id().equals(id)) {
            return;
        }
        switch (act.kind()) {
            case "alarm" -> {
                reply(acts.carryOut(act, now()));
                judge(now());
            }
            case "shift-log" -> note(act, now());
            default -> {
            }
        }
    }

    private void note(OperatorAct act, Now now) {
        if (act.param("text").isBlank() || act.param("text").length() > LONGEST_NOTE || !NOTES.contains(act.action())) {
            reply(ActReply.refused(act, 422, "too-long", "A note or handover has 1 to %d characters.".formatted(
                    LONGEST_NOTE)));
            return;
        }
        WatchRecords.Note note = new WatchRecords.Note(now.wall(), now.plant(), act.principal(), act.action(),
                act.param(
                        "text"),
                act.param("about"));
        keeper.errand(records -> {
            String kept = records.shiftLog(act.id(), note);
            trail.keep(AlarmActs.entry(act, "done", now));
            reply(new ActReply(act.id(), 201, "done", "", kept));
        });
    }

    private void second(MqttSession opened) {
        try {
            ControlStatistics done = control.get();
            synchronized (this) {
                Now now = now();
                roleSigns.look(opened.connected(), now.wall()).forEach(sign -> list.see(sign, now));
                if (clock != null && opened.connected()) {
                    plantSigns.look(now.plant()).forEach(sign -> list.see(sign, now));
                }
                list.see(storageSigns.look(opened.connected(), now.wall()), now);
                commandSigns.look().forEach(sign -> list.see(sign, now));
                controlSigns.look(done, keeper.away(), trail.impaired(), notices.failing(), now.wall())
                        .forEach(sign -> list.see(sign, now));
                judge(now);
            }
        } catch (RuntimeException e) {
            log.error("The wall second of the watch failed; it goes on.", e);
        }
    }

    private void judge(Now now) {
        keeper.keep(list.turn(now));
        list.takeSounding().forEach(notices::sounded);
        AlarmBoard board = list.board(now);
        notices.look(board);
        tell(board);
    }

    private Now now() {
        ClockTick tick = clock;
        return new Now(tick == null ? 0 : tick.plant(), wall.millis());
    }

    private synchronized void tellAgain() {
        told = null;
    }

    /// At each change, and from time to time because the rates move.
    private void tell(AlarmBoard board) {
        AlarmBoard before = told;
        if (before == null || !before.alarms().equals(board.alarms()) || board.wall() - before.wall() >= REPEAT_MS
                || board.wall() < before.wall()) {
            told = board;
            publish(topics.alarms(), board, true, Optional.empty());
        }
    }

    private void reply(ActReply reply) {
        publish(topics.actReply(reply.id()), reply, false, Optional.of(REPLY_EXPIRY));
    }

    private void publish(String topic, Object message, boolean retained, Optional<Duration> expiry) {
        MqttSession opened = session;
        if (opened == null || !opened.connected()) {
            return;
        }
        var _ = opened.publish(topic, JsonMessages.write(message), 1, retained, expiry)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        log.debug("Not sent on {}: {}", topic, failure.getMessage());
                    }
                });
    }

    @Override
    public void close() {
        second.shutdownNow();
        MqttSession opened = session;
        if (opened != null) {
            opened.close();
        }
        keeper.close();
        trail.close();
    }
}
