package dev.ondol.simulator.run;

import java.time.LocalDate;

/// Figures of one simulated day.
///
/// @param date        local to the site
/// @param itKwh       IT energy, kWh
/// @param coolingKwh  cooling energy, kWh
/// @param facilityKwh all energy, kWh
/// @param dryBulbC    mean outdoor dry-bulb, Celsius
record Day(LocalDate date, double itKwh, double coolingKwh, double facilityKwh, double dryBulbC) {
    double pue() {
        return facilityKwh / itKwh;
    }
}
