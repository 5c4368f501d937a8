package dev.ondol.optimizer.model;

import java.util.Arrays;

/// What telemetry says about the difference between this plant and its nameplate. Immutable.
public final class Calibration {
    private final double[] airflowRatio;
    private final double[] inletBiasK;
    private final double coolingRatio;
    private final Coefficients coefficients;
    private final int chillersOut;

    /// @param airflowRatio measured airflow of each hall / modelled, kept within 0.5 to 2
    /// @param inletBiasK   warmest measured rack inlet of each hall minus modelled mean inlet, K, kept within -2 to 4
    /// @param coolingRatio measured cooling power / modelled with these coefficients, kept within 0.5 to 2
    /// @param coefficients how the equipment differs from its nameplate
    public Calibration(double[] airflowRatio, double[] inletBiasK, double coolingRatio, Coefficients coefficients) {
        this(airflowRatio, inletBiasK, coolingRatio, coefficients, 0);
    }

    private Calibration(double[] airflowRatio, double[] inletBiasK, double coolingRatio, Coefficients coefficients,
            int chillersOut) {
        this.chillersOut = chillersOut;
        this.airflowRatio = Arrays.stream(airflowRatio).map(ratio -> Math.clamp(ratio, 0.5, 2)).toArray();
        this.inletBiasK = Arrays.stream(inletBiasK).map(bias -> Math.clamp(bias, -2.0, 4)).toArray();
        this.coolingRatio = Math.clamp(coolingRatio, 0.5, 2);
        this.coefficients = coefficients;
    }

    /// Nameplate as it is; the warmest rack lies 0.5 K above the mean inlet.
    public static Calibration nameplate(int halls) {
        double[] ratio = new double[halls];
        double[] bias = new double[halls];
        Arrays.fill(ratio, 1);
        Arrays.fill(bias, 0.5);
        return new Calibration(ratio, bias, 1, Coefficients.nameplate());
    }

    /// The same halls with other equipment.
    public Calibration with(double newCoolingRatio, Coefficients newCoefficients) {
        return new Calibration(airflowRatio, inletBiasK, newCoolingRatio, newCoefficients, chillersOut);
    }

    /// The same plant with chillers that cannot run.
    ///
    /// @param out how many, from 0
    public Calibration without(int out) {
        if (out < 0) {
            throw new IllegalArgumentException("The chillers out of service (%d) must not be negative.".formatted(out));
        }
        return new Calibration(airflowRatio, inletBiasK, coolingRatio, coefficients, out);
    }

    /// Chillers that cannot run.
    public int chillersOut() {
        return chillersOut;
    }

    public double airflowRatio(int hall) {
        return airflowRatio[hall];
    }

    public double inletBiasK(int hall) {
        return inletBiasK[hall];
    }

    public double coolingRatio() {
        return coolingRatio;
    }

    public Coefficients coefficients() {
        return coefficients;
    }

    @Override
    public String toString() {
        return "Calibration[airflow %s, inlet %s, cooling %s, %s, %d chillers out]".formatted(
                Arrays.toString(airflowRatio),
                Arrays.toString(inletBiasK), coolingRatio, coefficients, chillersOut);
    }
}
