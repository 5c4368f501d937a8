package dev.ondol.controllers;

import dev.ondol.controllers.audit.AuditRecords;
import dev.ondol.controllers.audit.AuditTrail;
import dev.ondol.controllers.audit.HistorianAudit;
import dev.ondol.controllers.journal.HistorianRecords;
import dev.ondol.controllers.journal.QueuedJournal;
import dev.ondol.controllers.journal.Records;
import dev.ondol.controllers.lease.HistorianLease;
import dev.ondol.controllers.lease.Lease;
import dev.ondol.controllers.lease.LeaseClock;
import dev.ondol.controllers.lease.LeaseKeeper;
import dev.ondol.controllers.lease.LeaseRecords;
import dev.ondol.controllers.lease.LeaseTerms;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The control role of one site: everything it knows comes over MQTT, and it goes on without the historian.
///
/// Threads: messages come on the session's dispatcher, the wall second on a timer of its own, answers of the historian on
/// the journal's thread. They take turns on the controller, which never waits for anything; so a controller that hangs
/// also stops its heartbeat, and the plant goes back to its local rules.
public final class ControlRole implements AutoCloseable {
    static final String NAME = "control";
    private static final Logger log = LoggerFactory.getLogger(ControlRole.class);

    private final Topics topics;
    private final BrokerAddress broker;
    private final ControlOptions options;
    private final QueuedJournal journal;
    private final AuditTrail trail;
    private final MqttOutlet outlet;
    private final Controller controller;
    private final LeaderStatus status;
    private final LeaseKeeper keeper;
    private final Object turn = new Object();
    private boolean ended; // in turn
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable MqttSession session;
    private volatile ControlStatistics lastStatistics;

    public ControlRole(Site site, PointCatalog points, BrokerAddress broker, Historian historian,
            ControlOptions options) {
        this(site, points, broker, new HistorianRecords(historian, site.id()), new HistorianLease(historian, site.id()),
                new HistorianAudit(historian, site.id()), options, InstantSource.system());
    }

    ControlRole(Site site, PointCatalog points, BrokerAddress broker, Records records, LeaseRecords leases,
            AuditRecords audit,
            ControlOptions options, InstantSource wall) {
        this.topics = new Topics(site.id());
        this.broker = broker;
        this.options = options;
        this.journal = new QueuedJournal(records, options.journalCapacity());
        this.trail = new AuditTrail(audit, options.folder().map(folder -> folder.resolve("audit-" + site.id()
                + ".jsonl")));
        this.outlet = new MqttOutlet(topics);
        String owner = owner();
        LeaseClock leaseClock = new LeaseClock();
        this.controller = new Controller(site, points, owner, options, outlet, journal, trail, wall, leaseClock,
                this::inTurn);
        this.status = new LeaderStatus(topics, broker, owner, wall);
        this.keeper = new LeaseKeeper(owner, LeaseTerms.USUAL, leases, leaseClock, new Tenancy());
        this.lastStatistics = controller.statistics(0, 0);
    }

    /// Tells processes and machines apart, for people and for the database.
    private static String owner() {
        String[] process = ManagementFactory.getRuntimeMXBean().getName().split("@", 2);
        return "%s-%s-%s".formatted(process.length > 1 ? process[1] : "host", process[0], UUID.randomUUID().toString()
                .substring(0, 4));
    }

    /// The controller's side of the lease; connected as long as the session is.
    private final class Tenancy implements LeaseKeeper.Tenant {
        @Override
        public Optional<Lease.Errand> errand() {
            MqttSession opened = session;
            boolean connected = opened != null && opened.connected();
            return controller.leaseErrand(connected);
        }

        @Override
        public void answered(LeaseRecords.Answer answer, long asked) {
            controller.leaseAnswered(answer, asked);
        }

        @Override
        public void unanswered() {
            controller.leaseUnanswered();
        }
    }

    /// Connects in the background and returns at once.
    public void start() {
        journal.start();
        trail.start();
        inTurn(controller::restore);
        MqttSession opened = MqttSession.open(broker,
                SessionOptions.transientSession("ondol-control-" + topics.site() + "-"
                        + UUID.randomUUID()),
                List.of(new Subscription(topics.allRequests(), 1), new Subscription(topics.epoch(), 1),
                        new Subscription(topics.allFrames(), 1), new Subscription(topics.clock(), 1),
                        new Subscription(topics.allAcks(), 1), new Subscription(topics.plan(), 1),
                        new Subscription(topics.nodeOrders(), 1), new Subscription(topics.allActs(), 1),
                        new Subscription(topics.allInterventions(), 1), new Subscription(topics.overrides(), 1),
                        new Subscription(topics.lockouts(), 1), new Subscription(topics.allReplies(), 1),
                        new Subscription(topics.recommendations(), 1)),
                this::handle);
        session = opened;
        outlet.connect(opened);
        opened.onConnected(() -> inTurn(controller::connected));
        keeper.start();
        Thread.ofPlatform().daemon().name("control-second").start(this::seconds);
    }

    public ControlStatistics statistics() {
        synchronized (turn) {
            return controller.statistics(journal.waiting(), journal.lost()).with(trail.impaired(), journal.away());
        }
    }

    /// The same as of the last wall second, without waiting for a controller that may hang.
    public ControlStatistics lastStatistics() {
        return lastStatistics;
    }

    /// Says HOLD and gives the lease back at once, so that a control that waits goes on in time, and writes what is still to be written. Where none
    /// waits the plant takes its set-points back when it misses a heartbeat.
    @Override
    public void close() {
        closing.countDown();
        long epoch;
        synchronized (turn) {
            epoch = controller.farewell();
            ended = true;
        }
        outlet.flush();
        keeper.close(epoch);
        status.close();
        MqttSession opened = session;
        if (opened != null) {
            opened.close();
        }
        journal.close();
        trail.close();
    }

    private void seconds() {
        try {
            do {
                second();
            } while (!closing.await(options.heartbeat().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.debug("The heartbeat of control ends.", e);
        }
    }

    private void second() {
        try {
            inTurn(controller::wallSecond);
            ControlStatistics now = statistics();
            lastStatistics = now;
            status.leads(now.leads() && now.epoch() > 0);
        } catch (RuntimeException e) {
            log.error("The wall second of control failed; it goes on.", e);
        }
    }

    /// What comes after the last word is for whoever comes next.
    private void inTurn(Runnable event) {
        synchronized (turn) {
            if (!ended) {
                event.run();
            }
        }
    }

    /// What was sent is answered after the last word, too, and has its row.
    private void answered(Acknowledgement answer) {
        synchronized (turn) {
            controller.acknowledgement(answer);
        }
    }

    private void handle(Delivery delivery) {
        try {
            dispatch(delivery);
        } catch (MalformedMessage e) {
            inTurn(() -> controller.ignore("%s: %s".formatted(delivery.topic(), e.getMessage())));
        } catch (RuntimeException e) {
            log.error("A message on {} was not handled; control goes on.", delivery.topic(), e);
        }
    }

    /// Reads outside the turn, acts inside.
    private void dispatch(Delivery delivery) throws MalformedMessage {
        byte[] payload = delivery.payload();
        String topic = delivery.topic();
        if (topic.equals(topics.clock())) {
            ClockTick tick = JsonMessages.read(payload, ClockTick.class);
            inTurn(() -> controller.clock(tick));
        } else if (topic.equals(topics.plan())) {
            Plan plan = JsonMessages.read(payload, Plan.class);
            inTurn(() -> controller.plan(plan));
        } else if (topic.equals(topics.nodeOrders())) {
            NodeOrders orders = JsonMessages.read(payload, NodeOrders.class);
            inTurn(() -> controller.orders(orders));
        } else if (topic.equals(topics.epoch())) {
            EpochSeen seen = JsonMessages.read(payload, EpochSeen.class);
            inTurn(() -> controller.epochSeen(seen, delivery.retained()));
        } else if (topic.equals(topics.frame(Topics.last(topic)))) {
            Frame frame = FrameCodec.read(payload);
            inTurn(() -> controller.frame(frame));
        } else if (topic.equals(topics.ack(Topics.last(topic)))) {
            Acknowledgement answer = JsonMessages.read(payload, Acknowledgement.class);
            answered(answer);
        } else if (topic.equals(topics.act(Topics.last(topic)))) {
            OperatorAct act = JsonMessages.read(payload, OperatorAct.class);
            boolean ours = act.kind().equals("recommendation") || act.kind().equals("zone");
            if (ours && !delivery.retained() && act.id().equals(Topics.last(topic))) {
                inTurn(() -> controller.act(act));
            }
        } else if (topic.equals(topics.overrides())) {
            Overrides told = JsonMessages.read(payload, Overrides.class);
            inTurn(() -> controller.overrides(told));
        } else if (topic.equals(topics.lockouts())) {
            lockouts(delivery);
        } else if (topic.equals(topics.recommendations())) {
            RecommendationBoard board = JsonMessages.read(payload, RecommendationBoard.class);
            inTurn(() -> controller.recommended(board, delivery.retained()));
        } else if (topic.equals(topics.reply(Topics.last(topic)))) {
            OperatorReply reply = JsonMessages.read(payload, OperatorReply.class);
            inTurn(() -> controller.answered(reply));
        } else if (topic.equals(topics.intervention(Topics.last(topic)))) {
            intervention(delivery);
        } else {
            OperatorRequest request = JsonMessages.read(payload, OperatorRequest.class);
            inTurn(() -> controller.request(request, delivery.retained()));
        }
    }

    /// Our own words come back, too; only what the broker has kept is news.
    private void lockouts(Delivery delivery) throws MalformedMessage {
        if (delivery.retained()) {
            Lockouts kept = JsonMessages.read(delivery.payload(), Lockouts.class);
            inTurn(() -> controller.lockoutsRemembered(kept.entries()));
        }
    }

    /// A retained one is of any age; one that calls itself otherwise than its topic cannot be answered.
    private void intervention(Delivery delivery) throws MalformedMessage {
        Intervention asked = JsonMessages.read(delivery.payload(), Intervention.class);
        if (delivery.retained() || !asked.id().equals(Topics.last(delivery.topic()))) {
            inTurn(() -> controller.ignore("%s: a retained or misnamed intervention.".formatted(delivery.topic())));
        } else {
            inTurn(() -> controller.intervention(asked));
        }
    }
}
