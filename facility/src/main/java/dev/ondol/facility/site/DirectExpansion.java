package dev.ondol.facility.site;

/// Direct-expansion room units (CRAC) of one hall, all alike.
///
/// @param units      number of units
/// @param capacityW  sensible capacity a unit, W
/// @param airflowM3S airflow a unit, m3/s
/// @param fanPowerW  fan power a unit, W
/// @param cop        coefficient of performance at 24 C return air and 35 C outdoors
public record DirectExpansion(int units, double capacityW, double airflowM3S, double fanPowerW, double cop) {
    public DirectExpansion {
        Checks.atLeast(1, units, "units");
        Checks.positive(capacityW, "capacityW");
        Checks.positive(airflowM3S, "airflowM3S");
        Checks.positive(fanPowerW, "fanPowerW");
        Checks.between(1, cop, 15, "cop");
    }
}
