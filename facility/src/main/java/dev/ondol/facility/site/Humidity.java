package dev.ondol.facility.site;

/// How moist the air of a hall is kept. The defaults are the recommended envelope of ASHRAE TC 9.9 (5th edition) and a fifth
/// of a change of air an hour.
///
/// @param lowestDewPointC   held by humidifiers, Celsius
/// @param highestDewPointC  to which make-up air is dried, Celsius
/// @param airChangesPerHour make-up air / air of the hall, 1/h
public record Humidity(double lowestDewPointC, double highestDewPointC, double airChangesPerHour) {
    /// What a hall has that says nothing about it.
    public static final Humidity RECOMMENDED = new Humidity(-9, 15, 0.2);

    public Humidity {
        Checks.between(-20, lowestDewPointC, highestDewPointC - 1, "lowestDewPointC");
        Checks.between(0, highestDewPointC, 24, "highestDewPointC");
        Checks.between(0, airChangesPerHour, 5, "airChangesPerHour");
    }
}
