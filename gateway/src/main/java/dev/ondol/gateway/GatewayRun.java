package dev.ondol.gateway;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.gateway.DeskLoop.Heard;
import dev.ondol.gateway.outbox.Outbox;
import dev.ondol.messaging.BrokerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One life of a gateway: its parts, wired, and its threads. Thread-safe.
final class GatewayRun implements Uplink.Receiver, DeskLoop.Answers {
    private static final Logger log = LoggerFactory.getLogger(GatewayRun.class);
    private static final Duration REPLAY_PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_CONNECT = Duration.ofSeconds(30);
    private static final Duration CONNECT_SLICE = Duration.ofMillis(200);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(4);

    private final Plant plant;
    private final GatewayOptions options;
    private final Outbox outbox;
    private final PlanProgress progress;
    private final Backlog backlog;
    private final DeskLoop desk;
    private final Uplink uplink;
    private final Telemetry telemetry;
    private final Replay replay;
    private final PlantClock clock;
    private final PlantLoop loop;
    private final Thread deskThread;
    private final Thread plantThread;
    private final Thread replayThread;
    private final Thread forceThread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /// Opens the data folder.
    GatewayRun(String site, PointCatalog catalog, Plant plant, BrokerAddress broker, GatewayOptions options, Clock wall)
            throws IOException {
        this.plant = plant;
        this.options = options;
        Path data = options.data();
        Files.createDirectories(data);
        StateFile<ResumePoint> resume = ResumePoint.file(data);
        long first = firstInstant(plant.time(), ResumePoint.read(data, site).map(ResumePoint::plant).orElse(-1L));
        String run = Long.toString(wall.millis(), 36)
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36, 36 * 36 * 36), 36);
        outbox = Outbox.open(data.resolve("outbox"), run, catalog.sources(), options.outboxBytes());
        progress = new PlanProgress(first);
        backlog = new Backlog(outbox, progress);
        uplink = new Uplink(site, run, broker, wall);
        telemetry = new Telemetry(catalog, plant, outbox, run, options.frames(), uplink);
        replay = new Replay(outbox, uplink, REPLAY_PATIENCE);
        StateFile<DeskState> memory = new StateFile<>(data.resolve("desk.json"), DeskState.class);
        desk = new DeskLoop(new CommandDesk(site, catalog, plant, memory.read().orElse(DeskState.NEW), wall,
                DeskLoop.wallMs()), memory,
                progress,
                this);
        clock = clock(plant, options, wall);
        long end = options.limit().map(limit -> first + limit.toMillis()).orElse(Long.MAX_VALUE);
        loop = new PlantLoop(site, run, plant, telemetry, uplink, clock, progress, resume, wall, first, end);
        deskThread = Thread.ofPlatform().daemon().name("gateway-desk").unstarted(desk::run);
        plantThread = Thread.ofPlatform().daemon().name("gateway-plant").unstarted(this::live);
        replayThread = Thread.ofPlatform().daemon().name("gateway-replay")
                .unstarted(() -> everySecond(this::replayRound));
        forceThread = Thread.ofPlatform().daemon().name("gateway-force").unstarted(() -> everySecond(this::force));
    }

    private PlantClock clock(Plant behind, GatewayOptions how, Clock wall) {
        if (!behind.simulated()) {
            return new WallClock(wall, progress);
        }
        return how.inLockStep()
                ? new LockStepClock(progress, backlog, how)
                : new FreeRunningClock(how.rate(), progress);
    }

    /// The instant at or after the plant's time, but after the newest one that an earlier life may have published.
    static long firstInstant(long plantMillis, long publishedMillis) {
        long step = PlantClock.STEP_MS;
        long at = Math.ceilDiv(plantMillis, step) * step;
        return plantMillis == publishedMillis ? Math.floorDiv(plantMillis, step) * step + step : at;
    }

    void start() {
        deskThread.start();
        uplink.open(this);
        plantThread.start();
        replayThread.start();
        forceThread.start();
    }

    /// Completes when a limited run is over and drained, or when the gateway is closed; fails if the plant failed.
    CompletableFuture<Void> ended() {
        return ended;
    }

    boolean awaitConnected(Duration timeout) {
        return uplink.awaitConnected(timeout);
    }

    GatewayStatistics statistics() {
        return new GatewayStatistics(loop.first(), loop.last(), telemetry.frames(), telemetry.samples(),
                replay.replayed(), telemetry.unguarded(), outbox.frames(), desk.applied(), desk.refused(),
                desk.duplicate(), uplink.malformed(), clock.cyclesOverBudget(), clock.rate(), desk.automatic(),
                plant.account());
    }

    /// Stops the clock, then everything else; what ingest has not committed waits in the outbox for the next start.
    void close() {
        progress.stop();
        replay.stop();
        join(plantThread);
        desk.stop();
        join(deskThread);
        join(replayThread);
        join(forceThread);
        uplink.close();
        try {
            outbox.close();
        } catch (IOException e) {
            log.error("The outbox could not be closed; its newest frames may be lost: {}", e.getMessage());
        }
        ended.complete(null);
        log.info("The gateway is closed; {} frames wait in its outbox.", outbox.frames());
    }

    private void live() {
        try {
            awaitBroker();
            loop.run();
            if (!progress.stopped() && !backlog.awaitAtMost(0, options.drainLimit())) {
                log.error("Ingest has not committed {} frames; they wait in the outbox.", outbox.frames());
            }
            ended.complete(null);
        } catch (InterruptedException e) {
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            log.error("The plant failed, its clock stands.", e);
            ended.completeExceptionally(e);
        }
    }

    private void awaitBroker() {
        long end = System.nanoTime() + FIRST_CONNECT.toNanos();
        while (!progress.stopped() && System.nanoTime() < end) {
            if (uplink.awaitConnected(CONNECT_SLICE)) {
                return;
            }
        }
        log.warn("The broker is not there; plant time starts without it and frames wait in the outbox.");
    }

    private void everySecond(Chore chore) {
        try {
            while (!progress.stopped()) {
                try {
                    chore.run();
                } catch (IOException | RuntimeException e) {
                    log.error("The outbox fails.", e);
                }
                progress.pause(TimeUnit.SECONDS.toNanos(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Chore {
        void run() throws IOException, InterruptedException;
    }

    private void replayRound() throws InterruptedException {
        if (uplink.connected()) {
            replay.round(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        } else {
            replay.disconnected();
        }
    }

    private void force() throws IOException {
        outbox.force();
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(CLOSE_PATIENCE)) {
                log.warn("The thread {} did not end in time.", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void command(Command command) {
        desk.hear(new Heard.Ordered(command));
    }

    @Override
    public void heartbeat(Heartbeat heartbeat) {
        desk.hear(new Heard.Alive(heartbeat));
    }

    @Override
    public void request(OperatorRequest request) {
        desk.hear(new Heard.Asked(request));
    }

    @Override
    public void intervention(Intervention asked) {
        desk.hear(new Heard.Intervened(asked));
    }

    @Override
    public void epoch(EpochSeen seen) {
        desk.hear(new Heard.Recalled(seen));
    }

    @Override
    public void cycle(CycleApplied cycle) {
        progress.applied(cycle);
    }

    @Override
    public void mark(String source, Mark mark) {
        try {
            if (outbox.mark(source, mark) > 0) {
                replay.moved(source);
            }
        } catch (IOException e) {
            log.error("A file of the outbox of {} cannot be deleted: {}", source, e.getMessage());
        }
    }

    @Override
    public void connected() {
        EpochSeen seen = desk.seen();
        if (seen.epoch() > 0) {
            uplink.publish(seen);
        }
        uplink.publish(desk.overrides());
        loop.repeatTick();
        replay.reconnected();
    }

    @Override
    public void answer(Acknowledgement answer) {
        uplink.publish(answer);
    }

    @Override
    public void reply(OperatorReply reply) {
        uplink.publish(reply);
    }

    @Override
    public void overrides(Overrides overrides) {
        uplink.publish(overrides);
    }

    @Override
    public void seen(EpochSeen seen) {
        uplink.publish(seen);
    }
}
