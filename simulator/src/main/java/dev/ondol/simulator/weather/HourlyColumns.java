package dev.ondol.simulator.weather;

import dev.ondol.facility.air.MoistAir;
import java.util.Arrays;

/// Hourly values of a year or a part of it, while a source fills them.
final class HourlyColumns {
    private static final long HOUR_MILLIS = 3_600_000L;

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
    /// On a surface that faces the sun, mean of the hour that begins there, W/m2; NaN where the source does not state it.
    final double[] directWM2;
    /// On the horizontal, mean of the hour that begins there, W/m2; NaN where the source does not state it.
    final double[] diffuseWM2;

    HourlyColumns(int hours) {
        dryBulbC = new double[hours];
        dewPointC = new double[hours];
        relativeHumidity = new double[hours];
        windMS = new double[hours];
        pressurePa = new double[hours];
        globalWM2 = new double[hours];
        directWM2 = new double[hours];
        diffuseWM2 = new double[hours];
        Arrays.fill(directWM2, Double.NaN);
        Arrays.fill(diffuseWM2, Double.NaN);
    }

    int hours() {
        return dryBulbC.length;
    }

    /// Splits the global radiation of the hours whose direct or diffuse part is not stated.
    ///
    /// @param firstMillis instant of the first hour, milliseconds since 1970-01-01T00:00Z
    void splitRadiation(Sun sun, long firstMillis) {
        for (int i = 0; i < hours(); i++) {
            if (!Double.isNaN(directWM2[i]) && !Double.isNaN(diffuseWM2[i])) {
                continue;
            }
            long begin = firstMillis + i * HOUR_MILLIS;
            double sine = globalWM2[i] > 0 ? sun.meanSine(begin, HOUR_MILLIS) : 0;
            directWM2[i] = RadiationSplit.directWM2(globalWM2[i], sine, Sun.extraterrestrialWM2(begin));
            diffuseWM2[i] = globalWM2[i] - directWM2[i] * sine;
        }
    }

    /// Fills the relative humidity from the dew points.
    void humidityFromDewPoint() {
        for (int i = 0; i < hours(); i++) {
            relativeHumidity[i] = Math.min(1,
                    MoistAir.saturationPressure(dewPointC[i]) / MoistAir.saturationPressure(dryBulbC[i]));
        }
    }
}
