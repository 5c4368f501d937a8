package dev.ondol.facility.site;

/// Rear-door heat exchangers of one hall, one a rack, on the first racks of the hall.
///
/// @param units     number of doors
/// @param capacityW capacity a door, W
/// @param fanPowerW fan power a door, W; 0 for passive doors
public record RearDoors(int units, double capacityW, double fanPowerW) {
    public RearDoors {
        Checks.atLeast(1, units, "units");
        Checks.positive(capacityW, "capacityW");
        Checks.between(0, fanPowerW, 10_000, "fanPowerW");
    }
}
