package dev.ondol.simulator.weather;

/// Humidity of outdoor air by ASHRAE Handbook of Fundamentals 2017, chapter 1.
final class MoistAir {
    private MoistAir() {}

    /// Pressure of saturated vapour over ice below 0 C and over water above, Pa (equations 5 and 6).
    static double saturationPa(double temperatureC) {
        double t = temperatureC + 273.15;
        return temperatureC < 0
                ? Math.exp(-5.6745359e3 / t + 6.3925247 - 9.677843e-3 * t + 6.2215701e-7 * t * t
                        + 2.0747825e-9 * t * t * t - 9.484024e-13 * t * t * t * t + 4.1635019 * Math.log(t))
                : Math.exp(-5.8002206e3 / t + 1.3914993 - 4.8640239e-2 * t + 4.1764768e-5 * t * t
                        - 1.4452093e-8 * t * t * t + 6.5459673 * Math.log(t));
    }

    /// Dew point of a vapour pressure, Celsius.
    static double dewPointC(double vapourPa) {
        double low = -100;
        double high = 100;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (saturationPa(middle) < vapourPa) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /// Thermodynamic wet-bulb, Celsius (equations 33 and 35, solved by bisection).
    static double wetBulbC(double dryBulbC, double vapourPa, double pressurePa) {
        double ratio = ratio(vapourPa, pressurePa);
        double low = dryBulbC - 60;
        double high = dryBulbC;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (ratioAtWetBulb(dryBulbC, middle, pressurePa) < ratio) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// Pressure of the standard atmosphere, Pa (equation 3).
    static double standardPressurePa(double altitudeM) {
        return 101_325 * Math.pow(1 - 2.25577e-5 * altitudeM, 5.2559);
    }

    private static double ratio(double vapourPa, double pressurePa) {
        return 0.621945 * vapourPa / (pressurePa - vapourPa);
    }

    private static double ratioAtWetBulb(double dryBulbC, double wetBulbC, double pressurePa) {
        double saturated = ratio(saturationPa(wetBulbC), pressurePa);
        double depression = dryBulbC - wetBulbC;
        return wetBulbC >= 0
                ? ((2501 - 2.326 * wetBulbC) * saturated - 1.006 * depression)
                        / (2501 + 1.86 * dryBulbC - 4.186 * wetBulbC)
                : ((2830 - 0.24 * wetBulbC) * saturated - 1.006 * depression)
                        / (2830 + 1.86 * dryBulbC - 2.1 * wetBulbC);
    }
}
