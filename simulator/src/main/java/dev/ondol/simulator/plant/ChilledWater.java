package dev.ondol.simulator.plant;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.simulator.liquid.PumpGroup;
import dev.ondol.simulator.liquid.StorageTank;
import dev.ondol.simulator.liquid.WaterLoop;
import java.util.Optional;

/// The chilled-water loop of a plant with its pumps and, where a site has one, a storage tank. Flow follows the valves of the
/// loads (or is constant).
///
/// Use in a step: [#begin], then [#finish] with the heat that the machines take.
public final class ChilledWater {
    private static final double VOLUME_SECONDS = 120;

    private final PumpGroup pumps;
    private final double riseK;
    private final WaterLoop loop;
    private final Optional<StorageTank> tank;

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
        tank = plant.tank().map(storage -> new StorageTank(storage, spec.leavingC()));
    }

    /// Starts a step. Returns the heat that has to be taken out for the wanted supply, W.
    ///
    /// @param heatW    heat of all loads, W
    /// @param wantedLS flow through their valves, L/s
    /// @param setC     wanted supply, Celsius
    double begin(double seconds, double heatW, double wantedLS, double setC, double outdoorC) {
        flowLS = pumps.flowLS(wantedLS);
        pumpW = pumps.powerW(flowLS);
        flowWK = flowLS * Water.SPECIFIC_HEAT;
        double storedW = tank.isPresent()
                ? tank.get().exchange(seconds, loop.supplyC(), loop.returnC(), flowLS, outdoorC)
                : 0;
        loop.begin(seconds, flowWK, heatW + pumpW - storedW);
        returnC = loop.returnIf(setC);
        return Math.max(0, flowWK * (returnC - setC));
    }

    /// Ends the step. Returns the heat that was taken out, W.
    double finish(double extractW) {
        return loop.finish(loop.leavingFor(extractW));
    }

    /// Heat content of loop and tank above 0 C, J.
    double energyJ() {
        return loop.energyJ() + (tank.isPresent() ? tank.get().energyJ() : 0);
    }

    /// Heat that the tank's walls let in, W.
    double gainW() {
        return tank.isPresent() ? tank.get().gainW() : 0;
    }

    double imbalanceW() {
        return Math.abs(loop.imbalanceW()) + (tank.isPresent() ? Math.abs(tank.get().imbalanceW()) : 0);
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

    /// The pumps of the loop.
    public PumpGroup pumps() {
        return pumps;
    }

    /// Pump speed, 0 to 1.
    public double pumpSpeed() {
        return pumps.speed(flowLS);
    }

    public double pumpW() {
        return pumpW;
    }

    public Optional<StorageTank> tank() {
        return tank;
    }

    public WaterLoop loop() {
        return loop;
    }
}
