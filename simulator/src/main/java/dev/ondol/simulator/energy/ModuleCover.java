package dev.ondol.simulator.energy;

/// What the glass of a module lets through at an angle / what it lets through straight on: refraction by Snell, reflection by
/// Fresnel, absorption by Bouguer (Duffie and Beckman, Solar Engineering of Thermal Processes, chapter 5; constants of PVWatts
/// version 5, NREL/TP-6A20-62641).
enum ModuleCover {
    GLASS(1.526, 0.002), COATED_GLASS(1.3, 0.00002);

    private static final double GLASS_INDEX = 1.526;
    private static final double GLASS_M = 0.002;
    private static final double EXTINCTION_PER_M = 4;
    private static final double LEAST = Math.toRadians(0.5);
    private static final double MOST = Math.toRadians(89.5);

    private final double index;
    private final double thicknessM;
    private final double straight;

    /// @param index      refractive index of the outer layer
    /// @param thicknessM of the outer layer, m
    ModuleCover(double index, double thicknessM) {
        this.index = index;
        this.thicknessM = thicknessM;
        straight = through(Math.toRadians(1));
    }

    /// 0 to 1.
    ///
    /// @param cosine of the angle of incidence, 0 to 1
    double transmitted(double cosine) {
        return through(Math.clamp(Math.acos(cosine), LEAST, MOST)) / straight;
    }

    private double through(double angle) {
        double inside = Math.asin(Math.sin(angle) / index);
        double outer = layer(angle, inside, thicknessM);
        if (index == GLASS_INDEX) {
            return outer;
        }
        double deeper = Math.asin(index / GLASS_INDEX * Math.sin(inside));
        return outer * layer(inside, deeper, GLASS_M);
    }

    private static double layer(double angle, double inside, double thicknessM) {
        double across = Math.sin(inside - angle) / Math.sin(inside + angle);
        double along = Math.tan(inside - angle) / Math.tan(inside + angle);
        double reflected = (across * across + along * along) / 2;
        return (1 - reflected) * Math.exp(-EXTINCTION_PER_M * thicknessM / Math.cos(inside));
    }
}
