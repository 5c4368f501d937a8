package dev.ondol.proof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Reference figures were computed with NumPy from the formulas of the publications, with dense matrices.
class RunFitTest {
    private static final double[] X = {2.04, -2.56, 0.42, -0.57, -0.45, -0.22, -2.02, -0.23, -0.87, 3.32, 0.23, -0.35};
    private static final double[] Y = {2.05, -1.75, 0.52, -0.37, -0.02, -0.05, -0.83, 0.26, -0.19, 3.32, 0.55, -0.23};
    private static final long[] DAY = {1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15};
    private static final int[] RUN = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3};

    private static double[][] design() {
        return IntStream.range(0, X.length).mapToObj(i -> new double[]{1, X[i], RUN[i] % 2}).toArray(double[][]::new);
    }

    @Test
    void unweightedItIsOrdinaryLeastSquaresWithTheScatterBetweenRuns() {
        RunFit fit = RunFit.given(design(), Y, DAY, RUN, 0);
        assertThat(fit.coefficients()).containsExactly(new double[]{0.45978856, 0.83811533, -0.20023957}, within(1e-7));
        assertThat(fit.standardError()).isCloseTo(0.183356842, within(1e-7));
        assertThat(fit.degreesOfFreedom()).isCloseTo(2.05170264, within(1e-6));
    }

    @Test
    void withDaysAsRunsItIsHc2() {
        RunFit fit = RunFit.given(design(), Y, DAY, IntStream.range(0, X.length).toArray(), 0);
        assertThat(fit.standardError()).isCloseTo(0.118156845, within(1e-7));
        assertThat(fit.degreesOfFreedom()).isCloseTo(7.58894949, within(1e-6));
    }

    @Test
    void errorsThatHangTogetherAreWhitenedByTheLikeliestCorrelation() {
        RunFit fit = RunFit.of(design(), Y, DAY, RUN);
        assertThat(fit.rho()).isCloseTo(0.36, within(1e-9));
        assertThat(fit.coefficients()).containsExactly(new double[]{0.45753864, 0.82543957, -0.21172617}, within(1e-7));
        assertThat(fit.standardError()).isCloseTo(0.188989833, within(1e-7));
        assertThat(fit.degreesOfFreedom()).isCloseTo(2.03715012, within(1e-6));
        assertThat(fit.halfWidth(0.95) / fit.standardError()).isCloseTo(4.228329, within(1e-5));
    }
}
