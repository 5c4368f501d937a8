package dev.ondol.optimizer.model;

/// The plant as it was last seen: weather, set-points in force and calibration. The placement fast path prices jobs with it.
/// The array is not changed after construction.
public final class Situation {
    private final Outdoor outdoor;
    private final double[] setpoints;
    private final Calibration calibration;

    public Situation(Outdoor outdoor, double[] setpoints, Calibration calibration) {
        this.outdoor = outdoor;
        this.setpoints = setpoints.clone();
        this.calibration = calibration;
    }

    /// What is assumed before the plant has said anything: a mild day, set-points in the middle of the envelope.
    public static Situation unknown(PlantModel model) {
        return new Situation(new Outdoor(20, 15, 12), model.middle(), Calibration.nameplate(model.halls()));
    }

    public Outdoor outdoor() {
        return outdoor;
    }

    public double setpoint(int actuator) {
        return setpoints[actuator];
    }

    public double[] setpoints() {
        return setpoints.clone();
    }

    public Calibration calibration() {
        return calibration;
    }

    /// Evaluates the model in this situation.
    public void evaluate(PlantModel model, double[] airW, double[] liquidW, Estimate out) {
        model.evaluate(outdoor, calibration, airW, liquidW, setpoints, out);
    }
}
