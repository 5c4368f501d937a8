package dev.ondol.optimizer.forecast;

import dev.ondol.facility.site.EnergyAssets.Photovoltaics;
import dev.ondol.facility.site.Location;

/// What the photovoltaics will deliver: what they would under a clear sky, times how clear it was. The share of the clear sky is
/// learned from their own meter: the newest one fades (0.8 an hour) into the mean of the days before. No weather service tells
/// radiation here, so the error is that of persistence. One thread.
///
/// The sun by the equations of Cooper (declination) and Spencer (equation of time), the clear sky by Haurwitz (1945), a tenth of it
/// diffuse (Duffie and Beckman, Solar Engineering of Thermal Processes, chapters 1 and 2).
public final class SunForecast {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final double DIFFUSE = 0.1;
    /// Losses of module, wiring and inverter together at full sun; the learned share corrects it.
    private static final double USUAL_YIELD = 0.8;
    private static final double PERSISTENCE_AN_HOUR = 0.8;
    /// Share of an observation in the mean of the days.
    private static final double LEARNING = 0.02;
    /// Below this share of the peak power the sun tells nothing about the sky.
    private static final double TELLING = 0.05;
    private static final double CLEAREST = 1.3;

    private final Photovoltaics spec;
    private final double latitude;
    private final double longitudeDeg;
    private double meanShare = 0.6;
    private double share = 0.6;
    private long newest;

    public SunForecast(Photovoltaics spec, Location location) {
        this.spec = spec;
        latitude = Math.toRadians(location.latitude());
        longitudeDeg = location.longitude();
    }

    /// @param time plant time in milliseconds
    public void observe(long time, double powerKw) {
        double clear = clearKw(time);
        if (clear < TELLING * spec.peakW() / 1000) {
            return;
        }
        share = Math.clamp(powerKw / clear, 0, CLEAREST);
        meanShare += LEARNING * (share - meanShare);
        newest = time;
    }

    /// Expected power, kW.
    ///
    /// @param time plant time in milliseconds
    public double at(long time) {
        double fade = Math.pow(PERSISTENCE_AN_HOUR, Math.max(0, time - newest) / (double) HOUR);
        return clearKw(time) * (meanShare + fade * (share - meanShare));
    }

    /// Power under a clear sky, kW.
    double clearKw(long time) {
        double day = Math.floorMod(time, 365 * DAY + DAY / 4) / (double) DAY;
        double declination = Math.toRadians(23.45) * Math.sin(2 * Math.PI * (284 + day) / 365);
        double b = 2 * Math.PI * day / 365;
        double minutes = 229.2 * (0.000075 + 0.001868 * Math.cos(b) - 0.032077 * Math.sin(b) - 0.014615 * Math.cos(2
                * b) - 0.04089 * Math.sin(2 * b));
        double solarHour = Math.floorMod(time, DAY) / (double) HOUR + longitudeDeg / 15 + minutes / 60;
        double hourAngle = Math.toRadians(15 * (solarHour - 12));
        double up = Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(
                hourAngle);
        if (up <= 0.01) {
            return 0;
        }
        double horizontalWM2 = 1098 * up * Math.exp(-0.057 / up);
        double planeWM2 = horizontalWM2 * ((1 - DIFFUSE) * Math.max(0, incidence(up, declination, hourAngle)) / up
                + DIFFUSE);
        return spec.peakW() / 1000 * USUAL_YIELD * Math.min(1100, planeWM2) / 1000;
    }

    /// Cosine of the angle between the sun and the normal of the modules.
    private double incidence(double up, double declination, double hourAngle) {
        double east = -Math.cos(declination) * Math.sin(hourAngle);
        double north = Math.sin(declination) * Math.cos(latitude) - Math.cos(declination) * Math.sin(latitude) * Math
                .cos(hourAngle);
        double tilt = Math.toRadians(spec.tiltDeg());
        double azimuth = Math.toRadians(spec.azimuthDeg());
        return up * Math.cos(tilt) + Math.sin(tilt) * (north * Math.cos(azimuth) + east * Math.sin(azimuth));
    }
}
