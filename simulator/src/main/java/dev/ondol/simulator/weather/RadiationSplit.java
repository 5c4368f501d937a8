package dev.ondol.simulator.weather;

/// Splits global radiation into direct and diffuse for sources that state only the global one: the diffuse share follows from
/// the clearness index kt = global / extraterrestrial on the horizontal (Erbs, Klein and Duffie, Solar Energy 28, 1982).
final class RadiationSplit {
    private RadiationSplit() {}

    /// Diffuse / global radiation on the horizontal, 0.165 to 1.
    ///
    /// @param clearness kt, 0 and more
    static double diffuseShare(double clearness) {
        if (clearness <= 0.22) {
            return 1 - 0.09 * clearness;
        }
        if (clearness > 0.8) {
            return 0.165;
        }
        double square = clearness * clearness;
        return 0.9511 - 0.1604 * clearness + 4.388 * square - 16.638 * clearness * square + 12.336 * square * square;
    }

    /// Direct radiation on a surface that faces the sun, W/m2, such that global = direct x sine + diffuse. At most what a clear
    /// atmosphere passes (Meinel and Meinel, Applied Solar Energy, 1976: 0.7^(air mass^0.678)): derived and generated figures
    /// are careless when the sun is low, and what is above counts as diffuse.
    ///
    /// @param globalWM2           global horizontal radiation, W/m2
    /// @param sine                of the sun's elevation, mean of the interval, 0 to 1
    /// @param extraterrestrialWM2 outside of the atmosphere, facing the sun, W/m2
    static double directWM2(double globalWM2, double sine, double extraterrestrialWM2) {
        if (sine <= 0 || globalWM2 <= 0) {
            return 0;
        }
        double clearness = globalWM2 / (extraterrestrialWM2 * sine);
        double airMass = new SunPosition(Math.toDegrees(Math.acos(Math.min(1, sine))), 180).airMass();
        double mostWM2 = extraterrestrialWM2 * Math.pow(0.7, Math.pow(airMass, 0.678));
        return Math.min(mostWM2, globalWM2 * (1 - diffuseShare(clearness)) / sine);
    }
}
