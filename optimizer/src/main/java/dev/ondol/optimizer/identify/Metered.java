package dev.ondol.optimizer.identify;

import dev.ondol.optimizer.model.Estimate;

/// What meters tell apart and the model foretells: parts of the power, and the flow of chilled water, which tells coils from pumps.
public enum Metered {
    /// Fans of air handlers; where room units compress themselves their fans count as [#CHILLERS].
    AIR_FANS(0, true),
    /// Compressors, those of room units included.
    CHILLERS(1, true), TOWERS(2, true), DRY_COOLERS(3, true), CHILLED_PUMPS(4, true), CONDENSER_PUMPS(5,
            true), FACILITY_PUMPS(6,
                    true), COOLANT_PUMPS(7, true),
    /// UPS and distribution.
    LOSSES(8, false),
    /// Chilled water, L/s.
    CHILLED_FLOW(9, false);

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

    /// What an estimate says of each part, W and L/s.
    ///
    /// @param roomUnits true where room units with compressors stand, whose fans have no meter of their own
    static void read(Estimate estimate, boolean roomUnits, double[] out) {
        out[AIR_FANS.place] = roomUnits ? 0 : estimate.airFansW;
        out[CHILLERS.place] = estimate.chillersW + (roomUnits ? estimate.airFansW : 0);
        out[TOWERS.place] = estimate.towersW;
        out[DRY_COOLERS.place] = estimate.dryCoolersW;
        out[CHILLED_PUMPS.place] = estimate.chilledPumpsW;
        out[CONDENSER_PUMPS.place] = estimate.condenserPumpsW;
        out[FACILITY_PUMPS.place] = estimate.facilityPumpsW;
        out[COOLANT_PUMPS.place] = estimate.coolantPumpsW;
        out[LOSSES.place] = estimate.lossW;
        out[CHILLED_FLOW.place] = estimate.chilledLS;
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
