package dev.ondol.simulator.energy;

/// An inverter in the terms of PVWatts version 5 (Dobos, NREL/TP-6A20-62641, equation 10).
///
/// @param ratedDcW          direct-current power at which it delivers its rated alternating-current power, W
/// @param nominalEfficiency there, 0 to 1
record Inverter(double ratedDcW, double nominalEfficiency) {
    private static final double REFERENCE_EFFICIENCY = 0.9637;
    private static final double USUAL_EFFICIENCY = 0.96;
    private static final double USUAL_DC_TO_AC = 1.1;

    /// The inverter that PVWatts puts behind an array of this power: rated for 1 / 1.1 of it, 96 %.
    static Inverter behind(double peakW) {
        return new Inverter(peakW / USUAL_DC_TO_AC / USUAL_EFFICIENCY, USUAL_EFFICIENCY);
    }

    /// Power delivered, W, at most the rated one.
    double acW(double dcW) {
        if (dcW <= 0) {
            return 0;
        }
        double load = dcW / ratedDcW;
        double efficiency = nominalEfficiency / REFERENCE_EFFICIENCY * (-0.0162 * load - 0.0059 / load + 0.9858);
        return Math.clamp(efficiency * dcW, 0, nominalEfficiency * ratedDcW);
    }
}
