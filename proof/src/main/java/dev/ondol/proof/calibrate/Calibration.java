package dev.ondol.proof.calibrate;

import dev.ondol.facility.site.Site;
import dev.ondol.proof.replay.Consumer;
import dev.ondol.proof.replay.Consumers;
import dev.ondol.proof.replay.PlantReplay;
import dev.ondol.proof.replay.Simulated;
import dev.ondol.proof.replay.Window;
import dev.ondol.simulator.run.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/// Factors on the nameplate that bring the simulated plant nearest to a recording: least squares over the hourly power of each
/// kind of equipment and the flows of air and water, by Levenberg and Marquardt; slopes by differences, each a replay of its own.
/// What the data do not tell stays near 1.
public final class Calibration {
    /// Share of the window that is trained on.
    private static final double TRAINED = 0.6;
    private static final int ITERATIONS = 4;
    private static final int LATER_ITERATIONS = 2;
    private static final double DIFFERENCE = 0.04;
    private static final double ENOUGH = 0.003;
    /// Usual error of an hour of a meter / its mean, and usual distance of a factor from 1.
    private static final double USUAL_ERROR = 0.03;
    private static final double USUAL_SPREAD = 0.15;
    /// Least scale of a kind of equipment / all of them: what hardly draws is hardly fitted.
    private static final double SMALLEST_SHARE = 0.05;

    private final Site site;
    private final Window window;
    private final Progress progress;
    private int replays;

    public Calibration(Site site, Window window, Progress progress) {
        this.site = site;
        this.window = window;
        this.progress = progress;
    }

    /// Hours that are trained on, from the window's first.
    public int trainedHours() {
        return (int) (TRAINED * window.hours());
    }

    /// The plant that was found, and its factors.
    public record Found(Site plant, List<Factor> factors, int trainedHours) {
        /// Another plant with the same factors.
        public Site on(Site other) {
            return new PlantFactors(factors.stream().mapToDouble(Factor::value).toArray()).applied(other);
        }
    }

    /// Fits.
    public Found run() {
        Optimum trained = fit(PlantFactors.ones(), 0, trainedHours(), ITERATIONS);
        PlantFactors factors = new PlantFactors(trained.getPoint().toArray());
        RealVector sigma = trained.getSigma(1e-12).mapMultiply(Math.max(trained.getRMS(), USUAL_ERROR));
        PlantFactors later = new PlantFactors(fit(factors, trainedHours(), window.hours(), LATER_ITERATIONS)
                .getPoint().toArray());
        List<Factor> told = new ArrayList<>();
        for (int i = 0; i < PlantFactors.NAMES.size(); i++) {
            told.add(new Factor(PlantFactors.NAMES.get(i), factors.values()[i], sigma.getEntry(i), later.values()[i]));
        }
        return new Found(factors.applied(site), told, trainedHours());
    }

    private Optimum fit(PlantFactors start, int from, int to, int iterations) {
        double pull = USUAL_ERROR / USUAL_SPREAD;
        Simulated described = replay(start, to);
        double[] scales = scales(described);
        double[] target = rows(described, scales, from, to, true, start.values(), pull);
        int factors = PlantFactors.NAMES.size();
        double[] begin = start.values();
        for (int i = 0; i < factors; i++) {
            target[target.length - factors + i] = begin[i] * pull;
        }
        return new LevenbergMarquardtOptimizer().optimize(new LeastSquaresBuilder().start(begin).target(target)
                .model(point -> valueAndSlope(point, scales, from, to, pull))
                .parameterValidator(point -> new ArrayRealVector(new PlantFactors(point.toArray()).values(), false))
                .lazyEvaluation(false)
                .checker((iteration, before, after) -> iteration >= iterations || before.getPoint().getLInfDistance(
                        after.getPoint()) < ENOUGH)
                .maxEvaluations(10 * iterations).maxIterations(2 * iterations).build());
    }

    private Pair<RealVector, RealMatrix> valueAndSlope(RealVector point, double[] scales, int from, int to,
            double pull) {
        double[] at = point.toArray();
        double[][] runs = IntStream.rangeClosed(0, at.length).parallel().mapToObj(moved -> {
            double[] there = at.clone();
            if (moved > 0) {
                there[moved - 1] += step(at[moved - 1]);
            }
            PlantFactors factors = new PlantFactors(there);
            return rows(replay(factors, to), scales, from, to, false, factors.values(), pull);
        }).toArray(double[][]::new);
        double[][] slope = new double[runs[0].length][at.length];
        for (int factor = 0; factor < at.length; factor++) {
            for (int row = 0; row < slope.length; row++) {
                slope[row][factor] = (runs[factor + 1][row] - runs[0][row]) / step(at[factor]);
            }
        }
        return new Pair<>(new ArrayRealVector(runs[0], false), new Array2DRowRealMatrix(slope, false));
    }

    private static double step(double at) {
        return at + DIFFERENCE > PlantFactors.MOST ? -DIFFERENCE : DIFFERENCE;
    }

    private Simulated replay(PlantFactors factors, int hours) {
        Simulated simulated = new PlantReplay(window).first(hours).run(factors.applied(site));
        synchronized (this) {
            replays++;
            progress.reached(replays, Math.max(replays, (ITERATIONS + LATER_ITERATIONS + 2) * (PlantFactors.NAMES
                    .size() + 1)));
        }
        return simulated;
    }

    private List<Consumer> signals(Simulated simulated) {
        List<Consumer> signals = new ArrayList<>(Consumers.of(simulated));
        signals.addAll(Consumers.flows(simulated));
        return signals;
    }

    private double[] scales(Simulated simulated) {
        double all = Consumers.of(simulated).stream().mapToDouble(each -> mean(each.measured())).sum();
        return signals(simulated).stream().mapToDouble(each -> each.flow()
                ? Math.max(1e-3, mean(each.measured()))
                : Math.max(mean(each.measured()), SMALLEST_SHARE * all)).toArray();
    }

    private static double mean(double[] hourly) {
        return Arrays.stream(hourly).filter(value -> !Double.isNaN(value)).average().orElse(0);
    }

    /// Hours of all signals in turn, in their scale, and the pull of each factor; an hour that does not count is 0 on both sides.
    private double[] rows(Simulated simulated, double[] scales, int from, int to, boolean measured, double[] factors,
            double pull) {
        List<Consumer> signals = signals(simulated);
        int hours = to - from;
        double[] rows = new double[signals.size() * hours + factors.length];
        for (int s = 0; s < signals.size(); s++) {
            double[] values = measured ? signals.get(s).measured() : signals.get(s).modelled();
            for (int hour = 0; hour < hours; hour++) {
                double value = values[from + hour];
                rows[s * hours + hour] = Double.isNaN(value) ? 0 : value / scales[s];
            }
        }
        for (int i = 0; i < factors.length; i++) {
            rows[signals.size() * hours + i] = factors[i] * pull;
        }
        return rows;
    }
}
