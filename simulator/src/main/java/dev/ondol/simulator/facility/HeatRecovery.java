package dev.ondol.simulator.facility;

import dev.ondol.facility.air.Water;
import dev.ondol.simulator.energy.SiteAssets;
import dev.ondol.simulator.liquid.FacilityWater;
import java.util.Optional;

/// Where the heat pump sits: in the return of the coolant units, before the dry coolers, or, where a site has none, in the
/// return of the chilled water, before the chillers. What it takes leaves the building.
final class HeatRecovery {
    private final Optional<SiteAssets> assets;

    /// @param assets empty where they are off
    HeatRecovery(Optional<SiteAssets> assets) {
        this.assets = assets;
    }

    /// Takes heat of this step out of the facility water's load. Returns it, W.
    double fromFacilityWater(HeatFlows flows, FacilityWater water, double outdoorC) {
        double flowWK = Math.max(flows.facilityWaterLS, water.flowLS()) * Water.SPECIFIC_HEAT;
        double takenW = take(water.loop().supplyC(), flowWK, flows.facilityWaterW, outdoorC);
        flows.facilityWaterW -= takenW;
        return takenW;
    }

    /// Takes heat of this step out of the chilled water's load. Returns it, W.
    double fromChilledWater(HeatFlows flows, double supplyC, double outdoorC) {
        double takenW = take(supplyC, flows.chilledLS * Water.SPECIFIC_HEAT, flows.chilledW, outdoorC);
        flows.chilledW -= takenW;
        return takenW;
    }

    private double take(double supplyC, double flowWK, double heatW, double outdoorC) {
        if (assets.isEmpty() || !(flowWK > 0 && heatW > 0)) {
            return 0;
        }
        return assets.get().recover(supplyC + heatW / flowWK, flowWK, heatW, outdoorC);
    }
}
