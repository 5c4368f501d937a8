package dev.ondol.simulator.weather;

import dev.ondol.facility.air.MoistAir;

/// Hourly values of a year or a part of it, while a source fills them.
final class HourlyColumns {
    /// At the instant of each hour, Celsius.
    final double[] dryBulbC;
    /// At the instant of each hour, Celsius.
    final double[] dewPointC;
    /// At the instant of each hour, 0 to 1.
    final double[] relativeHumidity;
    /// At the instant of each hour, m/s.
    final double[] windMS;
    /// At the instant of each hour, Pa.
    final double[] pressurePa;
    /// Mean of the hour that begins there, W/m2.
    final double[] globalWM2;

    HourlyColumns(int hours) {
        dryBulbC = new double[hours];
        dewPointC = new double[hours];
        relativeHumidity = new double[hours];
        windMS = new double[hours];
        pressurePa = new double[hours];
        globalWM2 = new double[hours];
    }

    int hours() {
        return dryBulbC.length;
    }

    /// Fills the relative humidity from the dew points.
    void humidityFromDewPoint() {
        for (int i = 0; i < hours(); i++) {
            relativeHumidity[i] = Math.min(1,
                    MoistAir.saturationPressure(dewPointC[i]) / MoistAir.saturationPressure(dryBulbC[i]));
        }
    }
}
