package dev.ondol.controllers.verify;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Inlet air of the racks, hall by hall, and since when which of them is too warm (property P16). Owned by one thread.
public final class Inlets {
    /// Upper end of the recommended range, Celsius (ASHRAE TC 9.9, Thermal Guidelines, 5th edition).
    public static final double RECOMMENDED_C = 27;
    /// Upper end of the allowable range of class A1, Celsius (same source).
    public static final double ALLOWABLE_C = 32;
    private static final long COOL = Long.MAX_VALUE;
    private static final String RACKS = "it-";

    private final Readings readings;
    private final Map<String, List<PointId>> byHall = new HashMap<>();
    private final Map<PointId, Long> hotSince = new HashMap<>();

    Inlets(PointCatalog catalog, Readings readings) {
        this.readings = readings;
        for (Point point : catalog.all()) {
            if (point.quantity() == Quantity.INLET_AIR_TEMPERATURE) {
                byHall.computeIfAbsent("hall-" + point.source().substring(RACKS.length()), hall -> new ArrayList<>())
                        .add(point.id());
                hotSince.put(point.id(), COOL);
            }
        }
    }

    /// A good reading has come.
    void observed(PointId point, long time, double celsius) {
        Long since = hotSince.get(point);
        if (since != null) {
            hotSince.put(point, celsius > RECOMMENDED_C ? Math.min(since, time) : COOL);
        }
    }

    void clear() {
        hotSince.replaceAll((point, since) -> COOL);
    }

    /// How long a rack of the hall has been above the recommended range, plant milliseconds; 0 where none is.
    public long hotFor(String hall, long now) {
        long longest = 0;
        for (PointId inlet : byHall.getOrDefault(hall, List.of())) {
            long since = hotSince.getOrDefault(inlet, COOL);
            if (readings.isFresh(inlet, now)) {
                longest = Math.max(longest, now - since);
            }
        }
        return longest;
    }

    /// The warmest rack of the hall, Celsius; NaN where none is known.
    public double warmestC(String hall, long now) {
        return byHall.getOrDefault(hall, List.of()).stream().flatMap(inlet -> readings.fresh(inlet, now).stream())
                .mapToDouble(Readings.Reading::value).max().orElse(Double.NaN);
    }
}
