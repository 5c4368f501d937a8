package dev.ondol.facility.site;

/// Computer-room air handlers (CRAH) of one hall, all alike.
///
/// @param units         number of units, all of them usually running
/// @param capacityW     sensible capacity a unit at design, W
/// @param airflowM3S    design airflow a unit, m3/s
/// @param pressurePa    fan pressure at design, Pa
/// @param fanPowerW     fan power a unit at design, W
/// @param variableSpeed false: fans run at full speed always
/// @param waterInC      design entering water, Celsius
/// @param waterOutC     design leaving water, Celsius
/// @param returnAirC    design return air, Celsius
public record AirHandlers(int units, double capacityW, double airflowM3S, double pressurePa, double fanPowerW,
        boolean variableSpeed, double waterInC, double waterOutC, double returnAirC) {
    public AirHandlers {
        Checks.atLeast(1, units, "units");
        Checks.positive(capacityW, "capacityW");
        Checks.positive(airflowM3S, "airflowM3S");
        Checks.positive(pressurePa, "pressurePa");
        Checks.positive(fanPowerW, "fanPowerW");
        Checks.between(waterInC, waterOutC, returnAirC, "waterOutC");
    }
}
