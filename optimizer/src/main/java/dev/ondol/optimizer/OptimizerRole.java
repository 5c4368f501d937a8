package dev.ondol.optimizer;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.workload.WorkloadStore.OpenPlacement;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.optimizer.api.Health;
import dev.ondol.optimizer.api.PlacementServer;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.journal.HistorianJournal;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.JobMeter;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.placement.Quotas;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The optimizer of one site. What it knows of the plant comes over MQTT, of jobs over HTTP; it goes on without the historian.
///
/// Threads: messages on the session's dispatcher, planning on a thread of its own, HTTP answers on virtual threads. They meet in
/// the readings and at the placement desk, both thread-safe.
public final class OptimizerRole implements AutoCloseable {
    /// Name in heartbeats.
    public static final String NAME = "optimize";
    private static final Logger log = LoggerFactory.getLogger(OptimizerRole.class);
    private static final long HEARTBEAT_MS = 1_000;
    private static final int KEYS_KEPT = 20_000;

    private final Topics topics;
    private final BrokerAddress broker;
    private final Historian historian;
    private final OptimizerOptions options;
    private final InstantSource wall = InstantSource.system();
    private final HistorianJournal journal;
    private final Readings readings;
    private final PlacementDesk desk;
    private final JobMeter meter;
    private final PlanningThread planning;
    private final LiveInsight insight;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable MqttSession session;
    private @Nullable PlacementServer server;
    private volatile long plantTime;
    private String run = "";
    private long malformed;
    private long learned;

    public OptimizerRole(Site site, PointCatalog points, BrokerAddress broker, Historian historian,
            OptimizerOptions options) {
        this.topics = new Topics(site.id());
        this.broker = broker;
        this.historian = historian;
        this.options = options;
        journal = new HistorianJournal(historian, site.id());
        readings = new Readings(points);
        List<Actuator> actuators = Actuator.of(site, points);
        Nodes nodes = new Nodes(site);
        desk = new PlacementDesk(new PlantModel(site, actuators), nodes, journal, new Quotas(options.quotas()));
        meter = new JobMeter(new PlantModel(site, actuators), nodes, readings);
        planning = new PlanningThread(site, actuators, desk, readings, historian.history(site.id()),
                historian.models(site.id()), options, meter, new ToBroker());
        insight = new LiveInsight(meter, planning, historian, site.id());
    }

    /// Takes over open placements, listens for schedulers and connects to the broker in the background.
    ///
    /// @throws PlacementServer.CannotListen if the port is in use
    public void start() {
        recover();
        journal.start();
        PlacementServer started = PlacementServer.start(options.host(), options.port(), options.certificate(), options
                .limit(), desk, insight, this::health);
        server = started;
        planning.start();
        MqttSession opened = MqttSession.open(broker,
                SessionOptions.transientSession("ondol-optimize-" + topics.site()),
                List.of(new Subscription(topics.allFrames(), 1), new Subscription(topics.clock(), 1), new Subscription(
                        topics.overrides(), 1), new Subscription(topics.lockouts(), 1)),
                this::handle);
        session = opened;
        opened.onConnected(() -> planning.newest().ifPresent(plan -> send(opened, plan)));
        Thread.ofPlatform().daemon().name("optimize-second").start(this::heartbeats);
    }

    /// The port of the placement API.
    public int port() {
        PlacementServer started = server;
        if (started == null) {
            throw new IllegalStateException("The optimizer has not started.");
        }
        return started.port();
    }

    /// Newest state, as /health shows it.
    public Health health() {
        MqttSession opened = session;
        boolean connected = opened != null && opened.connected();
        String status = !connected || journal.waiting() > 1_000
                ? "degraded"
                : planning.plans() == 0 ? "starting" : "up";
        return new Health(status, connected, journal.waiting(), plantTime, planning.newestCycle(), planning.plans(),
                planning.cut());
    }

    private void recover() {
        try {
            List<OpenPlacement> open = historian.workloads(topics.site()).open();
            open.forEach(of -> desk.recover(of.request(), of.placement(), of.started()));
            historian.workloads(topics.site()).keys(KEYS_KEPT)
                    .forEach(of -> desk.recall(of.request(), of.placement(), of
                            .key()));
            historian.nodes(topics.site()).all().forEach(desk::recover);
            if (!open.isEmpty()) {
                log.info("{} open placements were taken over.", open.size());
            }
        } catch (HistorianUnavailable e) {
            log.warn("Open placements are not known until the scheduler sends its list: {}", e.getMessage());
        }
    }

    private void handle(Delivery delivery) {
        try {
            if (delivery.topic().equals(topics.clock())) {
                clock(JsonMessages.read(delivery.payload(), ClockTick.class));
            } else if (delivery.topic().equals(topics.overrides())) {
                readings.operators().overrides(JsonMessages.read(delivery.payload(), Overrides.class));
            } else if (delivery.topic().equals(topics.lockouts())) {
                readings.operators().lockouts(JsonMessages.read(delivery.payload(), Lockouts.class));
            } else {
                readings.frame(FrameCodec.read(delivery.payload()));
            }
        } catch (MalformedMessage e) {
            if (Long.bitCount(++malformed) == 1) {
                log.warn("{} malformed messages were ignored; the newest on {}: {}", malformed, delivery.topic(), e
                        .getMessage());
            }
        } catch (RuntimeException e) {
            log.error("A message on {} was not handled; the optimizer goes on.", delivery.topic(), e);
        }
    }

    private void clock(ClockTick tick) {
        boolean newLife = !tick.run().equals(run) && tick.plant() < plantTime;
        run = tick.run();
        if (newLife) {
            log.info("The plant's clock has started a new life at {}.", tick.plant());
            readings.clear();
            planning.forget();
        }
        plantTime = tick.plant();
        desk.clock(tick.plant());
        planning.tick(tick);
    }

    private final class ToBroker implements PlanningThread.Outlet {
        @Override
        public void planned(Published plan) {
            publish(plan);
        }

        @Override
        public void metered(List<JobCost> ended) {
            ended.forEach(journal::metered);
        }

        @Override
        public void explained(PlanExplanation told) {
            insight.explained(told);
            journal.explained(told);
        }

        @Override
        public void ordered(NodeOrders orders) {
            MqttSession opened = session;
            if (opened != null && opened.connected()) {
                var _ = opened.publish(topics.nodeOrders(), JsonMessages.write(orders), 1, false, Optional.empty());
            }
        }
    }

    private void publish(Published plan) {
        journal.planned(plan.plan());
        plan.model().filter(card -> card.fitted() != learned).ifPresent(card -> {
            learned = card.fitted();
            journal.learned(card);
        });
        PlacementServer started = server;
        if (started != null) {
            started.plan(plan.json());
            plan.model().ifPresent(started::model);
        }
        MqttSession opened = session;
        if (opened != null) {
            send(opened, plan);
        }
    }

    private void send(MqttSession opened, Published plan) {
        var _ = opened.publish(topics.plan(), plan.json(), 1, true, Optional.empty()).whenComplete((done, failure) -> {
            if (failure != null) {
                log.warn("The plan {} was not published; it goes out with the next connection: {}", plan.plan().id(),
                        failure
                                .getMessage());
            }
        });
    }

    private void heartbeats() {
        try {
            do {
                MqttSession opened = session;
                if (opened != null && opened.connected()) {
                    byte[] beat = JsonMessages.write(new Heartbeat(NAME, Mode.AUTO, 0, wall.millis(), plantTime));
                    var _ = opened.publish(topics.heartbeat(NAME), beat, 0, false, Optional.empty());
                }
            } while (!closing.await(HEARTBEAT_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.debug("The heartbeat of the optimizer ends.", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        PlacementServer started = server;
        if (started != null) {
            started.close();
        }
        planning.close();
        MqttSession opened = session;
        if (opened != null) {
            opened.close();
        }
        journal.close();
    }
}
