package dev.ondol.historian.rollup;

import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// From when on readings and roll-ups are still there: plant time in milliseconds, [Long#MIN_VALUE] where nothing was ever
/// dropped.
///
/// @param readings from when on readings are kept
/// @param rollups  from when on each roll-up is kept
public record Kept(long readings, Map<Resolution, Long> rollups) {
    public Kept {
        rollups = Map.copyOf(rollups);
    }

    /// As the database tells it.
    public static Kept read(Connection connection) throws SQLException {
        long readings = Long.MIN_VALUE;
        Map<Resolution, Long> rollups = new EnumMap<>(Resolution.class);
        try (Statement select = connection.createStatement();
                ResultSet rows = select
                        .executeQuery("SELECT what, %s FROM kept".formatted(PlantTime.millis("from_time")))) {
            while (rows.next()) {
                String what = rows.getString(1);
                if (what.equals("reading")) {
                    readings = rows.getLong(2);
                }
                for (Resolution resolution : Resolution.values()) {
                    if (resolution.table().equals(what)) {
                        rollups.put(resolution, rows.getLong(2));
                    }
                }
            }
        }
        return new Kept(readings, rollups);
    }

    /// From when on a roll-up is kept.
    public long from(Resolution resolution) {
        return rollups.getOrDefault(resolution, Long.MIN_VALUE);
    }

    /// The whole spans of a resolution that a stretch touches and that can be computed anew: those wholly within what is
    /// kept of the readings, of every finer roll-up and of itself. Empty or one.
    List<Span> rollable(Span stretch, Resolution resolution) {
        Span whole = stretch.grown(resolution);
        long from = Math.max(whole.from(), earliest(readings, resolution));
        for (Resolution each : Resolution.values()) {
            if (each.compareTo(resolution) <= 0) {
                from = Math.max(from, earliest(from(each), resolution));
            }
        }
        return from < whole.to() ? List.of(new Span(from, whole.to())) : List.of();
    }

    private static long earliest(long kept, Resolution resolution) {
        return kept == Long.MIN_VALUE ? kept : resolution.ceil(kept);
    }
}
