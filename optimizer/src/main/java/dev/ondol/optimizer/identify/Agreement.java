package dev.ondol.optimizer.identify;

/// How well foretold and measured power agree, by the measures of ASHRAE Guideline 14. Collects hourly means. One thread.
public final class Agreement {
    private static final long HOUR_MS = 3_600_000;

    private long hour = Long.MIN_VALUE;
    private int inHour;
    private double hourMeasuredW;
    private double hourForetoldW;
    private int hours;
    private double measuredW;
    private double errorW;
    private double squaredW2;

    /// Adds a pair; times must not go back.
    ///
    /// @param time plant time in milliseconds
    public void add(long time, double measured, double foretold) {
        long of = Math.floorDiv(time, HOUR_MS);
        if (of != hour) {
            close();
            hour = of;
        }
        inHour++;
        hourMeasuredW += measured;
        hourForetoldW += foretold;
    }

    private void close() {
        if (inHour > 0) {
            double error = (hourForetoldW - hourMeasuredW) / inHour;
            hours++;
            measuredW += hourMeasuredW / inHour;
            errorW += error;
            squaredW2 += error * error;
        }
        inHour = 0;
        hourMeasuredW = 0;
        hourForetoldW = 0;
    }

    /// What came out; of nothing everything is 0.
    public Measures measures() {
        close();
        if (hours == 0 || measuredW <= 0) {
            return new Measures(0, 0, 0);
        }
        double mean = measuredW / hours;
        return new Measures(hours, 100 * Math.sqrt(squaredW2 / hours) / mean, 100 * errorW / hours / mean);
    }

    /// @param hours  hours compared
    /// @param cvRmse root of the mean squared error of hourly means / measured mean, percent
    /// @param nmbe   mean error, foretold minus measured / measured mean, percent
    public record Measures(int hours, double cvRmse, double nmbe) {}
}
