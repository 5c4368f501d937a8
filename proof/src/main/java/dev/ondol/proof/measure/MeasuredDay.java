package dev.ondol.proof.measure;

import java.time.LocalDate;

/// A day of a switchback as meters saw it: means over the hours that all of them counted.
///
/// @param day      in the site's zone
/// @param arm      who operated
/// @param run      number of the run of days of one arm that it belongs to
/// @param hours    hours that were counted
/// @param energyKw energy / hours, kW
/// @param driver   what the plant was asked for: allocated GPUs, or IT load in kW
/// @param wetBulbC outdoor wet-bulb temperature, Celsius
public record MeasuredDay(LocalDate day, Arm arm, int run, int hours, double energyKw, double driver,
        double wetBulbC) {
    public MeasuredDay {
        if (!(energyKw > 0) || !Double.isFinite(driver) || !Double.isFinite(wetBulbC) || hours < 1) {
            throw new IllegalArgumentException(
                    "The day %s (%s kW, driver %s, wet bulb %s C, %d hours) must be measured and use energy.".formatted(
                            day, energyKw, driver, wetBulbC, hours));
        }
    }

    double kwh() {
        return energyKw * hours;
    }
}
