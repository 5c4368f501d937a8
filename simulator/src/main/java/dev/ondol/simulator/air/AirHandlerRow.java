package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.simulator.liquid.HeatExchanger;

/// All air handlers of one hall in parallel: dry chilled-water coil with a modulating two-way valve, draw-through fans whose
/// heat warms the supply air. The valve holds the supply temperature as long as the coil can.
final class AirHandlerRow {
    /// A coil at its limit lets supply and return rise together; three rounds settle them.
    private static final int ITERATIONS = 3;

    private final boolean variable;
    private final double fanRatedW;
    private final double valveOpenWK;
    private final HeatExchanger coil;

    private double fanW;
    private double supplyC;
    private double returnC;
    private double heatW;
    private double waterWK;

    AirHandlerRow(AirHandlers spec) {
        variable = spec.variableSpeed();
        fanRatedW = spec.units() * spec.fanPowerW();
        double capacityW = spec.units() * spec.capacityW();
        double airWK = spec.units() * spec.airflowM3S() * MoistAir.STANDARD_DENSITY * MoistAir.SPECIFIC_HEAT;
        valveOpenWK = capacityW / (spec.waterOutC() - spec.waterInC());
        coil = new HeatExchanger(capacityW, spec.returnAirC(), spec.waterInC(), airWK, valveOpenWK, 0.5,
                HeatExchanger.AIR, HeatExchanger.WATER);
    }

    /// Cools the return air, a mix of hot aisle and bypass: T_return = (1 - b) T_hot + b T_supply.
    ///
    /// @param speed    fan speed, 0 to 1
    /// @param airKgS   airflow, kg/s
    /// @param hotC     hot aisle, Celsius
    /// @param bypassed share b of the supply air that comes back unused, below 1
    /// @param setC     wanted supply air, Celsius
    /// @param waterC   chilled water entering, Celsius
    void cool(double speed, double airKgS, double hotC, double bypassed, double setC, double waterC) {
        fanW = fanRatedW * (variable ? partLoad(speed) : 1);
        double airWK = airKgS * MoistAir.SPECIFIC_HEAT;
        supplyC = setC;
        for (int i = 0; i < ITERATIONS; i++) {
            returnC = (1 - bypassed) * hotC + bypassed * supplyC;
            double wantedW = Math.max(0, (1 - bypassed) * airWK * (hotC - setC) + fanW);
            double mostW = Math.max(0, coil.heatW(returnC, airWK, waterC, valveOpenWK));
            heatW = Math.min(wantedW, mostW);
            supplyC = hotC - (heatW - fanW) / ((1 - bypassed) * airWK);
            if (wantedW <= mostW) {
                break;
            }
        }
        returnC = (1 - bypassed) * hotC + bypassed * supplyC;
        waterWK = heatW > 0 ? coil.coldFor(heatW, returnC, airWK, waterC, valveOpenWK) : 0;
    }

    /// Power / rated power of variable-speed fans with pressure reset (ASHRAE 90.1 appendix G, part-load curve of VSD fans
    /// with static pressure reset).
    static double partLoad(double speed) {
        return 0.0408 + speed * (0.088 + speed * (-0.0729 + speed * 0.9437));
    }

    double supplyC() {
        return supplyC;
    }

    double returnC() {
        return returnC;
    }

    /// Heat taken by the water, W.
    double heatW() {
        return heatW;
    }

    /// Chilled water through the coils.
    double waterLS() {
        return waterWK / Water.SPECIFIC_HEAT;
    }

    /// Valve opening, 0 to 1, of a valve with linear flow.
    double valve() {
        return waterWK / valveOpenWK;
    }

    double fanW() {
        return fanW;
    }
}
