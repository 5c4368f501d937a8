package dev.ondol.controllers.lease;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Wall milliseconds that have passed since it was made, by whichever of two clocks says more: the steady one may stand still while the
/// machine is suspended, and the other may be put back. So a lease seems to end too early, never too late. Thread-safe.
public final class LeaseClock implements LongSupplier {
    private final InstantSource wall;
    private final LongSupplier steadyNanos;
    private long passed;
    private long wallBefore;
    private long steadyBefore;

    public LeaseClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    LeaseClock(InstantSource wall, LongSupplier steadyNanos) {
        this.wall = wall;
        this.steadyNanos = steadyNanos;
        wallBefore = wall.millis();
        steadyBefore = steadyMs();
    }

    @Override
    public synchronized long getAsLong() {
        long wallNow = wall.millis();
        long steadyNow = steadyMs();
        passed += Math.max(Math.max(wallNow - wallBefore, steadyNow - steadyBefore), 0);
        wallBefore = wallNow;
        steadyBefore = steadyNow;
        return passed;
    }

    private long steadyMs() {
        return TimeUnit.NANOSECONDS.toMillis(steadyNanos.getAsLong());
    }
}
