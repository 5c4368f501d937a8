package dev.ondol.simulator.energy;

/// What a district takes from the data center's heat pump / its capacity: hot water all the year, heating below 15 C outdoors.
/// A network is far bigger than one heat pump, so in the heating season it takes all; the shape is a choice of this project.
final class HeatDemand {
    private static final double HOT_WATER = 0.3;
    private static final double HEATING_BELOW_C = 15;
    private static final double FULL_BELOW_C = 5;

    private HeatDemand() {}

    /// 0.3 to 1.
    static double share(double outdoorC) {
        double heating = Math.clamp((HEATING_BELOW_C - outdoorC) / (HEATING_BELOW_C - FULL_BELOW_C), 0, 1);
        return HOT_WATER + (1 - HOT_WATER) * heating;
    }
}
