package dev.ondol.simulator.energy;

import dev.ondol.simulator.weather.SunPosition;

/// Diffuse radiation of the sky and of the ground on a tilted surface, W/m2.
final class Transposition {
    /// Upper limits of the clearness bins (Perez et al., Solar Energy 44, 1990, table 1).
    private static final double[] CLEARNESS_BINS = {1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2};
    /// F11, F12, F13, F21, F22, F23 for each bin (same, table 6: all sites composite), rounded as in pvlib.
    private static final double[][] BRIGHTNESS = {{-0.008, 0.588, -0.062, -0.060, 0.072, -0.022},
            {0.130, 0.683, -0.151, -0.019, 0.066, -0.029}, {0.330, 0.487, -0.221, 0.055, -0.064, -0.026},
            {0.568, 0.187, -0.295, 0.109, -0.152, -0.014}, {0.873, -0.392, -0.362, 0.226, -0.462, 0.001},
            {1.132, -1.237, -0.412, 0.288, -0.823, 0.056}, {1.060, -1.600, -0.359, 0.264, -1.127, 0.131},
            {0.678, -0.327, -0.250, 0.156, -1.377, 0.251}};
    private static final double KAPPA = 1.041;
    /// Cosine of 85 degrees: the circumsolar part is not drawn out further near the horizon.
    private static final double LEAST_COSINE = 0.087155742747658;

    private Transposition() {}

    /// Sky diffuse radiation after Perez et al. (Solar Energy 44, 1990): isotropic, circumsolar and horizon part.
    ///
    /// @param tiltDeg             of the surface from horizontal, degrees
    /// @param facingDeg           azimuth of its normal, clockwise from north, degrees
    /// @param directWM2           direct normal radiation, W/m2
    /// @param diffuseWM2          diffuse horizontal radiation, W/m2
    /// @param extraterrestrialWM2 outside of the atmosphere, facing the sun, W/m2
    static double perezWM2(double tiltDeg, double facingDeg, SunPosition sun, double directWM2, double diffuseWM2,
            double extraterrestrialWM2) {
        if (diffuseWM2 <= 0) {
            return 0;
        }
        double zenith = Math.toRadians(Math.min(sun.zenithDeg(), 90));
        double cube = KAPPA * zenith * zenith * zenith;
        double clearness = ((diffuseWM2 + directWM2) / diffuseWM2 + cube) / (1 + cube);
        double brightness = diffuseWM2 * sun.airMass() / extraterrestrialWM2;
        double[] f = BRIGHTNESS[bin(clearness)];
        double f1 = Math.max(0, f[0] + f[1] * brightness + f[2] * zenith);
        double f2 = f[3] + f[4] * brightness + f[5] * zenith;
        double tilt = Math.toRadians(tiltDeg);
        double circumsolar = Math.max(0, sun.incidence(tiltDeg, facingDeg))
                / Math.max(LEAST_COSINE, Math.cos(zenith));
        double sky = (1 - f1) * (1 + Math.cos(tilt)) / 2 + f1 * circumsolar + f2 * Math.sin(tilt);
        return Math.max(0, diffuseWM2 * sky);
    }

    private static int bin(double clearness) {
        int bin = 0;
        while (bin < CLEARNESS_BINS.length && clearness >= CLEARNESS_BINS[bin]) {
            bin++;
        }
        return bin;
    }

    /// Sky diffuse radiation after Hay and Davies (1980): circumsolar in the share of the direct radiation in the
    /// extraterrestrial one, the rest isotropic. Parameters as for Perez.
    static double hayDaviesWM2(double tiltDeg, double facingDeg, SunPosition sun, double directWM2, double diffuseWM2,
            double extraterrestrialWM2) {
        double share = directWM2 / extraterrestrialWM2;
        double circumsolar = Math.max(0, sun.incidence(tiltDeg, facingDeg))
                / Math.max(0.01745, Math.cos(Math.toRadians(sun.zenithDeg())));
        return diffuseWM2 * (share * circumsolar + (1 - share) * (1 + Math.cos(Math.toRadians(tiltDeg))) / 2);
    }

    /// Radiation that the ground throws back.
    ///
    /// @param globalWM2 global horizontal radiation, W/m2
    /// @param albedo    0 to 1
    static double groundWM2(double tiltDeg, double globalWM2, double albedo) {
        return globalWM2 * albedo * (1 - Math.cos(Math.toRadians(tiltDeg))) / 2;
    }
}
