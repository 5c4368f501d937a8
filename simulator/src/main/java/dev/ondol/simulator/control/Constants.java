package dev.ondol.simulator.control;

import java.util.Arrays;

/// One constant for every slot. After an optimizer lets go, values go back to them in small steps.
final class Constants {
    private static final double STEP_PER_SECOND = 0.5 / 300;

    private final double[] values;

    private Constants(double[] values) {
        this.values = values;
    }

    /// The same set-points in all halls, put in place at once.
    static Constants begin(FixedSetpoints fixed, Setpoints setpoints) {
        Constants constants = new Constants(new double[setpoints.slots()]);
        for (int h = 0; h < setpoints.halls(); h++) {
            constants.values[setpoints.supplyAir(h)] = fixed.supplyAirC();
            constants.values[setpoints.pressure(h)] = fixed.pressurePa();
            constants.values[setpoints.technologyLoop(h)] = fixed.technologyLoopC();
            constants.values[setpoints.coolantFlow(h)] = setpoints.local(setpoints.coolantFlow(h));
        }
        constants.values[setpoints.chilledWater()] = fixed.chilledWaterC();
        constants.values[setpoints.condenserWater()] = fixed.condenserWaterC();
        for (int slot = 0; slot < constants.values.length; slot++) {
            setpoints.local(slot, constants.values[slot]);
        }
        return constants;
    }

    /// The constants of no plant.
    static Constants none() {
        return new Constants(new double[0]);
    }

    void set(int slot, double value) {
        values[slot] = value;
    }

    /// Moves every local value towards its constant.
    void approach(Setpoints setpoints, double seconds) {
        double most = STEP_PER_SECOND * seconds;
        for (int slot = 0; slot < values.length; slot++) {
            double now = setpoints.wanted(slot);
            setpoints.local(slot, now + Math.clamp(values[slot] - now, -most, most));
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
