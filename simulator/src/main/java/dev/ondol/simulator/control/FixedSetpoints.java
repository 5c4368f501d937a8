package dev.ondol.simulator.control;

/// Set-points that stay the same all year, alike in all halls.
///
/// @param supplyAirC      supply air, Celsius, 10 to 35
/// @param pressurePa      differential pressure of contained aisles, Pa, 0 to 50
/// @param chilledWaterC   chilled-water supply, Celsius, 4 to 30
/// @param condenserWaterC water leaving the towers, Celsius, 5 to 40
/// @param technologyLoopC technology-loop supply, Celsius, 15 to 50
public record FixedSetpoints(double supplyAirC, double pressurePa, double chilledWaterC, double condenserWaterC,
        double technologyLoopC) {
    public FixedSetpoints {
        check("supplyAirC", supplyAirC, 10, 35);
        check("pressurePa", pressurePa, 0, 50);
        check("chilledWaterC", chilledWaterC, 4, 30);
        check("condenserWaterC", condenserWaterC, 5, 40);
        check("technologyLoopC", technologyLoopC, 15, 50);
    }

    private static void check(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("The %s (%s) must be %s to %s.".formatted(name, value, low, high));
        }
    }
}
