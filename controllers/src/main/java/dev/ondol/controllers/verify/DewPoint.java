package dev.ondol.controllers.verify;

/// Dew point of air by the Magnus formula with the coefficients of the WMO Guide to Instruments and Methods of
/// Observation (WMO-No. 8, annex 4.B; Sonntag 1990): within 0.1 K from -40 to 50 Celsius.
final class DewPoint {
    private static final double A = 17.62;
    private static final double B_C = 243.12;

    private DewPoint() {}

    /// @param dryBulbC        air temperature, Celsius
    /// @param humidityPercent relative humidity, percent; taken as at least 0.1
    /// @return Celsius
    static double of(double dryBulbC, double humidityPercent) {
        double gamma = Math.log(Math.max(humidityPercent, 0.1) / 100) + A * dryBulbC / (B_C + dryBulbC);
        return B_C * gamma / (A - gamma);
    }
}
