package dev.ondol.gateway;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import java.util.Collection;
import java.util.Map;

/// What a gateway needs of the plant behind it: a clock to turn, points to read, set-points to write. All times are plant
/// time in milliseconds since 1970-01-01T00:00Z. Every method may be called from any thread; [#time] and [#relinquishAll]
/// never wait, the others may wait while the scheduler asks somebody remote.
public interface Plant {
    /// Plant time.
    long time();

    /// Runs the plant's physics up to that time; does nothing where it lies in the past. A real plant has got there by itself.
    void advance(long toMillis);

    /// Lets the emulated cluster scheduler end, submit and start jobs. A real plant's scheduler needs no gateway.
    default void tickScheduler(long plantMillis) {}

    /// Readings of these points at one instant, in the unit of each; points without a finite reading are absent.
    Map<PointId, Double> readings(Collection<Point> points);

    /// Writes an optimizer's set-point. False if the plant does not let it be written.
    boolean write(PointId point, double value);

    /// The value in force, NaN where the plant has no such set-point.
    double setpoint(PointId point);

    /// Gives one set-point back to the plant's local rules, without a bump.
    void relinquish(PointId point);

    /// Gives every set-point back to the plant's local rules, without a bump, before anything else is read, written or
    /// advanced.
    void relinquishAll();

    /// True while the plant's network is lost to a fault of the simulation: the gateway then keeps off the broker. A real plant
    /// need not say so, its gateway finds out.
    default boolean networkLost() {
        return false;
    }

    /// True where this is no real plant.
    boolean simulated();

    /// What it has used and done since its start, as far as the plant itself keeps account of it.
    default PlantAccount account() {
        return PlantAccount.NONE;
    }
}
