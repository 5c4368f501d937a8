package dev.ondol.proof.measure;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/// A linear regression over days whose errors hang together. Generalised least squares with errors of first order
/// (correlation rho to the power of the days between), rho by restricted maximum likelihood; the variance of the last
/// coefficient is not taken from that assumption but from the scatter between runs of days: CR2 of Bell and McCaffrey
/// (Survey Methodology 28, 2002) with their degrees of freedom, in the weighted form of Pustejovsky and Tipton (Journal of
/// Business and Economic Statistics 36, 2018).
final class RunFit {
    private static final double RHO_STEP = 0.02;
    private static final int RHO_STEPS = 47;
    private static final double SINGULAR = 1e-9;

    private final double[] coefficients;
    private final double standardError;
    private final double degreesOfFreedom;
    private final double rho;

    private RunFit(double[] coefficients, double standardError, double degreesOfFreedom, double rho) {
        this.coefficients = coefficients;
        this.standardError = standardError;
        this.degreesOfFreedom = degreesOfFreedom;
        this.rho = rho;
    }

    /// @param x   a row a day
    /// @param day number of the day, rising
    /// @param run number of the run that the day belongs to
    static RunFit of(double[][] x, double[] y, long[] day, int[] run) {
        double likeliest = Double.NEGATIVE_INFINITY;
        double rho = 0;
        int free = y.length - x[0].length;
        for (int step = 0; step < RHO_STEPS; step++) {
            Whitened white = new Whitened(x, y, day, step * RHO_STEP);
            LeastSquares fit = new LeastSquares(white.x, white.y);
            double likelihood = -0.5 * (free * Math.log(fit.squares() / free) + white.logDeterminant
                    + fit.logDeterminant);
            if (likelihood > likeliest) {
                likeliest = likelihood;
                rho = step * RHO_STEP;
            }
        }
        return given(x, y, day, run, rho);
    }

    /// The same where the correlation is given: with 0 and each day a run of its own it is HC2.
    static RunFit given(double[][] x, double[] y, long[] day, int[] run, double rho) {
        Whitened white = new Whitened(x, y, day, rho);
        LeastSquares fit = new LeastSquares(white.x, white.y);
        RealMatrix design = fit.design;
        int n = y.length;
        RealMatrix hat = design.multiply(fit.inverse).multiplyTransposed(design);
        double[] last = fit.inverse.getRow(fit.coefficients.length - 1);
        double variance = 0;
        int[] numbers = Arrays.stream(run).distinct().toArray();
        double[][] spread = new double[numbers.length][];
        for (int g = 0; g < numbers.length; g++) {
            int[] of = daysOf(run, numbers[g]);
            double[] weights = weights(design, hat, of, last);
            double score = 0;
            for (int i = 0; i < of.length; i++) {
                score += weights[i] * fit.residuals[of[i]];
            }
            variance += score * score;
            spread[g] = new double[n];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < of.length; k++) {
                    spread[g][i] += ((i == of[k] ? 1 : 0) - hat.getEntry(i, of[k])) * weights[k];
                }
            }
        }
        return new RunFit(fit.coefficients, Math.sqrt(variance), degrees(spread), rho);
    }

    private static int[] daysOf(int[] run, int number) {
        return IntStream.range(0, run.length).filter(i -> run[i] == number).toArray();
    }

    /// What each day of a run adds to the last coefficient for a residual of 1, freed from the pull that it had on its own fit.
    private static double[] weights(RealMatrix design, RealMatrix hat, int[] of, double[] last) {
        double[][] left = new double[of.length][of.length];
        double[] pull = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            for (int k = 0; k <= i; k++) {
                left[i][k] = (i == k ? 1 : 0) - hat.getEntry(of[i], of[k]);
                left[k][i] = left[i][k];
            }
            for (int k = 0; k < last.length; k++) {
                pull[i] += last[k] * design.getEntry(of[i], k);
            }
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(left, false));
        double[] weights = new double[of.length];
        double[] values = eigen.getEigenvalues();
        for (int v = 0; v < values.length; v++) {
            if (values[v] > SINGULAR) {
                double[] vector = eigen.getEigenvector(v).toArray();
                double along = 0;
                for (int i = 0; i < of.length; i++) {
                    along += pull[i] * vector[i];
                }
                for (int i = 0; i < of.length; i++) {
                    weights[i] += vector[i] * along / Math.sqrt(values[v]);
                }
            }
        }
        return weights;
    }

    private static double degrees(double[][] spread) {
        double trace = 0;
        double squares = 0;
        for (int g = 0; g < spread.length; g++) {
            for (int h = 0; h < spread.length; h++) {
                double product = 0;
                for (int i = 0; i < spread[g].length; i++) {
                    product += spread[g][i] * spread[h][i];
                }
                trace += g == h ? product : 0;
                squares += product * product;
            }
        }
        return trace * trace / squares;
    }

    /// In the order of the columns.
    double[] coefficients() {
        return coefficients.clone();
    }

    /// The last coefficient.
    double last() {
        return coefficients[coefficients.length - 1];
    }

    /// Of the last coefficient.
    double standardError() {
        return standardError;
    }

    /// Of that standard error.
    double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /// Correlation of errors from one day to the next.
    double rho() {
        return rho;
    }

    /// Half of the interval of the last coefficient that holds such a share.
    double halfWidth(double share) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(0.5 + share / 2) * standardError;
    }
}
