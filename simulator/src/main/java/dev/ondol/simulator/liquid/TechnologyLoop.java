package dev.ondol.simulator.liquid;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.simulator.heat.HeatBody;

/// The technology loop of one hall: cold plates, coolant (25 % propylene glycol) and the coolant distribution units between
/// it and the facility or chilled water. The pumps of the units hold the wanted rack flow as long as enough of them run (their
/// head is [SystemCurve#COLD_PLATES]); valves on the water side hold the supply temperature.
public final class TechnologyLoop implements HeatBody {
    /// 25 % propylene glycol at 40 C: specific heat, J/(kg K), and density, kg/L.
    private static final double COOLANT_HEAT = 3930;
    private static final double COOLANT_KG_L = 1.013;
    /// Coolant content of each of supply and return, as seconds of flow; cold plates count with the return.
    private static final double SUPPLY_SECONDS = 40;
    private static final double RETURN_SECONDS = 60;

    /// Coolant of one GPU module's plate, L/min; a rack's flow divided by it counts the plates.
    private static final double PLATE_FLOW_L_MIN = 1.6;

    private static final double LEAST_SHARE = 0.01;

    private final int duty;
    private final PumpGroup pumps;
    private final double plates;
    private final double waterDesignWK;
    private final HeatExchanger clean;
    private HeatExchanger exchanger;
    private final WaterLoop loop;

    private double share = 1;
    private double wanted = 1;
    private double mostWaterWK;
    private double flowLS;
    private double flowWK;
    private double pumpW;
    private double rackHeatW;
    private double heatW;
    private double waterWK;
    private double waterOutC;

    /// @param racks   racks on the loop
    /// @param waterDesignLS design flow of the water side of all duty units, L/s
    public TechnologyLoop(CoolantUnits units, int racks, double waterDesignLS) {
        duty = units.units() - units.redundant();
        pumps = new PumpGroup(duty * units.pumpPowerW(), racks * units.rackFlowLS(), SystemCurve.COLD_PLATES,
                PumpGroup.Drive.VARIABLE, duty);
        flowLS = pumps.designFlowLS();
        plates = flowLS * 60 / PLATE_FLOW_L_MIN;
        flowWK = flowLS * COOLANT_KG_L * COOLANT_HEAT;
        pumpW = pumps.powerW(flowLS);
        waterDesignWK = waterDesignLS * Water.density(units.supplyC()) / 1000 * Water.SPECIFIC_HEAT;
        mostWaterWK = waterDesignWK;
        double designW = duty * units.capacityW();
        clean = new HeatExchanger(designW, units.supplyC() + designW / flowWK,
                units.supplyC() - units.approachK(), flowWK, waterDesignWK, 1, HeatExchanger.PLATE,
                HeatExchanger.PLATE);
        exchanger = clean;
        loop = new WaterLoop(flowWK * SUPPLY_SECONDS, flowWK * RETURN_SECONDS, units.supplyC(), units.supplyC() + 6);
    }

    /// By how much coolant warms, K; 0 without flow.
    ///
    /// @param heatW  heat into it, W
    /// @param flowLS its flow, L/s
    public static double riseK(double heatW, double flowLS) {
        return flowLS > 0 ? heatW / (flowLS * COOLANT_KG_L * COOLANT_HEAT) : 0;
    }

    /// One step.
    ///
    /// @param rackHeatW   heat of the cold plates, W
    /// @param setC        wanted supply temperature, Celsius
    /// @param flowShare   wanted flow / design flow, above 0, at most 1
    /// @param waterInC    water entering the units, Celsius
    public void step(double seconds, double rackHeatW, double setC, double flowShare, double waterInC) {
        this.rackHeatW = rackHeatW;
        wanted = flowShare;
        pump();
        loop.begin(seconds, flowWK, rackHeatW + pumpW);
        double returnC = loop.returnIf(setC);
        double neededW = Math.max(0, flowWK * (returnC - setC));
        double mostW = Math.max(0, share * exchanger.heatW(returnC, flowWK / share, waterInC, mostWaterWK));
        double wantedW = Math.min(neededW, mostW);
        waterWK = share * exchanger.coldFor(wantedW / share, returnC, flowWK / share, waterInC, mostWaterWK);
        heatW = loop.finish(loop.leavingFor(wantedW));
        waterOutC = waterWK > 0 ? waterInC + heatW / waterWK : waterInC;
    }

    /// Says how many units can run; spares take over. With fewer than the duty units the flow falls.
    public void available(int units) {
        share = Math.clamp((double) units / duty, LEAST_SHARE, 1);
        pumps.available(units);
        pump();
    }

    private void pump() {
        flowLS = pumps.flowLS(wanted * pumps.designFlowLS());
        flowWK = flowLS * COOLANT_KG_L * COOLANT_HEAT;
        pumpW = pumps.powerW(flowLS);
    }

    /// Says how much water the pumps of the water side can push through open valves.
    ///
    /// @param share of the design flow, above 0, at most 1
    public void waterAvailable(double share) {
        mostWaterWK = share * waterDesignWK;
    }

    /// Puts dirt on the exchangers of the units, or cleans them.
    ///
    /// @param conductance what is left of the clean conductance, above 0, at most 1
    public void foul(double conductance) {
        exchanger = clean.fouled(conductance);
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

    /// By how much warmer the cases of the GPU modules are than at the same supply and the design flow, K, at the mean power of
    /// the loop's cold plates: 0 at design flow.
    public double slowFlowK() {
        return (ColdPlate.PROPYLENE_GLYCOL.resistanceKW(PLATE_FLOW_L_MIN * pumps.speed(flowLS))
                - ColdPlate.PROPYLENE_GLYCOL.resistanceKW(PLATE_FLOW_L_MIN)) * rackHeatW / plates;
    }

    /// Flow / design flow, 0 to 1.
    public double flowShare() {
        return pumps.speed(flowLS);
    }

    /// Case temperature of the GPU modules, Celsius, at the mean power of the loop's cold plates.
    public double caseC() {
        return ColdPlate.PROPYLENE_GLYCOL.caseC(loop.supplyC(), rackHeatW / plates,
                PLATE_FLOW_L_MIN * pumps.speed(flowLS));
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
