package dev.ondol.simulator.plant;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.simulator.liquid.FlowArrangement;
import dev.ondol.simulator.liquid.HeatExchanger;

/// Free-cooling coils of air-cooled chillers, in the air before the condensers and in the water before the evaporators. They
/// carry water while the outdoor air is so much colder than the return that their fans are cheaper than compressors, with
/// hysteresis and a least time; the coils of all machines work, spares included.
final class FreeCoolingCoils {
    /// Air that condenser and coil draw per capacity, m3/s per W (EnergyPlus sizes condenser air so).
    static final double AIR_M3S_PER_W = 0.000114;
    private static final double ENABLE_K = 5;
    private static final double DISABLE_K = 4;
    private static final double LEAST_SECONDS = 1200;
    /// Return water over outdoor air at which the coils carry the whole capacity, where the site does not say.
    private static final double USUAL_FULL_K = 14;

    private final double airDesignWK;
    private final double waterDesignWK;
    private final HeatExchanger coil;

    private boolean on;
    private double sinceChange = LEAST_SECONDS;

    FreeCoolingCoils(Chillers spec) {
        double capacityW = spec.units() * spec.capacityW();
        airDesignWK = capacityW * AIR_M3S_PER_W * MoistAir.STANDARD_DENSITY * MoistAir.SPECIFIC_HEAT;
        waterDesignWK = capacityW / (spec.returnC() - spec.leavingC());
        double outdoorC = spec.returnC() - spec.freeCoolingK().orElse(USUAL_FULL_K);
        coil = new HeatExchanger(FlowArrangement.CROSS_UNMIXED, capacityW, spec.returnC(), outdoorC, waterDesignWK,
                airDesignWK, 2,
                HeatExchanger.WATER, HeatExchanger.AIR);
    }

    /// Decides whether water passes through the coils.
    void change(double seconds, double returnC, double outdoorC) {
        sinceChange += seconds;
        boolean next = returnC - outdoorC > (on ? DISABLE_K : ENABLE_K);
        if (next != on && sinceChange >= LEAST_SECONDS) {
            on = next;
            sinceChange = 0;
        }
    }

    /// Most heat that the coils take with all fans at full speed, W.
    double mostW(double returnC, double waterWK, double outdoorC) {
        return on ? Math.max(0, coil.heatW(returnC, Math.min(waterWK, waterDesignWK), outdoorC, airDesignWK)) : 0;
    }

    /// Airflow / design airflow that takes this heat, 0 to 1.
    double airflow(double heatW, double returnC, double waterWK, double outdoorC) {
        return coil.coldFor(heatW, returnC, Math.min(waterWK, waterDesignWK), outdoorC, airDesignWK) / airDesignWK;
    }

    /// Capacity rate of the air of all machines at full fan speed, W/K.
    double airDesignWK() {
        return airDesignWK;
    }

    boolean on() {
        return on;
    }
}
