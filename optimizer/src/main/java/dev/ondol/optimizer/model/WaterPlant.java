package dev.ondol.optimizer.model;

import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.CoolingPlant.PlateExchangers;
import dev.ondol.facility.site.CoolingPlant.Pumps;
import org.jspecify.annotations.Nullable;

/// Chilled and condenser water: chillers, water-side economizer or free-cooling coils, towers, pumps. Steady state; one
/// thread at a time.
final class WaterPlant {
    /// Heat capacity of water by volume, J/(L K).
    private static final double WATER = 4186;
    private static final double KELVIN = 273.15;
    private static final double LOWEST_LIFT_K = 10;
    private static final double FREE_COOLING_APPROACH_K = 6;
    private static final double LEAST_FLOW = 0.1;
    /// The plates stay on as long as they have this much left to give beyond their approach, K (ASHRAE Guideline 36, 5.20).
    private static final double CHANGE_OVER_K = 0.5;
    /// Compressor heat / chilled-water load before it is known.
    private static final double USUAL_COMPRESSOR = 0.1;
    private static final double PLATE_POWER = 0.35;
    private static final double FULL_STAGE = 0.85;
    /// Load of a plant without machines: far beyond any other, and still a number.
    private static final double NOTHING_LEFT = 100;

    private final CoolingPlant plant;
    private final @Nullable Chillers chillers;
    private final @Nullable TowerModel towers;
    private final @Nullable Exchanger plates;
    private final @Nullable Pumps condenserPumps;
    private double platesDesignLS;
    private double platesApproachK;

    double chillersW;
    double towersW;
    double chilledPumpsW;
    double condenserPumpsW;
    double freeCooling;
    /// Heat that the towers reject, W.
    double towerHeatW;
    /// Chilled water, L/s.
    double flowLS;
    /// Heat into the chilled water / capacity without the spare machines, or of what is left where more than these are out.
    double load;
    /// Machines that cannot run.
    int out;

    WaterPlant(CoolingPlant plant) {
        this.plant = plant;
        chillers = plant.chillers().orElse(null);
        towers = plant.towers().map(TowerModel::new).orElse(null);
        condenserPumps = plant.condenserPumps().orElse(null);
        PlateExchangers spec = plant.economizer().orElse(null);
        if (spec == null || chillers == null) {
            plates = null;
        } else {
            double riseK = chillers.returnC() - chillers.leavingC();
            double heatW = spec.units() * spec.capacityW();
            platesDesignLS = heatW / (riseK * WATER);
            platesApproachK = spec.approachK();
            plates = new Exchanger(heatW, riseK + platesApproachK, heatW / riseK, heatW / riseK, PLATE_POWER,
                    PLATE_POWER);
        }
    }

    /// Flow that takes this heat at the design rise of the chilled water, L/s.
    double designLS(double heatW) {
        return chillers == null ? 0 : heatW / ((chillers.returnC() - chillers.leavingC()) * WATER);
    }

    /// @param heatW      heat into the chilled water, W
    /// @param wantedLS   chilled water that the loads let through, L/s
    /// @param chilledC   chilled-water supply, Celsius
    /// @param condenserSetC condenser-water set-point, Celsius; ignored without towers
    /// @param of         how the equipment differs from its nameplate
    void solve(double heatW, double wantedLS, double chilledC, double condenserSetC, Outdoor outdoor,
            Coefficients of) {
        chillersW = 0;
        towersW = 0;
        chilledPumpsW = 0;
        condenserPumpsW = 0;
        freeCooling = 0;
        towerHeatW = 0;
        load = 0;
        if (chillers == null || heatW <= 0) {
            return;
        }
        flowLS = wantedLS;
        if (plant.chilledPumps().isPresent()) {
            Pumps pumps = plant.chilledPumps().get();
            double design = pumps.designFlowLS();
            flowLS = pumps.variableSpeed()
                    ? Math.clamp(wantedLS, LEAST_FLOW * design, Pumping.MOST_FLOW * design)
                    : design;
            chilledPumpsW = Pumping.powerW(pumps, flowLS / design) * of.chilledPumps();
        }
        double coolW = heatW + chilledPumpsW;
        double returnC = chilledC + coolW / (flowLS * WATER);
        int left = Math.min(chillers.units() - chillers.redundant(), chillers.units() - out);
        load = left > 0 ? coolW / (left * chillers.capacityW()) : NOTHING_LEFT;
        if (chillers.type() == Chillers.Type.WATER_COOLED && towers != null) {
            boolean free = plates != null
                    && waterCooled(chillers, towers, coolW, chilledC, returnC, condenserSetC, outdoor,
                            of, true);
            if (!free) {
                waterCooled(chillers, towers, coolW, chilledC, returnC, condenserSetC, outdoor, of, false);
            }
        } else {
            freeCooling = share(outdoor.dryBulbC() + FREE_COOLING_APPROACH_K * of.economizerApproach(),
                    chilledC, returnC);
            chillersW = of.chillers() * compressorW(chillers, (1 - freeCooling) * coolW, chilledC, outdoor.dryBulbC());
        }
    }

    /// @param economizing whether water passes the plates
    /// @return false where the plates would be shut
    private boolean waterCooled(Chillers machines, TowerModel cells, double coolW, double chilledC, double returnC,
            double condenserSetC, Outdoor outdoor, Coefficients of, boolean economizing) {
        double compressorW = economizing ? 0 : USUAL_COMPRESSOR * coolW;
        double mechanicalW = economizing ? 0 : coolW;
        for (int pass = 0; pass < 2; pass++) {
            double platesLS = economizing ? Math.min(flowLS, platesDesignLS) : 0;
            double condenserLS = Math.max(platesLS, running(machines, mechanicalW) * perMachineLS(machines));
            if (condenserPumps != null) {
                double share = condenserPumps.variableSpeed()
                        ? Math.max(condenserLS / condenserPumps.designFlowLS(), LEAST_FLOW)
                        : 1;
                condenserLS = share * condenserPumps.designFlowLS();
                condenserPumpsW = Pumping.powerW(condenserPumps, share) * of.condenserPumps();
            }
            cells.solve(coolW + compressorW + condenserPumpsW, condenserLS, condenserSetC, outdoor, of);
            double freeW = 0;
            if (economizing && plates != null) {
                if (returnC - cells.leavingC - platesApproachK <= CHANGE_OVER_K) {
                    return false;
                }
                double platesWK = platesLS * WATER;
                double passesW = plates.perKelvin(platesWK, platesWK, 1) * (returnC - cells.leavingC)
                        - platesWK * platesApproachK * (of.economizerApproach() - 1);
                freeW = Math.clamp(passesW, 0, coolW);
            }
            freeCooling = freeW / coolW;
            mechanicalW = coolW - freeW;
            double enteringC = cells.leavingC + freeW / (condenserLS * WATER);
            compressorW = of.chillers() * compressorW(machines, mechanicalW, chilledC, enteringC);
        }
        chillersW = compressorW;
        towersW = cells.fansW + cells.heatersW;
        towerHeatW = coolW + compressorW + condenserPumpsW;
        return true;
    }

    /// Share of the load that water of the given temperature takes in series before the chillers.
    private static double share(double sourceC, double chilledC, double returnC) {
        return Math.clamp((returnC - sourceC) / Math.max(returnC - chilledC, 0.5), 0, 1);
    }

    private double perMachineLS(Chillers machines) {
        return condenserPumps == null ? 0 : condenserPumps.designFlowLS() / (machines.units() - machines.redundant());
    }

    /// Machines that run: none for less than a few percent of one.
    private static int running(Chillers machines, double loadW) {
        return loadW < 0.03 * machines.capacityW()
                ? 0
                : Math.clamp((int) Math.ceil(loadW / (FULL_STAGE * machines.capacityW())), 1, machines.units());
    }

    /// Compressor power, W. The nameplate efficiency moves with Carnot's between evaporator 2 K below the chilled water and
    /// condenser 7 K above the entering water; part load after the published curve of a variable-speed centrifugal machine
    /// (Trane CVHE, EnergyPlus data set) or one with vanes (York YT).
    private static double compressorW(Chillers machines, double loadW, double chilledC, double condenserC) {
        if (loadW <= 0) {
            return 0;
        }
        double cop = machines.cop() * carnot(chilledC, condenserC) / carnot(machines.leavingC(), machines.condenserC());
        int running = Math.max(1, running(machines, loadW));
        double part = loadW / (running * machines.capacityW());
        double shown = Math.max(part, machines.minimumLoad());
        double curve = machines.variableSpeed()
                ? 0.0930 + shown * (0.3244 + shown * 0.5819)
                : 0.2620 + shown * (0.2394 + shown * 0.4988);
        double cycling = Math.min(1, part / machines.minimumLoad());
        return running * machines.capacityW() / cop * curve * cycling;
    }

    private static double carnot(double chilledC, double condenserC) {
        double evaporatorK = chilledC - 2 + KELVIN;
        double lift = Math.max(LOWEST_LIFT_K, condenserC + 7 - (chilledC - 2));
        return evaporatorK / lift;
    }
}
