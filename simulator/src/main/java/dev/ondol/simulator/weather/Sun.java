package dev.ondol.simulator.weather;

/// Where the sun stands and what it sends under clouds, for sources that carry no radiation. Declination and equation of
/// time by Spencer (Search 2(5), 1971), some 0.05 degrees; radiation by Kasten and Czeplak (Solar Energy 24, 1980), fitted
/// to Hamburg: for Seoul its year is some 20 % below that of satellite-based typical years.
final class Sun {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final double DAYS_A_YEAR = 365.2425;

    private Sun() {}

    /// Sine of the sun's elevation, -1 to 1.
    ///
    /// @param latitude  degrees north
    /// @param longitude degrees east
    /// @param millis    milliseconds since 1970-01-01T00:00Z
    static double sineOfElevation(double latitude, double longitude, long millis) {
        double days = (double) millis / DAY_MILLIS;
        double angle = 2 * Math.PI * (days / DAYS_A_YEAR - Math.floor(days / DAYS_A_YEAR));
        double equationOfTimeMin = 229.18 * (0.000075 + 0.001868 * Math.cos(angle) - 0.032077 * Math.sin(angle)
                - 0.014615 * Math.cos(2 * angle) - 0.04089 * Math.sin(2 * angle));
        double solarHours = 24 * (days - Math.floor(days)) + longitude / 15 + equationOfTimeMin / 60;
        return sine(latitude, declination(angle), solarHours);
    }

    /// Sine of the sun's elevation at a true solar time of a day of the year (0 to 364).
    static double sineAtSolarTime(double latitude, int dayOfYear, double solarHours) {
        return sine(latitude, declination(2 * Math.PI * dayOfYear / 365), solarHours);
    }

    /// Global horizontal radiation under a clear sky, W/m2.
    static double clearSkyWM2(double sineOfElevation) {
        return Math.max(0, 910 * sineOfElevation - 30);
    }

    /// Global horizontal radiation, W/m2.
    ///
    /// @param cloudCover 0 (clear) to 1 (overcast)
    static double globalWM2(double sineOfElevation, double cloudCover) {
        return clearSkyWM2(sineOfElevation) * (1 - 0.75 * Math.pow(cloudCover, 3.4));
    }

    private static double declination(double angle) {
        return 0.006918 - 0.399912 * Math.cos(angle) + 0.070257 * Math.sin(angle) - 0.006758 * Math.cos(2 * angle)
                + 0.000907 * Math.sin(2 * angle) - 0.002697 * Math.cos(3 * angle) + 0.00148 * Math.sin(3 * angle);
    }

    private static double sine(double latitude, double declination, double solarHours) {
        double phi = Math.toRadians(latitude);
        double hourAngle = Math.toRadians(15 * (solarHours - 12));
        return Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(hourAngle);
    }
}
