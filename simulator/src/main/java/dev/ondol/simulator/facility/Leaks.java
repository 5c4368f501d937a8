package dev.ondol.simulator.facility;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.point.PointCatalog;
import java.util.List;

/// Water that runs out of closed loops. Make-up at the temperature of the mains replaces it at once, so that a leak costs
/// water and carries heat away (or brings some in).
public final class Leaks {
    private static final double MAINS_C = 15;
    private static final double MOST_LITRES = 100;

    private double chilledLS;
    private double facilityLS;

    /// The loops that can leak.
    public static List<String> loops() {
        return List.of(PointCatalog.CHILLED_WATER, PointCatalog.FACILITY_WATER);
    }

    /// Sets a leak.
    ///
    /// @param loop            one of [#loops]
    /// @param litresPerSecond 0 (tight) to 100
    public void set(String loop, double litresPerSecond) {
        if (!(litresPerSecond >= 0 && litresPerSecond <= MOST_LITRES)) {
            throw new IllegalArgumentException(
                    "The leak (%s L/s) must be 0 to %s.".formatted(litresPerSecond, MOST_LITRES));
        }
        switch (loop) {
            case PointCatalog.CHILLED_WATER -> chilledLS = litresPerSecond;
            case PointCatalog.FACILITY_WATER -> facilityLS = litresPerSecond;
            default -> throw new IllegalArgumentException("The loop (%s) must be one of %s.".formatted(loop, loops()));
        }
    }

    /// Makes every loop tight.
    public void stop() {
        chilledLS = 0;
        facilityLS = 0;
    }

    /// Heat that leaves with the chilled water, W.
    double chilledW(double supplyC) {
        return chilledLS == 0 ? 0 : chilledLS * Water.SPECIFIC_HEAT * (supplyC - MAINS_C);
    }

    /// Heat that leaves with the facility water, W.
    double facilityW(double supplyC) {
        return facilityLS == 0 ? 0 : facilityLS * Water.SPECIFIC_HEAT * (supplyC - MAINS_C);
    }

    /// Make-up for all leaks.
    double litresPerSecond() {
        return chilledLS + facilityLS;
    }
}
