package dev.ondol.gateway;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/// A plant without physics: every sensor reads a number made of plant time, every set-point is what local control or a
/// write says.
final class FakePlant implements Plant {
    record Write(PointId point, double value, long time) {}

    private final PointCatalog catalog;
    private final Map<PointId, Double> overrides = new HashMap<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Long> schedulerTicks = new ArrayList<>();
    private LongConsumer onAdvance = ignored -> {};
    private final Set<PointId> broken = new HashSet<>();
    private int relinquished;
    private long time;
    private volatile boolean networkLost;

    FakePlant(PointCatalog catalog, long time) {
        this.catalog = catalog;
        this.time = time;
    }

    /// Called with the new time before each advance.
    synchronized void onAdvance(LongConsumer listener) {
        onAdvance = listener;
    }

    @Override
    public synchronized long time() {
        return time;
    }

    @Override
    public void advance(long toMillis) {
        LongConsumer listener;
        synchronized (this) {
            listener = onAdvance;
        }
        listener.accept(toMillis);
        synchronized (this) {
            time = Math.max(time, toMillis);
        }
    }

    @Override
    public synchronized void tickScheduler(long plantMillis) {
        schedulerTicks.add(plantMillis);
    }

    @Override
    public synchronized Map<PointId, Double> readings(Collection<Point> points) {
        Map<PointId, Double> readings = new LinkedHashMap<>();
        for (Point point : points) {
            double value = point.writable() ? setpoint(point.id()) : reading(point, time);
            readings.put(point.id(), value);
        }
        return readings;
    }

    /// What a sensor reads at that time: inside its plausible range, different at each instant of an hour.
    static double reading(Point point, long timeMillis) {
        double share = (timeMillis / 15_000 % 240) / 240.0;
        return Math.rint((point.quantity().low() + share) * 1000) / 1000;
    }

    @Override
    public synchronized boolean write(PointId point, double value) {
        if (broken.contains(point)) {
            return false;
        }
        writes.add(new Write(point, value, time));
        overrides.put(point, value);
        return true;
    }

    @Override
    public synchronized double setpoint(PointId point) {
        if (broken.contains(point)) {
            return Double.NaN;
        }
        Double override = overrides.get(point);
        return override == null ? local(point) : override;
    }

    /// What the local rules say: the middle of the limits.
    double local(PointId point) {
        return catalog.find(point).flatMap(Point::limits).map(limits -> (limits.min() + limits.max()) / 2)
                .orElse(Double.NaN);
    }

    @Override
    public synchronized void relinquish(PointId point) {
        overrides.remove(point);
    }

    @Override
    public synchronized void relinquishAll() {
        relinquished++;
        overrides.clear();
    }

    /// From now on that set-point takes nothing and shows nothing.
    synchronized void lose(PointId point) {
        broken.add(point);
    }

    void loseNetwork(boolean lost) {
        networkLost = lost;
    }

    @Override
    public boolean networkLost() {
        return networkLost;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public PlantAccount account() {
        return new PlantAccount(1, 2, 0.5, 25, 0, 0, 0);
    }

    synchronized List<Write> writes() {
        return List.copyOf(writes);
    }

    synchronized List<Long> schedulerTicks() {
        return List.copyOf(schedulerTicks);
    }

    synchronized int relinquished() {
        return relinquished;
    }

    synchronized boolean overridden() {
        return !overrides.isEmpty();
    }
}
