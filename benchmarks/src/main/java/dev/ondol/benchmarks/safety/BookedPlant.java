package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.Plant;
import dev.ondol.gateway.PlantAccount;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A plant without physics that remembers the last write: a set-point is what was written, or else the middle of its limits. One thread.
final class BookedPlant implements Plant {
    private final PointCatalog catalog;
    private final Map<PointId, Double> written = new HashMap<>();
    private long time;
    private long writes;

    BookedPlant(PointCatalog catalog, long time) {
        this.catalog = catalog;
        this.time = time;
    }

    /// How many writes there were.
    long writes() {
        return writes;
    }

    /// Whether a set-point is not at its local value.
    boolean isWritten(PointId point) {
        return written.containsKey(point);
    }

    /// Set-points that are not at their local values.
    Map<PointId, Double> written() {
        return Map.copyOf(written);
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public void advance(long toMillis) {
        time = Math.max(time, toMillis);
    }

    @Override
    public void tickScheduler(long plantMillis) {}

    @Override
    public Map<PointId, Double> readings(Collection<Point> points) {
        Map<PointId, Double> readings = new LinkedHashMap<>();
        points.stream().filter(Point::writable).forEach(point -> readings.put(point.id(), setpoint(point.id())));
        return readings;
    }

    @Override
    public boolean write(PointId point, double value) {
        writes++;
        written.put(point, value);
        return true;
    }

    @Override
    public double setpoint(PointId point) {
        Double value = written.get(point);
        return value != null
                ? value
                : catalog.find(point).flatMap(Point::limits).map(limits -> (limits.min() + limits.max()) / 2).orElse(
                        Double.NaN);
    }

    @Override
    public void relinquish(PointId point) {
        written.remove(point);
    }

    @Override
    public void relinquishAll() {
        written.clear();
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
