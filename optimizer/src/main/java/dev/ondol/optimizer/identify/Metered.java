package dev.ondol.optimizer.identify;

import dev.ondol.optimizer.model.Estimate;

/// A part of the power that meters tell apart and the model foretells.
public enum Metered {
    /// Fans of air handlers; where room units compress themselves their fans count as [#CHILLERS].
    AIR_FANS(0, true),
    /// Compressors, those of room units included.
    CHILLERS(1, true), TOWERS(2, true), DRY_COOLERS(3, true), PUMPS(4, true),
    /// UPS and distribution.
    LOSSES(5, false);

    private static final Metered[] ALL = values();

    private final int place;
    private final boolean cooling;

    Metered(int place, boolean cooling) {
        this.place = place;
        this.cooling = cooling;
    }

    /// Position in arrays of all parts, from 0.
    public int place() {
        return place;
    }

    /// Whether it counts as cooling power.
    public boolean cooling() {
        return cooling;
    }

    /// What an estimate says of each part, W.
    ///
    /// @param roomUnits true where room units with compressors stand, whose fans have no meter of their own
    static void read(Estimate estimate, boolean roomUnits, double[] out) {
        out[AIR_FANS.place] = roomUnits ? 0 : estimate.airFansW;
        out[CHILLERS.place] = estimate.chillersW + (roomUnits ? estimate.airFansW : 0);
        out[TOWERS.place] = estimate.towersW;
        out[DRY_COOLERS.place] = estimate.dryCoolersW;
        out[PUMPS.place] = estimate.pumpsW;
        out[LOSSES.place] = estimate.lossW;
    }

    /// Sum of the parts that count as cooling, W.
    static double coolingW(double[] parts) {
        double sum = 0;
        for (Metered of : ALL) {
            if (of.cooling) {
                sum += parts[of.place];
            }
        }
        return sum;
    }
}
