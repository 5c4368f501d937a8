package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.AirEconomizer;
import dev.ondol.simulator.weather.WeatherSample;

/// The air-side economizer of a hall's air handlers: as much outdoor air is mixed into the return air as brings it to the
/// wanted temperature, never below it (the low limit by return mixing). Closed while the outdoor air is outside of the
/// limits of dew point, while it would be too humid at the supply temperature, or while it is warmer than the return air.
final class OutdoorAirDamper {
    private static final double LEAST_GAIN_K = 1;

    private final AirEconomizer spec;

    private double share;
    private double heatW;

    OutdoorAirDamper(AirEconomizer spec) {
        this.spec = spec;
    }

    /// Opens as far as it helps. Returns the heat that leaves with the exhaust air, W.
    ///
    /// @param wantedW heat that has to leave the air, W
    /// @param returnC return air, Celsius
    /// @param airWK   its capacity rate, W/K
    /// @param supplyC wanted supply air, Celsius
    double open(double wantedW, double returnC, double airWK, double supplyC, WeatherSample outdoors) {
        double gainK = returnC - outdoors.dryBulbC();
        share = gainK > LEAST_GAIN_K && allowed(outdoors, supplyC)
                ? Math.clamp(wantedW / (airWK * gainK), 0, 1)
                : 0;
        heatW = share * airWK * Math.max(0, gainK);
        return heatW;
    }

    private boolean allowed(WeatherSample outdoors, double supplyC) {
        double dewPointC = outdoors.dewPointC();
        return dewPointC >= spec.lowestDewPointC() && dewPointC <= spec.highestDewPointC()
                && MoistAir.saturationPressure(dewPointC) <= spec.highestRelativeHumidity()
                        * MoistAir.saturationPressure(supplyC);
    }

    /// Outdoor air / all air, 0 to 1.
    double share() {
        return share;
    }

    double heatW() {
        return heatW;
    }

    /// Fan power with the filters of the outdoor air / without them.
    double fanFactor(double designPa) {
        return 1 + share * spec.filterPa() / designPa;
    }
}
