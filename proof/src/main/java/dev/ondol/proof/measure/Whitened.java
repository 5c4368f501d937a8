package dev.ondol.proof.measure;

/// Days in order of time, each less what the one before foretells of it: errors of first order become independent.
final class Whitened {
    final double[][] x;
    final double[] y;
    /// Of the correlation matrix.
    final double logDeterminant;

    /// @param rho of errors from one day to the next, 0 to below 1
    Whitened(double[][] rows, double[] values, long[] day, double rho) {
        int n = values.length;
        x = new double[n][];
        y = new double[n];
        double log = 0;
        for (int i = 0; i < n; i++) {
            double back = i == 0 ? 0 : Math.pow(rho, (double) (day[i] - day[i - 1]));
            double scale = 1 / Math.sqrt(1 - back * back);
            log += Math.log(1 - back * back);
            x[i] = new double[rows[i].length];
            for (int k = 0; k < rows[i].length; k++) {
                x[i][k] = scale * (rows[i][k] - (i == 0 ? 0 : back * rows[i - 1][k]));
            }
            y[i] = scale * (values[i] - (i == 0 ? 0 : back * values[i - 1]));
        }
        logDeterminant = log;
    }
}
