package dev.ondol.proof.measure;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/// Ordinary least squares, with what is needed to judge them.
final class LeastSquares {
    /// Rounding of a symmetric product, relative.
    private static final double ASYMMETRY = 1e-9;
    private static final double SINGULAR = 1e-10;

    final RealMatrix design;
    /// Inverse of the normal equations.
    final RealMatrix inverse;
    final double[] coefficients;
    final double[] residuals;
    /// Of the normal equations.
    final double logDeterminant;

    /// @param x a row a day
    /// @throws org.hipparchus.exception.MathRuntimeException if columns depend on each other
    LeastSquares(double[][] x, double[] y) {
        design = new Array2DRowRealMatrix(x, false);
        CholeskyDecomposition normal = new CholeskyDecomposition(design.transposeMultiply(design), ASYMMETRY,
                SINGULAR);
        inverse = normal.getSolver().getInverse();
        logDeterminant = Math.log(normal.getDeterminant());
        coefficients = inverse.operate(design.preMultiply(y));
        double[] modelled = design.operate(coefficients);
        residuals = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            residuals[i] = y[i] - modelled[i];
        }
    }

    /// Sum of the squares of what is left.
    double squares() {
        double sum = 0;
        for (double each : residuals) {
            sum += each * each;
        }
        return sum;
    }
}
