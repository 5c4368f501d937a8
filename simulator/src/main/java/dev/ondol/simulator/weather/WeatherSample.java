package dev.ondol.simulator.weather;

/// The weather at one instant.
///
/// @param dryBulbC         air temperature, Celsius
/// @param wetBulbC         thermodynamic wet-bulb temperature, Celsius, at most dryBulbC
/// @param dewPointC        dew point, Celsius
/// @param relativeHumidity 0 to 1
/// @param windMS           wind speed at 10 m, m/s
/// @param pressurePa       station pressure, Pa
/// @param globalWM2        global horizontal radiation, W/m2, mean of the hour
/// @param directWM2        direct radiation on a surface that faces the sun, W/m2, mean of the hour
/// @param diffuseWM2       diffuse horizontal radiation, W/m2, mean of the hour
public record WeatherSample(double dryBulbC, double wetBulbC, double dewPointC, double relativeHumidity, double windMS,
        double pressurePa, double globalWM2, double directWM2, double diffuseWM2) {
    /// Under an overcast sky: all radiation is diffuse.
    public WeatherSample(double dryBulbC, double wetBulbC, double dewPointC, double relativeHumidity, double windMS,
            double pressurePa, double globalWM2) {
        this(dryBulbC, wetBulbC, dewPointC, relativeHumidity, windMS, pressurePa, globalWM2, 0, globalWM2);
    }
}
