package dev.ondol.simulator.energy;

/// Direct-current side of an array in the terms of PVWatts version 5 (Dobos, NREL/TP-6A20-62641).
///
/// @param peakW        power at standard test conditions, W
/// @param gammaPerK    change of power with cell temperature / power, 1/K; -0.0047 for standard modules
/// @param lossFraction soiling, shading, mismatch, wiring and so on, 0 to 1
/// @param cover        front of the modules
record PvModules(double peakW, double gammaPerK, double lossFraction, ModuleCover cover) {
    private static final double STANDARD_GAMMA = -0.0047;

    PvModules {
        if (!(peakW > 0 && lossFraction >= 0 && lossFraction < 1)) {
            throw new IllegalArgumentException(
                    "The peak (%s W) must be positive, the losses (%s) 0 to 1.".formatted(peakW, lossFraction));
        }
    }

    /// Standard modules with the default losses.
    static PvModules standard(double peakW) {
        return new PvModules(peakW, STANDARD_GAMMA, defaultLoss(), ModuleCover.GLASS);
    }

    /// Default losses of PVWatts: soiling 2 %, shading 3, mismatch 2, wiring 2, connections 0.5, light-induced degradation
    /// 1.5, nameplate rating 1 and availability 3; 14.08 % together.
    static double defaultLoss() {
        return losses(0.02, 0.03, 0, 0.02, 0.02, 0.005, 0.015, 0.01, 0, 0.03);
    }

    /// Losses one after the other.
    static double losses(double... fractions) {
        double kept = 1;
        for (double fraction : fractions) {
            kept *= 1 - fraction;
        }
        return 1 - kept;
    }

    /// Power before the losses, W.
    ///
    /// @param effectiveWM2 what reaches the cells, W/m2
    double dcW(double effectiveWM2, double cellC) {
        return Math.max(0, effectiveWM2 / 1000 * peakW * (1 + gammaPerK * (cellC - 25)));
    }

    /// Power after the losses, W.
    ///
    /// @param planeWM2  radiation on the plane of the array, W/m2
    /// @param directWM2 direct normal radiation, W/m2
    /// @param cosine    of its angle of incidence, -1 to 1
    double netW(double planeWM2, double directWM2, double cosine, double cellC) {
        double reflectedWM2 = cosine > 0 ? (1 - cover.transmitted(cosine)) * directWM2 * cosine : 0;
        return dcW(Math.clamp(planeWM2 - reflectedWM2, 0, Math.max(0, planeWM2)), cellC) * (1 - lossFraction);
    }
}
