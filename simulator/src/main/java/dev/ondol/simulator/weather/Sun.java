package dev.ondol.simulator.weather;

import dev.ondol.facility.air.MoistAir;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import net.e175.klaus.solarpositioning.DeltaT;
import net.e175.klaus.solarpositioning.Grena3;
import net.e175.klaus.solarpositioning.SPA;
import net.e175.klaus.solarpositioning.SolarPosition;

/// The sun over one place, by NREL's algorithm (Reda and Andreas, Solar Energy 76, 2004; some 0.0003 degrees), computed by the
/// library `solarpositioning`. Immutable.
public final class Sun {
    /// Air temperature for refraction; a few hundredths of a degree near the horizon hang on it.
    private static final double TYPICAL_C = 12;
    /// A year's extraterrestrial radiation, W/m2 (Spencer's series; Iqbal, An Introduction to Solar Radiation, 1983).
    private static final double SOLAR_CONSTANT_WM2 = 1366.1;
    private static final int SAMPLES = 6;

    private final double latitude;
    private final double longitude;
    private final double altitudeM;
    private final double pressureHPa;

    /// @param latitude  degrees north, -90 to 90
    /// @param longitude degrees east, -180 to 180; of a typical year that is tried at another place, the longitude at which
    ///                  the sun is as it was in the source at the same local hour
    /// @param altitudeM above sea level, m
    public Sun(double latitude, double longitude, double altitudeM) {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException("The latitude (%s) must be -90 to 90.".formatted(latitude));
        }
        this.latitude = latitude;
        this.longitude = Math.IEEEremainder(longitude, 360);
        this.altitudeM = altitudeM;
        pressureHPa = MoistAir.standardPressure(altitudeM) / 100;
    }

    /// Where the sun appears to stand, refraction included.
    ///
    /// @param millis milliseconds since 1970-01-01T00:00Z
    public SunPosition at(long millis) {
        ZonedDateTime time = time(millis);
        SolarPosition position = SPA.calculateSolarPosition(time, latitude, longitude, altitudeM,
                DeltaT.estimate(time.toLocalDate()), pressureHPa, TYPICAL_C);
        return new SunPosition(position.zenithAngle(), position.azimuth());
    }

    /// Sine of the sun's elevation without refraction, 0 while it is below the horizon, mean over an interval. By Grena's third
    /// algorithm (Solar Energy 86, 2012): 0.01 degrees from 2010 to 2110 and some 0.4 before, in a tenth of the time, for the
    /// 50,000 positions of a year.
    ///
    /// @param millis beginning, milliseconds since 1970-01-01T00:00Z
    /// @param length of the interval, milliseconds
    double meanSine(long millis, long length) {
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            ZonedDateTime time = time(millis + (2 * i + 1) * length / (2 * SAMPLES));
            SolarPosition position = Grena3.calculateSolarPosition(time, latitude, longitude,
                    DeltaT.estimate(time.toLocalDate()));
            sum += Math.max(0, Math.cos(Math.toRadians(position.zenithAngle())));
        }
        return sum / SAMPLES;
    }

    /// Radiation outside of the atmosphere on a surface that faces the sun, W/m2.
    ///
    /// @param dayOfYear 1 to 366
    public static double extraterrestrialWM2(int dayOfYear) {
        double b = 2 * Math.PI * (dayOfYear - 1) / 365;
        return SOLAR_CONSTANT_WM2 * (1.00011 + 0.034221 * Math.cos(b) + 0.00128 * Math.sin(b)
                + 0.000719 * Math.cos(2 * b) + 7.7e-5 * Math.sin(2 * b));
    }

    /// Radiation outside of the atmosphere on a surface that faces the sun, W/m2.
    ///
    /// @param millis milliseconds since 1970-01-01T00:00Z
    public static double extraterrestrialWM2(long millis) {
        return extraterrestrialWM2(LocalDate.ofEpochDay(Math.floorDiv(millis, 86_400_000L)).getDayOfYear());
    }

    private static ZonedDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    }
}
