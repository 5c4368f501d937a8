package dev.ondol.app.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A straight line through what was measured, by least squares, with how sure its slope is.
final class Slope {
    /// With fewer points nothing is said.
    private static final int LEAST = 5;

    private final List<double[]> points = new ArrayList<>();

    void add(double hours, double value) {
        points.add(new double[]{hours, value});
    }

    boolean known() {
        return points.size() >= LEAST;
    }

    /// Rise of the line an hour.
    double perHour() {
        double x = mean(0);
        double y = mean(1);
        double xy = 0;
        double xx = 0;
        for (double[] point : points) {
            xy += (point[0] - x) * (point[1] - y);
            xx += (point[0] - x) * (point[0] - x);
        }
        return xy / xx;
    }

    /// Twice the standard error of the slope.
    double uncertainty() {
        double x = mean(0);
        double y = mean(1);
        double slope = perHour();
        double rest = 0;
        double xx = 0;
        for (double[] point : points) {
            double miss = point[1] - y - slope * (point[0] - x);
            rest += miss * miss;
            xx += (point[0] - x) * (point[0] - x);
        }
        return 2 * Math.sqrt(rest / (points.size() - 2) / xx);
    }

    /// Whether the slope is above that, beyond the doubt that its points leave.
    boolean surelyAbove(double limit) {
        return known() && perHour() - uncertainty() > limit;
    }

    private double mean(int axis) {
        return points.stream().mapToDouble(point -> point[axis]).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return known()
                ? String.format(Locale.ROOT, "%+.1f ± %.1f", perHour(), uncertainty())
                : "too few points";
    }
}
