package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.gateway.Plant;
import dev.ondol.gateway.PlantAccount;
import dev.ondol.simulator.facility.Facility;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The simulated facility, with its own rules and interlocks, where every write is judged as it arrives: against the limits (P1) and
/// what comes into force by it against what was in force in the five minutes before (P2). One thread.
final class JudgedFacility implements Plant {
    private static final long SLEW_MS = 300_000;
    /// Telemetry rounds: what control knows of a set-point is off by as much.
    private static final double RESOLUTION = 1e-3;

    private final Facility facility;
    private final PointCatalog catalog;
    private final PlantBook book;
    private final Tried tried;
    private long writes;

    JudgedFacility(Facility facility, PointCatalog catalog, Tried tried) {
        this.facility = facility;
        this.catalog = catalog;
        this.tried = tried;
        book = new PlantBook(catalog);
        catalog.writable().forEach(point -> book.begins(point.id(), facility.setpoint(point.id()), facility.time()));
    }

    long writes() {
        return writes;
    }

    @Override
    public long time() {
        return facility.time();
    }

    @Override
    public void advance(long toMillis) {
        while (facility.time() < toMillis) {
            facility.step((toMillis - facility.time()) / 1_000.0);
        }
        for (Point point : catalog.writable()) {
            double value = facility.setpoint(point.id());
            if (value != book.inForce(point.id())) {
                book.applied(point.id(), value, facility.time()); // local rules, interlocks
            }
        }
        book.forget(facility.time() - 2 * SLEW_MS);
    }

    @Override
    public void tickScheduler(long plantMillis) {}

    @Override
    public Map<PointId, Double> readings(Collection<Point> points) {
        Map<PointId, Double> all = new LinkedHashMap<>();
        for (Point point : points) {
            double reading = facility.reading(point.id());
            if (Double.isFinite(reading)) {
                all.put(point.id(), Math.rint(reading * 10_000) / 10_000);
            }
        }
        return all;
    }

    @Override
    public boolean write(PointId point, double value) {
        writes++;
        SetpointLimits limits = book.limits(point);
        long now = facility.time();
        tried.check(OracleRules.inside(value, limits), () -> point + " = " + value);
        boolean written = facility.write(point, value);
        double after = facility.setpoint(point); // an interlock may hold another value in force
        double rise = book.saving(point, after) - book.safest(point, SLEW_MS, now);
        boolean saves = book.saving(point, after) > book.saving(point, book.inForce(point));
        tried.check(!saves || rise <= limits.savingStep() + RESOLUTION,
                () -> "%s rose by %s to %s within five minutes, at %d; before: %s".formatted(point, rise, after, now,
                        book.past(point, now - SLEW_MS)));
        book.applied(point, after, now);
        return written;
    }

    @Override
    public double setpoint(PointId point) {
        return facility.setpoint(point);
    }

    @Override
    public void relinquish(PointId point) {
        facility.relinquish(point);
    }

    @Override
    public void relinquishAll() {
        facility.relinquishAll();
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public PlantAccount account() {
        return new PlantAccount(0, 0, 0, 0, 0, 0, 0);
    }
}
