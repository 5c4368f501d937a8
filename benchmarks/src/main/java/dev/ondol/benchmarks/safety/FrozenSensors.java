package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.Map;

/// Finds the sensors that have shown the same for a quarter of an hour while what moves them went by a whole unit. One thread.
final class FrozenSensors {
    private static final long QUARTER_MS = 900_000;
    private static final double MOVED = 1;

    private final Surroundings around;
    private final Map<PointId, Since> since = new HashMap<>();

    /// @param mover what its mover showed when the sensor began to show this
    private record Since(double shown, long from, long last, double mover) {}

    FrozenSensors(Surroundings around) {
        this.around = around;
    }

    void clear() {
        since.clear();
    }

    void watch(long now, PlantBook book) {
        for (PointId sensor : around.sensors()) {
            PointId mover = around.moverOf(sensor);
            if (mover == null || !Long.valueOf(now).equals(book.told.get(sensor))) {
                continue;
            }
            Since before = since.get(sensor);
            double shown = book.of(sensor);
            boolean same = before != null && before.shown() == shown && now - before.last() <= around.staleMs(sensor);
            since.put(sensor, same && before != null
                    ? new Since(shown, before.from(), now, before.mover())
                    : new Since(shown, now, now, book.of(mover)));
        }
        book.frozen.clear();
        since.forEach((sensor, of) -> {
            PointId mover = around.moverOf(sensor);
            if (mover != null && of.last() - of.from() >= QUARTER_MS
                    && Math.abs(book.of(mover) - of.mover()) >= MOVED) {
                book.frozen.add(sensor);
            }
        });
    }
}
