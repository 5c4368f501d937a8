package dev.ondol.simulator.weather;

/// Where the sun stands.
///
/// @param zenithDeg  angle from straight up, 0 to 180 degrees; above 90 it is night
/// @param azimuthDeg clockwise from north, 0 to 360 degrees
public record SunPosition(double zenithDeg, double azimuthDeg) {
    /// True while the sun is above the horizon.
    public boolean up() {
        return zenithDeg < 90;
    }

    /// Cosine of the angle between the sun's rays and the normal of a surface, -1 to 1; negative where the sun is behind it.
    ///
    /// @param tiltDeg    of the surface from horizontal, degrees
    /// @param facingDeg  azimuth of the surface's normal, clockwise from north, degrees
    public double incidence(double tiltDeg, double facingDeg) {
        double zenith = Math.toRadians(zenithDeg);
        double tilt = Math.toRadians(tiltDeg);
        return Math.clamp(Math.cos(tilt) * Math.cos(zenith)
                + Math.sin(tilt) * Math.sin(zenith) * Math.cos(Math.toRadians(azimuthDeg - facingDeg)), -1, 1);
    }

    /// Path of the rays through the atmosphere / straight path (Kasten and Young, Applied Optics 28, 1989).
    public double airMass() {
        double zenith = Math.min(zenithDeg, 90);
        return 1 / (Math.cos(Math.toRadians(zenith)) + 0.50572 * Math.pow(96.07995 - zenith, -1.6364));
    }
}
