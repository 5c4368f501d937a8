package dev.ondol.gateway;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// The clock of a real plant: nobody turns it. An instant is published when it has come; those that were missed, while the machine slept
/// for instance, are left out, because nobody read the plant then.
final class WallClock implements PlantClock {
    private final InstantSource wall;
    private final PlanProgress progress;

    WallClock(InstantSource wall, PlanProgress progress) {
        this.wall = wall;
        this.progress = progress;
    }

    @Override
    public void begin(long firstMillis) throws InterruptedException {
        await(firstMillis);
    }

    @Override
    public long next(long instantMillis) {
        return Math.max(instantMillis + STEP_MS, Math.floorDiv(wall.millis(), STEP_MS) * STEP_MS);
    }

    @Override
    public void pace(long instantMillis) throws InterruptedException {
        await(instantMillis + STEP_MS);
    }

    private void await(long millis) throws InterruptedException {
        while (!progress.stopped() && wall.millis() < millis) {
            progress.pause(TimeUnit.MILLISECONDS.toNanos(Math.min(millis - wall.millis(), 1_000)));
        }
    }

    @Override
    public double rate() {
        return 1;
    }

    @Override
    public long cyclesOverBudget() {
        return 0;
    }
}
