package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.site.Site;
import dev.ondol.gateway.Plant;
import dev.ondol.gateway.PlantAccount;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A plant with sensors and a book, behind a real gateway: every write is judged where it arrives. Thread-safe.
final class SensedPlant implements Plant {
    private static final long SLEW_MS = 300_000;
    /// Telemetry rounds: what control knows of a set-point is off by as much.
    private static final double RESOLUTION = 1e-3;

    private final BookedPlant plant;
    private final PlantBook book;
    private final Surroundings around;
    private final Tried envelope = new Tried("P1", "end-to-end");
    private final Tried slew = new Tried("P2", "end-to-end");
    private final Tried blind = new Tried("P3", "end-to-end");
    private @Nullable PointId silent;
    private long silentSince;
    private long relinquishedNanos;

    SensedPlant(Site site, PointCatalog catalog, long start) {
        plant = new BookedPlant(catalog, start);
        book = new PlantBook(catalog);
        around = new Surroundings(site, catalog, new Random(1));
        catalog.writable().forEach(point -> book.begins(point.id(), plant.setpoint(point.id()), start));
    }

    synchronized Tried envelope() {
        return envelope;
    }

    synchronized Tried slew() {
        return slew;
    }

    synchronized Tried blind() {
        return blind;
    }

    PointId air() {
        return around.air;
    }

    /// A rack of the hall says nothing any more; null: all do.
    synchronized void silence(boolean on) {
        silent = on ? around.inlets.getFirst() : null;
        silentSince = plant.time();
        if (on) {
            blind.check(true, () -> "");
        }
    }

    /// When everything was given back last, by [System#nanoTime].
    synchronized long relinquishedNanos() {
        return relinquishedNanos;
    }

    synchronized Map<PointId, Double> written() {
        return plant.written();
    }

    @Override
    public synchronized long time() {
        return plant.time();
    }

    @Override
    public synchronized void advance(long toMillis) {
        plant.advance(toMillis);
    }

    @Override
    public void tickScheduler(long plantMillis) {}

    @Override
    public synchronized Map<PointId, Double> readings(Collection<Point> points) {
        Map<PointId, Double> all = new LinkedHashMap<>(around.readings(plant.time(), book));
        all.put(around.inlets.getFirst(), 24 + Math.sin((double) plant.time()));
        Map<PointId, Double> asked = new LinkedHashMap<>();
        for (Point point : points) {
            Double value = point.writable() ? Double.valueOf(plant.setpoint(point.id())) : all.get(point.id());
            if (value != null && Double.isFinite(value) && !point.id().equals(silent)) {
                asked.put(point.id(), value);
            }
        }
        return asked;
    }

    @Override
    public synchronized boolean write(PointId point, double value) {
        SetpointLimits limits = book.limits(point);
        long now = plant.time();
        envelope.check(OracleRules.inside(value, limits), () -> point + " = " + value);
        double rise = book.saving(point, value) - book.safest(point, SLEW_MS, now);
        boolean saves = book.saving(point, value) > book.saving(point, book.inForce(point));
        slew.check(!saves || rise <= limits.savingStep() + RESOLUTION,
                () -> "%s rose by %s within five minutes".formatted(point,
                        rise));
        PointId unseen = silent;
        if (unseen != null && point.equals(around.air) && now - silentSince > around.staleMs(unseen) + 60_000) {
            blind.check(false,
                    () -> "%s = %s, %d s after a rack fell silent".formatted(point, value, (now - silentSince)
                            / 1000));
        }
        book.applied(point, value, now);
        return plant.write(point, value);
    }

    @Override
    public synchronized double setpoint(PointId point) {
        return plant.setpoint(point);
    }

    @Override
    public synchronized void relinquish(PointId point) {
        plant.relinquish(point);
        book.applied(point, plant.setpoint(point), plant.time());
    }

    @Override
    public synchronized void relinquishAll() {
        relinquishedNanos = System.nanoTime();
        for (PointId point : plant.written().keySet()) {
            relinquish(point);
        }
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
