package dev.ondol.gateway;

import dev.ondol.facility.message.ClockTick;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which plant time passes. Each 15 plant seconds: physics, each plant minute the scheduler, then the
/// frames, and when the broker has them the clock tick; then the clock decides when to go on.
final class PlantLoop {
    private static final Logger log = LoggerFactory.getLogger(PlantLoop.class);
    private static final long SCHEDULER_MS = 60_000;
    /// Wall time after which the tick no longer waits for the broker to take the frames.
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(2);

    private final Plant plant;
    private final Telemetry telemetry;
    private final Uplink uplink;
    private final PlantClock clock;
    private final PlanProgress progress;
    private final StateFile<ResumePoint> resume;
    private final String site;
    private final String run;
    private final Clock wall;
    private final long first;
    private final long end;
    private boolean resumeBroken;
    private volatile long last;
    private volatile @Nullable ClockTick tick;

    /// @param first plant time of the first instant to publish
    /// @param end   plant time of the last, `Long.MAX_VALUE` where there is none
    PlantLoop(String site, String run, Plant plant, Telemetry telemetry, Uplink uplink, PlantClock clock,
            PlanProgress progress, StateFile<ResumePoint> resume, Clock wall, long first, long end) {
        this.site = site;
        this.run = run;
        this.plant = plant;
        this.telemetry = telemetry;
        this.uplink = uplink;
        this.clock = clock;
        this.progress = progress;
        this.resume = resume;
        this.wall = wall;
        this.first = first;
        this.end = end;
    }

    /// Lets plant time pass until the end of the run or [PlanProgress#stop].
    void run() throws InterruptedException {
        log.info("Plant time of {} starts at {}.", site, Instant.ofEpochMilli(first));
        clock.begin(first);
        long instant = first;
        while (!progress.stopped() && instant <= end) {
            plant.advance(instant);
            uplink.cut(plant.networkLost());
            if (instant % SCHEDULER_MS == 0) {
                plant.tickScheduler(instant);
            }
            progress.reach(instant);
            keep(instant);
            await(telemetry.publish(instant));
            last = instant;
            publishTick(instant);
            clock.pace(instant);
            instant = clock.next(instant);
        }
    }

    /// Publishes the newest tick again, for a broker that may have missed it.
    void repeatTick() {
        Optional.ofNullable(tick).ifPresent(uplink::publish);
    }

    long first() {
        return last == 0 ? 0 : first;
    }

    /// Plant time of the newest instant published; 0 before the first.
    long last() {
        return last;
    }

    private void publishTick(long instant) {
        ClockTick now = new ClockTick(instant, wall.millis(), clock.rate(), run, plant.simulated());
        tick = now;
        uplink.publish(now);
    }

    /// Kept before the frames leave: after a restart no instant is published twice.
    private void keep(long instant) {
        try {
            resume.write(new ResumePoint(site, run, instant));
            resumeBroken = false;
        } catch (IOException e) {
            if (!resumeBroken) {
                log.error("The plant time cannot be kept, a restart may repeat it: {}", e.getMessage());
            }
            resumeBroken = true;
        }
    }

    private static void await(CompletableFuture<Void> sent) throws InterruptedException {
        try {
            sent.get(BROKER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("The broker has not taken a message of this instant; frames wait in the outbox.", e);
        }
    }
}
