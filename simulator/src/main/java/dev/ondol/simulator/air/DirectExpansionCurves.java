package dev.ondol.simulator.air;

/// Curves of a single-speed direct-expansion coil with an air-cooled condenser: capacity and energy-input ratio over wet-bulb
/// of the entering air x and outdoor dry-bulb y (Celsius), and the loss of cycling. Coefficients are the generic ones that
/// EnergyPlus and OpenStudio ship for such units (`HPACCoolCapFT`, `HPACEIRFT`, `PLF = 0.85 + 0.15 PLR`), valid for wet-bulbs
/// of 12.8 to 23.9 C and outdoor air up to 46.1 C; wet-bulbs beyond are clamped. Outdoors below 21.1 C the head-pressure
/// control of the condenser (fan cycling) keeps the machine where it is at 21.1 C, the lower end of the curves. Above 46.1 C
/// the capacity stays and the energy-input ratio grows by 2.5 % a kelvin.
final class DirectExpansionCurves {
    static final double REFERENCE_WET_BULB_C = 19.4;
    static final double REFERENCE_OUTDOOR_C = 35;
    private static final double WET_BULB_LOW_C = 12.78;
    private static final double WET_BULB_HIGH_C = 23.89;
    private static final double OUTDOOR_LOW_C = 21.11;
    private static final double OUTDOOR_HIGH_C = 46.11;
    private static final double BEYOND_PER_K = 0.025;

    private DirectExpansionCurves() {}

    /// Capacity / capacity at 19.4 C wet-bulb and 35 C outdoors.
    static double capacityRatio(double wetBulbC, double outdoorC) {
        double x = Math.clamp(wetBulbC, WET_BULB_LOW_C, WET_BULB_HIGH_C);
        double y = Math.clamp(outdoorC, OUTDOOR_LOW_C, OUTDOOR_HIGH_C);
        return 0.766956 + x * (0.0107756 - 0.0000414703 * x) + y * (0.00134961 - 0.000261144 * y) + 0.000457488 * x * y;
    }

    /// Energy-input ratio / that at the reference.
    static double energyInputRatio(double wetBulbC, double outdoorC) {
        double x = Math.clamp(wetBulbC, WET_BULB_LOW_C, WET_BULB_HIGH_C);
        double y = Math.clamp(outdoorC, OUTDOOR_LOW_C, OUTDOOR_HIGH_C);
        double ratio = 0.297145 + x * (0.0430933 - 0.000748766 * x) + y * (0.00597727 + 0.000482112 * y)
                - 0.000956448 * x * y;
        return ratio * (1 + BEYOND_PER_K * Math.max(0, outdoorC - OUTDOOR_HIGH_C));
    }

    /// Running time / load of a machine that cycles, 1 at full load.
    static double cycling(double load) {
        return 1 / (0.85 + 0.15 * Math.clamp(load, 0, 1));
    }
}
