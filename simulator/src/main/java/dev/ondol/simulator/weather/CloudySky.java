package dev.ondol.simulator.weather;

/// What the sky lets through, for sources that carry no radiation: global radiation from the sun's height and cloud cover
/// (Kasten and Czeplak, Solar Energy 24, 1980). Fitted to Hamburg: for Seoul its year is some 20 % below that of
/// satellite-based typical years.
final class CloudySky {
    private CloudySky() {}

    /// Global horizontal radiation under a clear sky, W/m2.
    static double clearWM2(double sineOfElevation) {
        return Math.max(0, 910 * sineOfElevation - 30);
    }

    /// Global horizontal radiation, W/m2.
    ///
    /// @param cloudCover 0 (clear) to 1 (overcast)
    static double globalWM2(double sineOfElevation, double cloudCover) {
        return clearWM2(sineOfElevation) * (1 - 0.75 * Math.pow(cloudCover, 3.4));
    }
}
