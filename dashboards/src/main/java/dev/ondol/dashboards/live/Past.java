package dev.ondol.dashboards.live;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the historian adds to the live figures.
///
/// @param reachable whether it answered the last time
/// @param database  which database it is, for example "timescaledb"
/// @param disk      whether the database has disk space: "roomy", "low", "full", or "unknown" where nobody watches
/// @param commands  commands so far; null where never read
/// @param bands     lowest and highest value of the last 24 plant hours by figure (pue, facilityKw, itKw, coolingKw)
public record Past(boolean reachable, String database, String disk, @Nullable Commands commands,
        Map<String, Band> bands) {
    /// Commands since the site's first day.
    public record Commands(long sent, long applied, long refused, long rejected) {}

    public record Band(double low, double high) {}

    public Past {
        bands = Map.copyOf(bands);
    }
}
