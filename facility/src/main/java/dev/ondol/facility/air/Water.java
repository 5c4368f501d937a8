package dev.ondol.facility.air;

/// Liquid water between 5 and 50 C.
public final class Water {
    /// Specific heat, J/(kg K), within 0.2 % from 5 to 50 C (IAPWS-95).
    public static final double SPECIFIC_HEAT = 4186;

    private Water() {}

    /// Density in kg/m3, 0 to 60 C, within 0.05 % (Kell 1975, truncated after the square).
    public static double density(double temperatureC) {
        double d = temperatureC - 4;
        return 1000 - 0.0065 * d * d + 0.000032 * d * d * d;
    }
}
