package dev.ondol.simulator.plant;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.simulator.liquid.PumpGroup;
import dev.ondol.simulator.liquid.WaterLoop;

/// The chilled-water loop of a plant with its pumps. Flow follows the valves of the loads (or is constant).
///
/// Use in a step: [#begin], then [#finish] with the heat that the machines take.
public final class ChilledWater {
    private static final double VOLUME_SECONDS = 120;

    private final PumpGroup pumps;
    private final double riseK;
    private final WaterLoop loop;

    private double flowLS;
    private double flowWK;
    private double pumpW;
    private double returnC;

    ChilledWater(CoolingPlant plant) {
        Chillers spec = plant.chillers().orElseThrow();
        pumps = PumpGroup.of(plant.chilledPumps().orElseThrow());
        riseK = spec.returnC() - spec.leavingC();
        double contentJK = pumps.designFlowLS() * Water.SPECIFIC_HEAT * VOLUME_SECONDS;
        loop = new WaterLoop(contentJK, contentJK, spec.leavingC(), spec.returnC());
    }

    /// Starts a step. Returns the heat that has to be taken out for the wanted supply, W.
    ///
    /// @param heatW    heat of all loads, W
    /// @param wantedLS flow through their valves, L/s
    /// @param setC     wanted supply, Celsius
    double begin(double seconds, double heatW, double wantedLS, double setC) {
        flowLS = pumps.flowLS(wantedLS);
        pumpW = pumps.powerW(flowLS);
        flowWK = flowLS * Water.SPECIFIC_HEAT;
        loop.begin(seconds, flowWK, heatW + pumpW);
        returnC = loop.returnIf(setC);
        return Math.max(0, flowWK * (returnC - setC));
    }

    /// Ends the step. Returns the heat that was taken out, W.
    double finish(double extractW) {
        return loop.finish(loop.leavingFor(extractW));
    }

    /// Flow that this heat needs at the design rise, L/s.
    double designLS(double heatW) {
        return heatW / (Water.SPECIFIC_HEAT * riseK);
    }

    /// Mean return of the step at the wanted supply, Celsius.
    double returnIfHeldC() {
        return returnC;
    }

    double flowWK() {
        return flowWK;
    }

    public double flowLS() {
        return flowLS;
    }

    /// Pump speed, 0 to 1.
    public double pumpSpeed() {
        return pumps.speed(flowLS);
    }

    public double pumpW() {
        return pumpW;
    }

    public WaterLoop loop() {
        return loop;
    }
}
