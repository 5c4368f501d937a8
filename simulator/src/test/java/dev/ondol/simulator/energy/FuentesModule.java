package dev.ondol.simulator.energy;

/// The module temperature of PVWatts version 5 (Fuentes, A Simplified Thermal Model for Flat-Plate Photovoltaic Arrays,
/// SAND85-0330, 1987): a plate with heat capacity between sky, air and ground. Kept with the tests: the plant's own models are
/// the steady ones, but the reference figures were made with this one.
final class FuentesModule implements CellTemperature {
    private static final double STEFAN = 5.669e-8;
    private static final double ABSORPTIVITY = 0.83;
    private static final double EMISSIVITY = 0.84;
    private static final double LENGTH_M = 0.5;
    private static final double HEIGHT_M = 5;
    private static final double AIR_AT_NOCT_K = 293.15;

    private final double capacity;
    private final double groundRatio;
    private final double convectionRatio;
    private final double hours;
    private double moduleK;
    private double absorbedBefore;

    /// @param noctC installed nominal operating cell temperature: 45 on a rack, 49 on a roof
    /// @param hours length of a step
    /// @param lastC module temperature at the end of the step before
    /// @param lastWM2 irradiance of the step before
    FuentesModule(double noctC, double hours, double lastC, double lastWM2) {
        double noct = noctC + 273.15;
        double rise = noct - AIR_AT_NOCT_K;
        double convection = convection((noct + AIR_AT_NOCT_K) / 2, rise, 1);
        double sunW = ABSORPTIVITY * 800;
        double skyW = EMISSIVITY * STEFAN * (Math.pow(noct, 4) - Math.pow(282.21, 4));
        double groundW = EMISSIVITY * STEFAN * (noct * noct + AIR_AT_NOCT_K * AIR_AT_NOCT_K) * (noct + AIR_AT_NOCT_K);
        double back = (sunW - skyW - convection * rise) / ((groundW + convection) * rise);
        double ground = Math.pow(Math.pow(noct, 4) - back * (Math.pow(noct, 4) - Math.pow(AIR_AT_NOCT_K, 4)), 0.25);
        ground = Math.clamp(ground, AIR_AT_NOCT_K, noct);
        groundRatio = (ground - AIR_AT_NOCT_K) / rise;
        convectionRatio = (sunW
                - EMISSIVITY * STEFAN * (2 * Math.pow(noct, 4) - Math.pow(282.21, 4) - Math.pow(ground, 4)))
                / (convection * rise);
        capacity = 11_000 * (noct > 321.15 ? 1 + (noct - 321.15) / 12 : 1);
        this.hours = hours;
        moduleK = lastC + 273.15;
        absorbedBefore = lastWM2 * ABSORPTIVITY;
    }

    @Override
    public double cellC(double irradianceWM2, double airC, double windMS) {
        double air = airC + 273.15;
        double absorbed = ABSORPTIVITY * irradianceWM2;
        double sky = 0.68 * 0.0552 * Math.pow(air, 1.5) + 0.32 * air;
        double wind = windMS * Math.pow(HEIGHT_M / 9.144, 0.2) + 1e-4;
        double module = moduleK;
        for (int round = 0; round < 10; round++) {
            double convected = convectionRatio * convection((module + air) / 2, Math.abs(module - air), wind);
            double toSky = EMISSIVITY * STEFAN * (module * module + sky * sky) * (module + sky);
            double ground = air + groundRatio * (module - air);
            double toGround = EMISSIVITY * STEFAN * (module * module + ground * ground) * (module + ground);
            double all = convected + toSky + toGround;
            double eigen = -all / capacity * hours * 3600;
            double kept = eigen > -10 ? Math.exp(eigen) : 0;
            double drive = convected * air + toSky * sky + toGround * ground + absorbedBefore
                    + (absorbed - absorbedBefore) / eigen;
            module = moduleK * kept + ((1 - kept) * drive + absorbed - absorbedBefore) / all;
        }
        moduleK = module;
        absorbedBefore = absorbed;
        return module - 273.15;
    }

    /// Coefficient of free and forced convection together, W/m2K.
    private static double convection(double filmK, double riseK, double wind) {
        double density = 0.003484 * 101_325 / filmK;
        double viscosity = 0.24237e-6 * Math.pow(filmK, 0.76) / density;
        double conductivity = 2.1695e-4 * Math.pow(filmK, 0.84);
        double reynolds = wind * LENGTH_M / viscosity;
        double forced = reynolds > 1.2e5
                ? 0.0282 / Math.pow(reynolds, 0.2) * density * wind * 1007 / Math.pow(0.71, 0.4)
                : 0.86 / Math.sqrt(reynolds) * density * wind * 1007 / Math.pow(0.71, 0.67);
        double grashof = 9.8 / filmK * riseK * Math.pow(LENGTH_M, 3) / (viscosity * viscosity) * 0.5;
        double free = 0.21 * Math.pow(grashof * 0.71, 0.32) * conductivity / LENGTH_M;
        return Math.cbrt(free * free * free + forced * forced * forced);
    }
}
