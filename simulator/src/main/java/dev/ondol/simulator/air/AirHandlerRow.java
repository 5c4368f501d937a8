package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.simulator.liquid.HeatExchanger;
import dev.ondol.simulator.weather.WeatherSample;

/// All air handlers of one hall in parallel: dry chilled-water coil with a modulating two-way valve, draw-through fans whose
/// heat warms the supply air. The valve holds the supply temperature as long as the coil can.
final class AirHandlerRow implements HallCooler {
    /// A coil at its limit lets supply and return rise together; three rounds settle them.
    private static final int ITERATIONS = 3;

    private final boolean variable;
    private final double mostKgS;
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
        mostKgS = spec.units() * spec.airflowM3S() * MoistAir.STANDARD_DENSITY;
        fanRatedW = spec.units() * spec.fanPowerW();
        double capacityW = spec.units() * spec.capacityW();
        double airWK = spec.units() * spec.airflowM3S() * MoistAir.STANDARD_DENSITY * MoistAir.SPECIFIC_HEAT;
        valveOpenWK = capacityW / (spec.waterOutC() - spec.waterInC());
        coil = new HeatExchanger(capacityW, spec.returnAirC(), spec.waterInC(), airWK, valveOpenWK, 0.5,
                HeatExchanger.AIR, HeatExchanger.WATER);
    }

    @Override
    public double mostKgS() {
        return mostKgS;
    }

    @Override
    public boolean variableSpeed() {
        return variable;
    }

    @Override
    public void cool(double speed, double airKgS, double hotC, double bypassed, double setC, double waterC,
            WeatherSample outdoors) {
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

    @Override
    public double supplyC() {
        return supplyC;
    }

    @Override
    public double returnC() {
        return returnC;
    }

    @Override
    public double heatW() {
        return heatW;
    }

    @Override
    public double waterLS() {
        return waterWK / Water.SPECIFIC_HEAT;
    }

    @Override
    public double compressorW() {
        return 0;
    }

    @Override
    public double chilledW() {
        return heatW;
    }

    @Override
    public double rejectedW() {
        return 0;
    }

    /// Valve opening, 0 to 1, of a valve with linear flow.
    @Override
    public double valve() {
        return waterWK / valveOpenWK;
    }

    @Override
    public double fanW() {
        return fanW;
    }
}
