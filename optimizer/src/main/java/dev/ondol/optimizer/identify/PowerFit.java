package dev.ondol.optimizer.identify;

import dev.ondol.optimizer.model.Coefficients;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.model.PlantModel;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/// Coefficients that make the model's power agree best with the meters: Levenberg and Marquardt on the differences of all parts,
/// each relative to its mean, with a weak pull towards what is expected for what the data do not tell. Deterministic; one thread.
final class PowerFit {
    /// Difference of a part that is expected of a good model, relative to the part's mean.
    private static final double USUAL_ERROR = 0.05;
    /// How far equipment lies from its nameplate, standard deviation of the factor.
    static final double SPREAD_OF_NAMEPLATES = 0.3;
    /// How far it moves from an earlier fit.
    static final double SPREAD_OF_FITS = 0.1;
    /// A part is not taken for smaller than this share of all cooling.
    private static final double SMALLEST_SHARE = 0.02;
    private static final double DIFFERENCE = 1e-4;
    private static final int MOST_ITERATIONS = 60;
    private static final double TOLERANCE = 1e-6;

    private static final Metered[] PARTS = Metered.values();

    private final PlantModel model;
    private final boolean roomUnits;
    private final List<Observation> observations;
    private final double[] expected;
    private final double pull;
    private final double[] scaleW = new double[PARTS.length];
    private final Estimate scratch;
    private final double[] parts = new double[PARTS.length];

    /// @param standardErrors of each factor, in the order of [Coefficients#NAMES]; they take neighbouring errors for independent
    record Result(Coefficients coefficients, List<Double> standardErrors) {}

    /// @param expected what the factors are without data
    /// @param spread   how far they usually lie from it, standard deviation
    PowerFit(PlantModel model, boolean roomUnits, List<Observation> observations, Coefficients expected,
            double spread) {
        this.expected = expected.toArray();
        pull = USUAL_ERROR / spread;
        this.model = model;
        this.roomUnits = roomUnits;
        this.observations = observations;
        scratch = new Estimate(model.halls());
        double coolingW = observations.stream().mapToDouble(Observation::measuredCoolingW).average().orElse(1);
        for (Metered of : PARTS) {
            double mean = observations.stream().mapToDouble(seen -> seen.measuredW(of)).average().orElse(0);
            scaleW[of.place()] = Math.max(mean, SMALLEST_SHARE * Math.max(coolingW, 1));
        }
    }

    /// @throws MathRuntimeException where the search does not converge
    Result run(Coefficients start) {
        int factors = Coefficients.NAMES.size();
        Optimum best = new LevenbergMarquardtOptimizer().optimize(new LeastSquaresBuilder()
                .start(start.toArray()).target(target(factors)).model(this::valueAndSlope)
                .parameterValidator(point -> new ArrayRealVector(Coefficients.of(point.toArray()).toArray(), false))
                .lazyEvaluation(false).checker((iteration, before, after) -> before.getPoint().getLInfDistance(after
                        .getPoint()) < TOLERANCE)
                .maxEvaluations(10 * MOST_ITERATIONS).maxIterations(MOST_ITERATIONS).build());
        // What the data do not tell keeps the spread that equipment usually has.
        RealVector sigma = best.getSigma(1e-12).mapMultiply(Math.max(best.getRMS(), USUAL_ERROR));
        return new Result(Coefficients.of(best.getPoint().toArray()), Arrays.stream(sigma.toArray()).boxed().toList());
    }

    private double[] target(int factors) {
        double[] target = new double[observations.size() * PARTS.length + factors];
        int row = 0;
        for (Observation seen : observations) {
            for (Metered of : PARTS) {
                target[row++] = seen.measuredW(of) / scaleW[of.place()];
            }
        }
        for (double factor : expected) {
            target[row++] = factor * pull;
        }
        return target;
    }

    private Pair<RealVector, RealMatrix> valueAndSlope(RealVector point) {
        double[] at = point.toArray();
        double[] value = values(at);
        double[][] slope = new double[value.length][at.length];
        for (int factor = 0; factor < at.length; factor++) {
            double[] moved = at.clone();
            // A step inwards: beyond the bounds a factor has no effect.
            double step = at[factor] + DIFFERENCE > Coefficients.MOST ? -DIFFERENCE : DIFFERENCE;
            moved[factor] += step;
            double[] there = values(moved);
            for (int row = 0; row < value.length; row++) {
                slope[row][factor] = (there[row] - value[row]) / step;
            }
        }
        return new Pair<>(new ArrayRealVector(value, false), new Array2DRowRealMatrix(slope, false));
    }

    private double[] values(double[] factors) {
        Coefficients coefficients = Coefficients.of(factors);
        double[] values = new double[observations.size() * PARTS.length + factors.length];
        int row = 0;
        for (Observation seen : observations) {
            seen.predict(model, coefficients, roomUnits, scratch, parts);
            for (int part = 0; part < PARTS.length; part++) {
                values[row++] = parts[part] / scaleW[part];
            }
        }
        for (double factor : factors) {
            values[row++] = factor * pull;
        }
        return values;
    }

    /// Largest difference of any part between meters and model, relative to the part's mean.
    double misfit(Observation seen, Coefficients coefficients) {
        seen.predict(model, coefficients, roomUnits, scratch, parts);
        double most = 0;
        for (Metered of : PARTS) {
            most = Math.max(most, Math.abs(parts[of.place()] - seen.measuredW(of)) / scaleW[of.place()]);
        }
        return most;
    }
}
