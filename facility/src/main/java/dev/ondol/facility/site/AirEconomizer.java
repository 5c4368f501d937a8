package dev.ondol.facility.site;

/// Outdoor-air dampers of the air handlers of one hall.
///
/// @param lowestDewPointC         outdoor dew point below which they are closed, Celsius
/// @param highestDewPointC        outdoor dew point above which they are closed, Celsius
/// @param highestRelativeHumidity of the supply air, 0 to 1
/// @param filterPa                pressure of the outdoor-air filters, Pa
public record AirEconomizer(double lowestDewPointC, double highestDewPointC, double highestRelativeHumidity,
        double filterPa) {
    public AirEconomizer {
        Checks.between(-30, lowestDewPointC, highestDewPointC - 1, "lowestDewPointC");
        Checks.between(0, highestDewPointC, 24, "highestDewPointC");
        Checks.between(0.2, highestRelativeHumidity, 1, "highestRelativeHumidity");
        Checks.between(0, filterPa, 500, "filterPa");
    }
}
