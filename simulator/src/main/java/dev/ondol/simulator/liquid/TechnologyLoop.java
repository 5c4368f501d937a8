package dev.ondol.simulator.liquid;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.simulator.heat.HeatBody;

/// The technology loop of one hall: cold plates, coolant (25 % propylene glycol) and the coolant distribution units between
/// it and the facility or chilled water. The rack flow is constant; valves on the water side hold the supply temperature.
public final class TechnologyLoop implements HeatBody {
    /// 25 % propylene glycol at 40 C: specific heat, J/(kg K), and density, kg/L.
    private static final double COOLANT_HEAT = 3930;
    private static final double COOLANT_KG_L = 1.013;
    /// Coolant content of each of supply and return, as seconds of flow; cold plates count with the return.
    private static final double SUPPLY_SECONDS = 40;
    private static final double RETURN_SECONDS = 60;

    /// Coolant of one GPU module's plate, L/min; a rack's flow divided by it counts the plates.
    private static final double PLATE_FLOW_L_MIN = 1.6;

    private final int duty;
    private final double flowLS;
    private final double flowWK;
    private final double plates;
    private final double pumpW;
    private final double waterDesignWK;
    private final HeatExchanger exchanger;
    private final WaterLoop loop;

    private double rackHeatW;
    private double heatW;
    private double waterWK;
    private double waterOutC;

    /// @param racks   racks on the loop
    /// @param waterDesignLS design flow of the water side of all duty units, L/s
    public TechnologyLoop(CoolantUnits units, int racks, double waterDesignLS) {
        duty = units.units() - units.redundant();
        flowLS = racks * units.rackFlowLS();
        plates = flowLS * 60 / PLATE_FLOW_L_MIN;
        flowWK = flowLS * COOLANT_KG_L * COOLANT_HEAT;
        pumpW = duty * units.pumpPowerW();
        waterDesignWK = waterDesignLS * Water.density(units.supplyC()) / 1000 * Water.SPECIFIC_HEAT;
        double designW = duty * units.capacityW();
        exchanger = new HeatExchanger(designW, units.supplyC() + designW / flowWK,
                units.supplyC() - units.approachK(), flowWK, waterDesignWK, 1, HeatExchanger.PLATE,
                HeatExchanger.PLATE);
        loop = new WaterLoop(flowWK * SUPPLY_SECONDS, flowWK * RETURN_SECONDS, units.supplyC(), units.supplyC() + 6);
    }

    /// One step.
    ///
    /// @param rackHeatW   heat of the cold plates, W
    /// @param setC        wanted supply temperature, Celsius
    /// @param waterInC    water entering the units, Celsius
    public void step(double seconds, double rackHeatW, double setC, double waterInC) {
        this.rackHeatW = rackHeatW;
        loop.begin(seconds, flowWK, rackHeatW + pumpW);
        double returnC = loop.returnIf(setC);
        double neededW = Math.max(0, flowWK * (returnC - setC));
        double mostW = Math.max(0, exchanger.heatW(returnC, flowWK, waterInC, waterDesignWK));
        double wantedW = Math.min(neededW, mostW);
        waterWK = exchanger.coldFor(wantedW, returnC, flowWK, waterInC, waterDesignWK);
        heatW = loop.finish(loop.leavingFor(wantedW));
        waterOutC = waterWK > 0 ? waterInC + heatW / waterWK : waterInC;
    }

    /// Heat given to the water, W.
    public double heatW() {
        return heatW;
    }

    /// Water flow through the units, L/s.
    public double waterLS() {
        return waterWK / Water.SPECIFIC_HEAT;
    }

    public double waterOutC() {
        return waterOutC;
    }

    public double supplyC() {
        return loop.supplyC();
    }

    public double returnC() {
        return loop.returnC();
    }

    public double flowLS() {
        return flowLS;
    }

    /// Case temperature of the GPU modules, Celsius, at the mean power of the loop's cold plates.
    public double caseC() {
        return ColdPlate.PROPYLENE_GLYCOL.caseC(loop.supplyC(), rackHeatW / plates, PLATE_FLOW_L_MIN);
    }

    /// Electrical power of all pumps of the units, W.
    public double pumpW() {
        return pumpW;
    }

    public int duty() {
        return duty;
    }

    @Override
    public double energyJ() {
        return loop.energyJ();
    }

    @Override
    public double electricW() {
        return pumpW;
    }

    @Override
    public double rejectedW() {
        return 0;
    }

    @Override
    public double imbalanceW() {
        return loop.imbalanceW();
    }
}
