package dev.ondol.facility.site;

/// Coolant distribution units (CDU) of one hall, all alike.
///
/// @param units         number of units
/// @param redundant     of these, how many are spare
/// @param capacityW     capacity a unit, W
/// @param supplyC       design supply of the technology loop, Celsius
/// @param approachK     technology supply minus facility-water supply at design, K
/// @param rackFlowLS    design technology-loop flow a rack, L/s
/// @param pumpPowerW    pump power a unit at design, W
/// @param source        which water takes the heat
public record CoolantUnits(int units, int redundant, double capacityW, double supplyC, double approachK,
        double rackFlowLS, double pumpPowerW, Source source) {
    /// The primary side of the units.
    public enum Source {
        FACILITY_WATER, CHILLED_WATER
    }

    public CoolantUnits {
        Checks.atLeast(1, units, "units");
        Checks.between(0, redundant, units - 1, "redundant");
        Checks.positive(capacityW, "capacityW");
        Checks.between(15, supplyC, 50, "supplyC");
        Checks.between(1, approachK, 15, "approachK");
        Checks.positive(rackFlowLS, "rackFlowLS");
        Checks.positive(pumpPowerW, "pumpPowerW");
    }
}
