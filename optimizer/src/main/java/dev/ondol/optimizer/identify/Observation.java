package dev.ondol.optimizer.identify;

import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Coefficients;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.PlantModel;

/// What the plant did at one time: what drives it, and what its meters showed. The arrays are not changed after construction.
public final class Observation {
    private final long time;
    private final Outdoor outdoor;
    private final double[] airW;
    private final double[] liquidW;
    private final double[] reached;
    private final Calibration calibration;
    private final double[] measuredW;

    /// @param time        plant time in milliseconds
    /// @param airW        IT heat into the air of each hall at 20 C inlet, W
    /// @param liquidW     IT heat into the technology loop of each hall at 36 C, W
    /// @param reached     what was reached of each actuator's set-point, in its unit
    /// @param calibration airflow and inlets as they were seen
    /// @param measuredW   one for each [Metered], in its order, W
    public Observation(long time, Outdoor outdoor, double[] airW, double[] liquidW, double[] reached,
            Calibration calibration, double[] measuredW) {
        if (measuredW.length != Metered.values().length) {
            throw new IllegalArgumentException("The measuredW (%d) must be %d.".formatted(measuredW.length,
                    Metered.values().length));
        }
        this.time = time;
        this.outdoor = outdoor;
        this.airW = airW.clone();
        this.liquidW = liquidW.clone();
        this.reached = reached.clone();
        this.calibration = calibration;
        this.measuredW = measuredW.clone();
    }

    long time() {
        return time;
    }

    double measuredW(Metered of) {
        return measuredW[of.place()];
    }

    /// The same with another power of one part, W.
    Observation withMeasured(Metered of, double powerW) {
        double[] changed = measuredW.clone();
        changed[of.place()] = powerW;
        return new Observation(time, outdoor, airW, liquidW, reached, calibration, changed);
    }

    double measuredCoolingW() {
        return Metered.coolingW(measuredW);
    }

    /// What the model with the given coefficients says of each part in the same situation.
    void predict(PlantModel model, Coefficients coefficients, boolean roomUnits, Estimate scratch, double[] out) {
        model.evaluate(outdoor, calibration.with(1, coefficients), airW, liquidW, reached, scratch);
        Metered.read(scratch, roomUnits, out);
    }
}
