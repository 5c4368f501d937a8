package dev.ondol.simulator.facility;

import dev.ondol.simulator.air.HallAir;
import dev.ondol.simulator.liquid.FacilityWater;
import dev.ondol.simulator.liquid.TechnologyLoop;
import dev.ondol.simulator.plant.WaterPlant;
import java.util.List;
import java.util.Optional;

/// Checks in every step that no heat appears or vanishes: each hall and loop by itself from its states and flows, then the
/// whole: all electrical power inside of the thermal boundary leaves through towers and dry coolers or changes the content
/// of air, racks and water since the last step.
final class HeatBalance {
    private final List<HallAir> halls;
    private final List<Optional<TechnologyLoop>> loops;
    private final Optional<FacilityWater> facilityWater;
    private final WaterPlant plant;
    private double contentJ;

    HeatBalance(List<HallAir> halls, List<Optional<TechnologyLoop>> loops, Optional<FacilityWater> facilityWater,
            WaterPlant plant) {
        this.halls = halls;
        this.loops = loops;
        this.facilityWater = facilityWater;
        this.plant = plant;
        contentJ = energyJ();
    }

    /// @param roomW heat of the electrical rooms, W
    void check(EnergyMeter meter, HeatFlows flows, double roomW, double seconds) {
        for (HallAir hall : halls) {
            meter.balance(hall.imbalanceW());
        }
        for (Optional<TechnologyLoop> loop : loops) {
            loop.ifPresent(l -> meter.balance(l.loop().imbalanceW()));
        }
        double pumpsW = flows.coolantPumpW + plant.chilledPumpW() + plant.condenserPumpW();
        double outW = plant.rejectedW();
        if (facilityWater.isPresent()) {
            meter.balance(facilityWater.get().loop().imbalanceW());
            pumpsW += facilityWater.get().pumpW();
            outW += facilityWater.get().dryCoolerW();
        }
        meter.balance(plant.chilled().imbalanceW());
        meter.balance(plant.condenser().imbalanceW());
        double inW = flows.itW + flows.distributionW + flows.fanW + roomW + pumpsW + plant.chillerW();
        double beforeJ = contentJ;
        contentJ = energyJ();
        meter.balance(inW - outW - (contentJ - beforeJ) / seconds);
    }

    /// Heat content of everything, J above 0 C.
    private double energyJ() {
        double sum = plant.chilled().energyJ() + plant.condenser().energyJ();
        for (HallAir hall : halls) {
            sum += hall.energyJ();
        }
        for (Optional<TechnologyLoop> loop : loops) {
            sum += loop.isPresent() ? loop.get().loop().energyJ() : 0;
        }
        return sum + (facilityWater.isPresent() ? facilityWater.get().loop().energyJ() : 0);
    }
}
