package dev.ondol.simulator.facility;

import dev.ondol.simulator.electrical.PowerSupply;
import dev.ondol.simulator.energy.SiteAssets;
import dev.ondol.simulator.liquid.FacilityWater;
import dev.ondol.simulator.plant.CentralPlant;
import java.util.Optional;

/// Reads the electric power of every part of a facility into its meter, W.
final class SubMeters {
    private final EnergyMeter meter;
    private final PowerSupply power;
    private final CentralPlant plant;
    private final Optional<FacilityWater> facilityWater;
    private final Optional<SiteAssets> assets;

    SubMeters(EnergyMeter meter, PowerSupply power, CentralPlant plant, Optional<FacilityWater> facilityWater,
            Optional<SiteAssets> assets) {
        this.meter = meter;
        this.power = power;
        this.plant = plant;
        this.facilityWater = facilityWater;
        this.assets = assets;
    }

    /// Takes the powers of the step just done.
    void read(HeatFlows flows) {
        meter.power(Subsystem.IT, flows.itW);
        meter.power(Subsystem.DISTRIBUTION_LOSS, flows.distributionW);
        meter.power(Subsystem.TRANSFORMER_LOSS, power.transformerLossW());
        meter.power(Subsystem.UPS_LOSS, power.upsLossW());
        meter.power(Subsystem.MISC, power.miscW());
        meter.power(Subsystem.OPTIMIZER, power.optimizerW());
        meter.power(Subsystem.HEAT_PUMP, assets.isPresent() ? assets.get().heatPumpW() : 0);
        meter.power(Subsystem.CRAH_FANS, flows.fanW);
        meter.power(Subsystem.REAR_DOOR_FANS, flows.doorFanW);
        meter.power(Subsystem.ROOM_COMPRESSORS, flows.compressorW + plant.roomUnitW());
        meter.power(Subsystem.AIR_TREATMENT, flows.airTreatmentW);
        meter.power(Subsystem.CDU_PUMPS, flows.coolantPumpW);
        if (facilityWater.isPresent()) {
            meter.power(Subsystem.FACILITY_WATER_PUMPS, facilityWater.get().pumpW());
            meter.power(Subsystem.DRY_COOLERS, facilityWater.get().fanW());
        }
        meter.power(Subsystem.CHILLED_WATER_PUMPS, plant.chilledPumpW());
        meter.power(Subsystem.CONDENSER_WATER_PUMPS, plant.condenserPumpW());
        meter.power(Subsystem.CHILLERS, plant.chillerW());
        meter.power(Subsystem.TOWERS, plant.towerW());
    }
}
