package dev.ondol.optimizer.model;

/// Outdoor air at one time.
///
/// @param dryBulbC  Celsius
/// @param wetBulbC  Celsius
/// @param dewPointC Celsius
public record Outdoor(double dryBulbC, double wetBulbC, double dewPointC) {
    /// Highest dew point that the make-up air of the halls lets in, Celsius: the upper end of the recommended envelope of
    /// ASHRAE TC 9.9, Thermal Guidelines, 5th edition.
    public static final double HIGHEST_ROOM_DEW_POINT_C = 15;

    /// Dew point of the halls' air, Celsius.
    public double roomDewPointC() {
        return Math.min(dewPointC, HIGHEST_ROOM_DEW_POINT_C);
    }

    /// Dew point from dry-bulb and relative humidity (0 to 1), Celsius: Magnus formula with the coefficients of Alduchov and
    /// Eskridge, Journal of Applied Meteorology 35 (1996), within 0.4 K over -40 to 50 C.
    public static double dewPointC(double dryBulbC, double relativeHumidity) {
        double gamma = Math.log(Math.clamp(relativeHumidity, 0.01, 1)) + 17.625 * dryBulbC / (243.04 + dryBulbC);
        return 243.04 * gamma / (17.625 - gamma);
    }
}
