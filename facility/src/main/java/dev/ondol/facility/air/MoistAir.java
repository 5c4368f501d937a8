package dev.ondol.facility.air;

/// Moist air. Temperatures in Celsius, pressures in Pa, humidity ratios in kg of water / kg of dry air, enthalpies in
/// J / kg of dry air (0 for dry air at 0 C). Valid from -100 to 200 C. Formulas: ASHRAE Handbook of Fundamentals 2017,
/// chapter 1, in SI units.
public final class MoistAir {
    /// Specific heat of moist air as used for rooms and coils, J/(kg K).
    public static final double SPECIFIC_HEAT = 1006;
    /// Density that nameplate airflows refer to (standard air, 20 C at sea level), kg/m3.
    public static final double STANDARD_DENSITY = 1.2;

    /// Ratio of the molar masses of water and dry air.
    private static final double MOLAR_RATIO = 0.621945;
    private static final double GAS_CONSTANT = 287.042;
    private static final double ZERO_C = 273.15;
    private static final double TRIPLE_POINT_C = 0.01;
    private static final double LEAST_HUMIDITY_RATIO = 1e-7;

    private MoistAir() {}

    /// Saturation pressure over ice or liquid water, Pa (equations 5 and 6).
    public static double saturationPressure(double temperatureC) {
        double t = temperatureC + ZERO_C;
        double log;
        if (temperatureC <= TRIPLE_POINT_C) {
            log = -5.6745359e3 / t + 6.3925247 + t * (-9.677843e-3 + t * (6.2215701e-7
                    + t * (2.0747825e-9 - 9.484024e-13 * t))) + 4.1635019 * Math.log(t);
        } else {
            log = -5.8002206e3 / t + 1.3914993 + t * (-4.8640239e-2 + t * (4.1764768e-5 - 1.4452093e-8 * t))
                    + 6.5459673 * Math.log(t);
        }
        return Math.exp(log);
    }

    /// Humidity ratio at a partial pressure of water vapour (equation 20).
    public static double humidityRatio(double vapourPa, double pressurePa) {
        return Math.max(MOLAR_RATIO * vapourPa / (pressurePa - vapourPa), LEAST_HUMIDITY_RATIO);
    }

    /// Humidity ratio of saturated air.
    public static double saturationHumidityRatio(double temperatureC, double pressurePa) {
        return humidityRatio(saturationPressure(temperatureC), pressurePa);
    }

    /// Humidity ratio at a relative humidity of 0 to 1.
    public static double humidityRatioOf(double temperatureC, double relativeHumidity, double pressurePa) {
        return humidityRatio(relativeHumidity * saturationPressure(temperatureC), pressurePa);
    }

    /// Relative humidity, 0 to 1, at a humidity ratio.
    public static double relativeHumidity(double temperatureC, double humidityRatio, double pressurePa) {
        return vapourPressure(humidityRatio, pressurePa) / saturationPressure(temperatureC);
    }

    /// Partial pressure of water vapour, Pa.
    public static double vapourPressure(double humidityRatio, double pressurePa) {
        return pressurePa * humidityRatio / (MOLAR_RATIO + humidityRatio);
    }

    /// Enthalpy, J / kg of dry air (equation 30).
    public static double enthalpy(double temperatureC, double humidityRatio) {
        return 1000 * (1.006 * temperatureC + humidityRatio * (2501 + 1.86 * temperatureC));
    }

    /// Temperature at an enthalpy and a humidity ratio.
    public static double temperature(double enthalpy, double humidityRatio) {
        return (enthalpy / 1000 - 2501 * humidityRatio) / (1.006 + 1.86 * humidityRatio);
    }

    /// Enthalpy of saturated air.
    public static double saturationEnthalpy(double temperatureC, double pressurePa) {
        return enthalpy(temperatureC, saturationHumidityRatio(temperatureC, pressurePa));
    }

    /// Temperature of saturated air that has this enthalpy, within 1e-6 K, at least 5 K below boiling.
    public static double saturatedTemperature(double enthalpy, double pressurePa) {
        double low = -80;
        double high = 95;
        while (saturationPressure(high) > 0.8 * pressurePa) {
            high -= 5;
        }
        double guess = Math.clamp(enthalpy / 3000, low, high);
        for (int i = 0; i < 60; i++) {
            double error = saturationEnthalpy(guess, pressurePa) - enthalpy;
            if (error > 0) {
                high = guess;
            } else {
                low = guess;
            }
            double slope = (saturationEnthalpy(guess + 0.01, pressurePa) - enthalpy - error) / 0.01;
            double next = guess - error / slope;
            if (!(next > low && next < high)) {
                next = (low + high) / 2;
            }
            if (Math.abs(next - guess) < 1e-6) {
                return next;
            }
            guess = next;
        }
        return guess;
    }

    /// Humidity ratio at a thermodynamic wet-bulb temperature (equations 33 and 35).
    public static double humidityRatioAtWetBulb(double temperatureC, double wetBulbC, double pressurePa) {
        double saturated = saturationHumidityRatio(wetBulbC, pressurePa);
        double ratio = wetBulbC >= 0
                ? ((2501 - 2.326 * wetBulbC) * saturated - 1.006 * (temperatureC - wetBulbC))
                        / (2501 + 1.86 * temperatureC - 4.186 * wetBulbC)
                : ((2830 - 0.24 * wetBulbC) * saturated - 1.006 * (temperatureC - wetBulbC))
                        / (2830 + 1.86 * temperatureC - 2.1 * wetBulbC);
        return Math.max(ratio, LEAST_HUMIDITY_RATIO);
    }

    /// Thermodynamic wet-bulb temperature, within 1e-5 K.
    public static double wetBulb(double temperatureC, double humidityRatio, double pressurePa) {
        double high = temperatureC;
        double low = Math.min(dewPoint(humidityRatio, pressurePa), temperatureC);
        while (high - low > 1e-5) {
            double middle = (low + high) / 2;
            if (humidityRatioAtWetBulb(temperatureC, middle, pressurePa) > humidityRatio) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    /// Wet-bulb temperature at a relative humidity of 0 to 1.
    public static double wetBulbOf(double temperatureC, double relativeHumidity, double pressurePa) {
        return wetBulb(temperatureC, humidityRatioOf(temperatureC, relativeHumidity, pressurePa), pressurePa);
    }

    /// Dew point (frost point below 0 C) at a humidity ratio, within 1e-6 K; the inverse of [#saturationPressure].
    public static double dewPoint(double humidityRatio, double pressurePa) {
        double wanted = vapourPressure(humidityRatio, pressurePa);
        double low = -100;
        double high = 100;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (saturationPressure(middle) > wanted) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    /// Dew point at a relative humidity of 0 to 1.
    public static double dewPointOf(double temperatureC, double relativeHumidity, double pressurePa) {
        return dewPoint(humidityRatioOf(temperatureC, relativeHumidity, pressurePa), pressurePa);
    }

    /// Volume of the moist air per kg of dry air, m3/kg (equation 26).
    public static double volume(double temperatureC, double humidityRatio, double pressurePa) {
        return GAS_CONSTANT * (temperatureC + ZERO_C) * (1 + humidityRatio / MOLAR_RATIO) / pressurePa;
    }

    /// Mass of the moist air per volume, kg/m3.
    public static double density(double temperatureC, double humidityRatio, double pressurePa) {
        return (1 + humidityRatio) / volume(temperatureC, humidityRatio, pressurePa);
    }

    /// Pressure of the standard atmosphere, Pa, at -500 to 11,000 m (equation 3).
    public static double standardPressure(double altitudeM) {
        return 101_325 * Math.pow(1 - 2.25577e-5 * altitudeM, 5.2559);
    }

    /// Temperature of the standard atmosphere (equation 4).
    public static double standardTemperature(double altitudeM) {
        return 15 - 0.0065 * altitudeM;
    }
}
