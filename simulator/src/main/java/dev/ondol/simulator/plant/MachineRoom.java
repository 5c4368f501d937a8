package dev.ondol.simulator.plant;

import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.simulator.condition.Condition;

/// The chilled-water loop of a plant and the chillers that cool it, in series behind whatever takes heat for free: plate
/// exchangers or free-cooling coils. What comes before the chillers and what takes the heat of their condensers is the plant's.
///
/// Use in a step: [#begin], then [#cool] with the heat that is taken for free.
public final class MachineRoom {
    private final ChilledWater water;
    private final ChillerBank chillers;

    private double neededW;
    private double freeW;
    private double chillerHeatW;
    private double compressorW;
    private boolean beyondCurves;

    MachineRoom(CoolingPlant plant, ChillerBank chillers) {
        water = new ChilledWater(plant);
        this.chillers = chillers;
    }

    /// Starts a step, see [ChilledWater#begin]. Returns the heat that has to be taken out for the wanted supply, W.
    double begin(double seconds, double heatW, double wantedLS, double setC, double outdoorC) {
        neededW = water.begin(seconds, heatW, wantedLS, setC, outdoorC);
        return neededW;
    }

    /// Ends the step: the chillers lift what is not taken for free, as far as they can.
    ///
    /// @param freeW      heat taken without compressors, W
    /// @param alone      whether nothing but the chillers can cool now
    /// @param setC       wanted supply, Celsius
    /// @param condenserC water or air entering the condensers, Celsius
    void cool(double seconds, double freeW, boolean alone, double setC, double condenserC) {
        chillers.stage(neededW - freeW, alone && neededW > 0, setC, condenserC, seconds);
        double mechanicalW = Math.min(neededW - freeW, chillers.availableW(setC, condenserC));
        double removedW = water.finish(freeW + mechanicalW);
        this.freeW = freeW;
        chillerHeatW = removedW - freeW;
        beyondCurves = chillers.beyondCurves(setC, condenserC);
        compressorW = chillers.powerW(chillerHeatW, setC, condenserC);
    }

    ChilledWater water() {
        return water;
    }

    /// Heat taken without compressors, W.
    double freeW() {
        return freeW;
    }

    /// Heat taken by the chillers, W.
    double chillerHeatW() {
        return chillerHeatW;
    }

    /// Electrical power of the compressors, W.
    double compressorW() {
        return compressorW;
    }

    /// Electrical power of the compressor of one machine, W.
    ///
    /// @param unit 0 and up
    double compressorW(int unit) {
        return chillers.running(unit) ? compressorW / chillers.running() : 0;
    }

    boolean beyondCurves() {
        return beyondCurves;
    }

    Condition condition() {
        return chillers.condition();
    }

    int running() {
        return chillers.running();
    }

    boolean running(int unit) {
        return chillers.running(unit);
    }

    void trip(int unit, boolean out) {
        chillers.trip(unit, out);
    }

    int starts() {
        return chillers.starts();
    }

    double loadRatio() {
        return chillers.loadRatio();
    }
}
