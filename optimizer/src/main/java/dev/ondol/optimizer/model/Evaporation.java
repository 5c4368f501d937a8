package dev.ondol.optimizer.model;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.Site;

/// Make-up water of cooling towers for the heat that they reject. Steady state.
///
/// Air enters as outdoors and leaves saturated, some kelvin above the wet-bulb; of the heat that it takes up between the two the
/// vapour's part is evaporated water (Merkel's exit state, EnergyPlus Engineering Reference, variable-speed towers). Blow-down
/// follows from the cycles of concentration. Wetted pads of dry coolers are not counted.
public final class Evaporation {
    private static final double SEA_LEVEL_PA = 101_325;
    private static final double J_PER_KWH = 3.6e6;
    /// Air leaves so far above the entering wet-bulb: about the approach and half of the range of a tower at design.
    private static final double EXIT_ABOVE_WET_BULB_K = 8;

    private Evaporation() {}

    /// Litres for a kWh of rejected heat; 0 where a site has no towers.
    public static double litresPerKwh(Site site, Outdoor outdoor) {
        return site.cooling().towers().map(towers -> {
            double inC = outdoor.dryBulbC();
            double in = MoistAir.humidityRatioAtWetBulb(inC, Math.min(outdoor.wetBulbC(), inC), SEA_LEVEL_PA);
            double outC = outdoor.wetBulbC() + EXIT_ABOVE_WET_BULB_K;
            double out = MoistAir.saturationHumidityRatio(outC, SEA_LEVEL_PA);
            double heat = MoistAir.enthalpy(outC, out) - MoistAir.enthalpy(inC, in);
            double evaporated = Math.max(0, out - in) / heat * J_PER_KWH;
            double cycles = towers.cyclesOfConcentration();
            return evaporated * cycles / (cycles - 1);
        }).orElse(0.0);
    }
}
