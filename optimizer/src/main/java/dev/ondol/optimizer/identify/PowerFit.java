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
    /// How far equipment lies from its nameplate, standard deviation of the factor: makers' tolerances and wear.
    static final double SPREAD_OF_NAMEPLATES = 0.15;
    /// How far it moves from an earlier fit.
    static final double SPREAD_OF_FITS = 0.1;
    /// A part is not taken for smaller than this share of all cooling: what hardly runs says little about how it runs at full load.
    private static final double SMALLEST_SHARE = 0.1;
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
    private final double[] shifted = new double[PARTS.length];

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
            scaleW[of.place()] = Math.max(mean,
                    of == Metered.CHILLED_FLOW ? 1 : SMALLEST_SHARE * Math.max(coolingW, 1));
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

    /// Observation by observation, so that what a factor does not touch is not reckoned again.
    private Pair<RealVector, RealMatrix> valueAndSlope(RealVector point) {
        double[] at = point.toArray();
        Coefficients here = Coefficients.of(at);
        double[] step = new double[at.length];
        Coefficients[] moved = new Coefficients[at.length];
        for (int factor = 0; factor < at.length; factor++) {
            double[] there = at.clone();
            // A step inwards: beyond the bounds a factor has no effect.
            step[factor] = at[factor] + DIFFERENCE > Coefficients.MOST ? -DIFFERENCE : DIFFERENCE;
            there[factor] += step[factor];
            moved[factor] = Coefficients.of(there);
        }
        int rows = observations.size() * PARTS.length;
        double[] value = new double[rows + at.length];
        double[][] slope = new double[rows + at.length][at.length];
        int row = 0;
        for (Observation seen : observations) {
            predict(seen, here, value, row);
            for (int factor = 0; factor < at.length; factor++) {
                predict(seen, moved[factor], shifted, 0);
                for (int part = 0; part < PARTS.length; part++) {
                    slope[row + part][factor] = (shifted[part] - value[row + part]) / step[factor];
                }
            }
            row += PARTS.length;
        }
        for (int factor = 0; factor < at.length; factor++) {
            value[rows + factor] = at[factor] * pull;
            slope[rows + factor][factor] = pull;
        }
        return new Pair<>(new ArrayRealVector(value, false), new Array2DRowRealMatrix(slope, false));
    }

    /// Writes what the model says of each part, relative to its scale.
    private void predict(Observation seen, Coefficients coefficients, double[] into, int from) {
        seen.predict(model, coefficients, roomUnits, scratch, parts);
        for (int part = 0; part < PARTS.length; part++) {
            into[from + part] = parts[part] / scaleW[part];
        }
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
