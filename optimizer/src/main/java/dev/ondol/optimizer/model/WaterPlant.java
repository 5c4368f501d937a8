package dev.ondol.optimizer.model;

import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.CoolingPlant.PlateExchangers;
import dev.ondol.facility.site.CoolingPlant.Pumps;
import dev.ondol.facility.site.CoolingPlant.Towers;
import java.util.Optional;

/// Chilled and condenser water: chillers, water-side economizer or free-cooling coils, towers, pumps. Steady state; one
/// thread at a time.
final class WaterPlant {
    /// Heat capacity of water by volume, J/(L K).
    private static final double WATER = 4186;
    private static final double KELVIN = 273.15;
    private static final double LOWEST_LIFT_K = 10;
    private static final double FREE_COOLING_APPROACH_K = 6;
    /// Load of a plant without machines: far beyond any other, and still a number.
    private static final double NOTHING_LEFT = 100;

    private final CoolingPlant plant;

    double chillersW;
    double towersW;
    double pumpsW;
    double freeCooling;
    /// Heat into the chilled water / capacity without the spare machines, or of what is left where more than these are out.
    double load;
    /// Machines that cannot run.
    int out;

    WaterPlant(CoolingPlant plant) {
        this.plant = plant;
    }

    /// @param heatW      heat into the chilled water, W
    /// @param flowShare  chilled-water flow / design flow
    /// @param chilledC   chilled-water supply, Celsius
    /// @param condenserSetC condenser-water set-point, Celsius; ignored without towers
    /// @param of         how the equipment differs from its nameplate
    void solve(double heatW, double flowShare, double chilledC, double condenserSetC, Outdoor outdoor,
            Coefficients of) {
        chillersW = 0;
        towersW = 0;
        pumpsW = 0;
        freeCooling = 0;
        load = 0;
        Optional<Chillers> machines = plant.chillers();
        if (machines.isEmpty() || heatW <= 0) {
            return;
        }
        Chillers chillers = machines.get();
        double rangeK = chillers.returnC() - chillers.leavingC();
        if (plant.chilledPumps().isPresent()) {
            Pumps pumps = plant.chilledPumps().get();
            double share = Math.clamp(flowShare, 0.25, 1);
            pumpsW += pumpW(pumps, share) * of.pumps();
            rangeK = heatW / (pumps.designFlowLS() * (pumps.variableSpeed() ? share : 1) * WATER);
        }
        double returnC = chilledC + rangeK;
        int left = Math.min(chillers.units() - chillers.redundant(), chillers.units() - out);
        load = left > 0 ? heatW / (left * chillers.capacityW()) : NOTHING_LEFT;
        if (chillers.type() == Chillers.Type.WATER_COOLED && plant.towers().isPresent()) {
            waterCooled(chillers, plant.towers().get(), heatW, chilledC, returnC, condenserSetC, outdoor, of);
        } else {
            freeCooling = share(outdoor.dryBulbC() + FREE_COOLING_APPROACH_K * of.economizerApproach(),
                    chilledC, returnC);
            chillersW = of.chillers() * compressorW(chillers, (1 - freeCooling) * heatW, chilledC, outdoor.dryBulbC());
        }
    }

    private void waterCooled(Chillers chillers, Towers towers, double heatW, double chilledC, double returnC,
            double condenserSetC, Outdoor outdoor, Coefficients of) {
        double part = heatW * 1.1 / (towers.units() * towers.capacityW());
        // The colder the air, the less heat a kelvin of wet-bulb carries: the approach grows (saturation enthalpy slope).
        double cold = 1 + 0.04 * Math.max(0, towers.wetBulbC() - Math.max(outdoor.wetBulbC(), -5));
        double designApproachK = of.towerApproach() * towers.approachK() * part * cold;
        double wantedK = condenserSetC - outdoor.wetBulbC();
        double speed = wantedK > 0 ? Math.clamp(designApproachK / wantedK, 0, 1) : 1;
        double condenserC = Math.max(condenserSetC, outdoor.wetBulbC() + designApproachK);
        // Free convection carries an eighth of the design heat with the fans off.
        double fanPart = Math.max(0, speed - 0.125) / 0.875;
        towersW = of.towerFans() * towers.units() * towers.fanPowerW() * fanPart * fanPart * fanPart;
        Optional<PlateExchangers> plates = plant.economizer();
        if (plates.isPresent()) {
            double most = plates.get().units() * plates.get().capacityW() / heatW;
            freeCooling = Math.min(most,
                    share(condenserC + plates.get().approachK() * of.economizerApproach(), chilledC, returnC));
        }
        chillersW = of.chillers() * compressorW(chillers, (1 - freeCooling) * heatW, chilledC, condenserC);
        if (plant.condenserPumps().isPresent()) {
            Pumps pumps = plant.condenserPumps().get();
            double rejected = (heatW + chillersW) / (pumps.designFlowLS() * WATER * towers.rangeK());
            pumpsW += pumpW(pumps, Math.clamp(rejected, 0.35, 1)) * of.pumps();
        }
    }

    /// Share of the load that water of the given temperature takes in series before the chillers.
    private static double share(double sourceC, double chilledC, double returnC) {
        return Math.clamp((returnC - sourceC) / Math.max(returnC - chilledC, 0.5), 0, 1);
    }

    /// Compressor power, W. The nameplate efficiency moves with Carnot's between evaporator 2 K below the chilled water and
    /// condenser 7 K above the entering water; part load after the published curve of a variable-speed centrifugal machine
    /// (Trane CVHE, EnergyPlus data set) or one with vanes (York YT).
    private static double compressorW(Chillers chillers, double loadW, double chilledC, double condenserC) {
        if (loadW <= 0) {
            return 0;
        }
        double cop = chillers.cop() * carnot(chilledC, condenserC) / carnot(chillers.leavingC(), chillers.condenserC());
        int running = Math.clamp((int) Math.ceil(loadW / (0.85 * chillers.capacityW())), 1, chillers.units());
        double part = loadW / (running * chillers.capacityW());
        double shown = Math.max(part, chillers.minimumLoad());
        double curve = chillers.variableSpeed()
                ? 0.0930 + shown * (0.3244 + shown * 0.5819)
                : 0.2620 + shown * (0.2394 + shown * 0.4988);
        double cycling = Math.min(1, part / chillers.minimumLoad());
        return running * chillers.capacityW() / cop * curve * cycling;
    }

    private static double carnot(double chilledC, double condenserC) {
        double evaporatorK = chilledC - 2 + KELVIN;
        double lift = Math.max(LOWEST_LIFT_K, condenserC + 7 - (chilledC - 2));
        return evaporatorK / lift;
    }

    /// Power of a set of pumps, W: head = static part + part that grows with the square of the flow.
    static double pumpW(Pumps pumps, double flowShare) {
        double full = pumps.duty() * pumps.ratedPowerW();
        return pumps.variableSpeed()
                ? full * flowShare * (pumps.staticFraction() + (1 - pumps.staticFraction()) * flowShare * flowShare)
                : full;
    }
}
