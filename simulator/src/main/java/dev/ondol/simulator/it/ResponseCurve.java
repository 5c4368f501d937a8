package dev.ondol.simulator.it;

/// Throughput and GPU power relative to uncapped over a setting in percent, piecewise linear between points; below the first point
/// as at it.
final class ResponseCurve {
    private final double[] percent;
    private final double[] throughput;
    private final double[] power;

    /// @param percent    settings, rising to 100
    /// @param throughput at each, rising to 1
    /// @param power      at each, rising to 1
    ResponseCurve(double[] percent, double[] throughput, double[] power) {
        this.percent = percent;
        this.throughput = throughput;
        this.power = power;
    }

    /// 0 to 1.
    double throughput(double setting) {
        return interpolate(throughput, setting);
    }

    /// 0 to 1.
    double power(double setting) {
        return interpolate(power, setting);
    }

    /// The curve of servers whose throughput and GPU energy per work are off by these errors.
    ResponseCurve off(ProfileErrors.Deviation errors) {
        ResponseCurve slower = slower(errors);
        double[] real = new double[power.length];
        for (int point = 0; point < real.length; point++) {
            double energyPerWork = power[point] / throughput[point] * errors.ofEnergyPerWork(percent[point]);
            real[point] = energyPerWork * slower.throughput[point];
        }
        return new ResponseCurve(percent, slower.throughput, rising(real));
    }

    /// The curve of servers whose throughput is off by these errors and which draw the same power.
    ResponseCurve slower(ProfileErrors.Deviation errors) {
        double[] real = new double[throughput.length];
        for (int point = 0; point < real.length; point++) {
            real[point] = throughput[point] * errors.ofThroughput(percent[point]);
        }
        return new ResponseCurve(percent, rising(real), power);
    }

    /// Uncapped is 1, and no tighter setting is faster or draws more than a gentler one.
    private static double[] rising(double[] values) {
        double least = 1;
        values[values.length - 1] = 1;
        for (int point = values.length - 1; point >= 0; point--) {
            values[point] = Math.min(values[point], least);
            least = values[point];
        }
        return values;
    }

    private double interpolate(double[] values, double setting) {
        int last = percent.length - 1;
        if (setting >= percent[last]) {
            return values[last];
        }
        int i = 1;
        while (setting > percent[i]) {
            i++;
        }
        double share = Math.max(0, setting - percent[i - 1]) / (percent[i] - percent[i - 1]);
        return values[i - 1] + share * (values[i] - values[i - 1]);
    }
}
