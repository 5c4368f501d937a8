package dev.ondol.optimizer.observe;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Which chillers are lost: where the water has been too warm for ten minutes, a machine that stands still would run if it could. It
/// counts as lost until it runs again. One thread.
final class ChillerWatch {
    private static final PointId WATER = PointId.of(PointCatalog.CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE);
    private static final PointId WANTED = PointId.of(PointCatalog.CHILLED_WATER,
            Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
    /// Too warm by this much, K.
    private static final double WARM_K = 1.5;
    /// Longer than a machine takes to start, milliseconds of plant time.
    private static final long PATIENCE_MS = 10 * 60_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final List<PointId> running = new ArrayList<>();
    private long warmSince = NEVER;
    private int out;

    ChillerWatch(Site site) {
        site.cooling().chillers().ifPresent(chillers -> {
            for (int n = 1; n <= chillers.units(); n++) {
                running.add(PointId.of(PointCatalog.unit("chiller", n), Quantity.RUN_STATUS));
            }
        });
    }

    /// Chillers that are lost, as far as the readings tell; what is stale changes nothing.
    ///
    /// @param now newest plant time in milliseconds
    int out(Readings readings, long now) {
        OptionalDouble water = readings.fresh(WATER, now);
        OptionalDouble wanted = readings.fresh(WANTED, now);
        if (running.isEmpty() || water.isEmpty() || wanted.isEmpty()
                || running.stream().anyMatch(id -> readings.fresh(id,
                        now).isEmpty())) {
            return out;
        }
        int still = (int) running.stream().filter(id -> readings.fresh(id, now).orElse(1) < 0.5).count();
        out = Math.min(out, still);
        if (water.getAsDouble() <= wanted.getAsDouble() + WARM_K) {
            warmSince = NEVER;
        } else if (warmSince == NEVER) {
            warmSince = now;
        } else if (now - warmSince >= PATIENCE_MS) {
            out = still;
        }
        return out;
    }
}
