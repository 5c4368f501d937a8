package dev.ondol.proof.measure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;

/// What a day takes under each arm, of what was asked of the plant and the weather:
///
///     ln(kW) = a + b (driver / its mean) + c wetBulb + d max(0, wetBulb - change point) + e (1 with Ondol, 0 without)
///
/// The change point (five-parameter shape of Kissock, Haberl and Claridge, ASHRAE Transactions 109, 2003) is the one of 15 between
/// the 15th and the 85th percentile that leaves least squares. A driver that hardly varies has no term. Fitted to the days of both
/// arms at once: the saving is 1 - exp(e).
final class AdjustedBaseline {
    private static final int PLACES = 15;
    private static final double OUTER = 0.15;
    /// Of a driver / its mean, and of the wet bulb in K: what varies less tells nothing.
    private static final double STILL = 1e-3;
    private static final double STILL_K = 0.5;
    /// Days that must be there beyond the terms of the model.
    private static final int SPARE_DAYS = 4;
    private static final int RUNS_EACH = 2;

    private final List<MeasuredDay> days;
    private final double meanDriver;
    private final boolean byDriver;
    private final boolean byWeather;
    private final double changePointC;
    private final RunFit fit;

    /// @throws NotYet if there are too few days to tell anything
    AdjustedBaseline(List<MeasuredDay> days) throws NotYet {
        this.days = days;
        for (Arm arm : Arm.values()) {
            long runs = days.stream().filter(day -> day.arm() == arm).mapToInt(MeasuredDay::run).distinct().count();
            if (runs < RUNS_EACH) {
                throw new NotYet(
                        "There are %d runs of %s with measured days, and %d are needed. Go on with the schedule."
                                .formatted(runs, arm.id(), RUNS_EACH));
            }
        }
        meanDriver = days.stream().mapToDouble(MeasuredDay::driver).average().orElseThrow();
        byDriver = spread(days.stream().mapToDouble(day -> day.driver() / meanDriver)) > STILL;
        byWeather = spread(days.stream().mapToDouble(MeasuredDay::wetBulbC)) > STILL_K;
        int terms = 2 + (byDriver ? 1 : 0) + (byWeather ? 2 : 0);
        if (days.size() < terms + SPARE_DAYS) {
            throw new NotYet("There are %d measured days, and %d are needed. Go on with the schedule.".formatted(
                    days.size(), terms + SPARE_DAYS));
        }
        try {
            changePointC = byWeather ? changePoint() : 0;
            fit = RunFit.of(design(changePointC), logs(), days.stream().mapToLong(day -> day.day().toEpochDay())
                    .toArray(), days.stream().mapToInt(MeasuredDay::run).toArray());
        } catch (MathRuntimeException e) {
            throw new NotYet(
                    "Weather, load and operation went together, so they cannot be told apart: %s. Go on with the schedule."
                            .formatted(e.getMessage()));
        }
    }

    /// Too little was measured so far; the message says what is missing.
    static final class NotYet extends Exception {
        private static final long serialVersionUID = 1;

        NotYet(String message) {
            super(message);
        }
    }

    private static double spread(DoubleStream values) {
        double[] all = values.toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        return Math.sqrt(Arrays.stream(all).map(value -> (value - mean) * (value - mean)).average().orElseThrow());
    }

    private double changePoint() {
        double[] sorted = days.stream().mapToDouble(MeasuredDay::wetBulbC).sorted().toArray();
        double best = Double.POSITIVE_INFINITY;
        double found = sorted[sorted.length / 2];
        for (int i = 0; i < PLACES; i++) {
            double share = OUTER + (1 - 2 * OUTER) * i / (PLACES - 1);
            double place = sorted[(int) Math.round(share * (sorted.length - 1))];
            double squares = new LeastSquares(design(place), logs()).squares();
            if (squares < best) {
                best = squares;
                found = place;
            }
        }
        return found;
    }

    /// Logarithms of what was measured.
    double[] logs() {
        return days.stream().mapToDouble(day -> Math.log(day.energyKw())).toArray();
    }

    /// Rows of the model, the arm last.
    double[][] design() {
        return design(changePointC);
    }

    private double[][] design(double changePoint) {
        return days.stream().map(day -> row(day, changePoint, day.arm() == Arm.ONDOL ? 1 : 0)).toArray(double[][]::new);
    }

    private double[] row(MeasuredDay day, double changePoint, double ondol) {
        double[] all = {1, day.driver() / meanDriver, day.wetBulbC() - changePoint, Math.max(0, day.wetBulbC()
                - changePoint), ondol};
        return IntStream.range(0, all.length).filter(i -> (i != 1 || byDriver) && (i != 2 && i != 3 || byWeather))
                .mapToDouble(i -> all[i]).toArray();
    }

    /// What the day would have taken in the operation of the baseline, kW.
    double kw(MeasuredDay day) {
        double[] row = row(day, changePointC, 0);
        double[] coefficients = fit.coefficients();
        double log = 0;
        for (int i = 0; i < row.length; i++) {
            log += row[i] * coefficients[i];
        }
        return Math.exp(log);
    }

    RunFit fit() {
        return fit;
    }

    /// Terms without that of the arm.
    int parameters() {
        return fit.coefficients().length - 1;
    }

    boolean byDriver() {
        return byDriver;
    }

    boolean byWeather() {
        return byWeather;
    }

    double changePointC() {
        return changePointC;
    }
}
