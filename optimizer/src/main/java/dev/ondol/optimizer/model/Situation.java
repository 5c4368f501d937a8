package dev.ondol.optimizer.model;

import dev.ondol.facility.point.SetpointLimits.SafeDirection;

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

    /// The same with every set-point at the safe end of its envelope, where it may go at once.
    public Situation relieved(PlantModel model) {
        double[] safest = setpoints.clone();
        for (Actuator actuator : model.actuators()) {
            safest[actuator.index()] = actuator.limits().safe() == SafeDirection.DOWN
                    ? actuator.limits().min()
                    : actuator.limits().max();
        }
        return new Situation(outdoor, safest, calibration);
    }

    /// Evaluates the model in this situation.
    public void evaluate(PlantModel model, double[] airW, double[] liquidW, Estimate out) {
        model.evaluate(outdoor, calibration, airW, liquidW, setpoints, out);
    }
}
