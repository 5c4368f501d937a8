package dev.ondol.proof.loop;

import dev.ondol.optimizer.forecast.WeatherOutlook;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.SplittableRandom;

/// A weather forecast that is wrong by a known measure: the truth plus an error that grows with the square root of the lead time
/// to an RMSE of 1.5 K at 24 h, for wet-bulb and dry-bulb alike, what the forecasts of weather services reach. The error of an
/// hour to come is a seeded AR(1) series over the hours (0.9 from hour to hour), scaled by the lead time: so it shrinks as
/// the hour comes near, and two looks at the same hour agree. Nothing is known of the present beyond what the weather
/// station showed. One thread.
final class ImperfectForecast implements WeatherOutlook {
    /// Root mean square error at 24 h, K.
    static final double RMSE_24H_K = 1.5;

    private static final long HOUR = 3_600_000;
    private static final double PERSISTENCE = 0.9;
    /// Hours of the series before the first hour, so that it has forgotten where it began.
    private static final int SETTLING = 100;

    private final Weather truth;
    private final long firstHour;
    private final double[] error;
    private long newest = Long.MIN_VALUE;
    private Outdoor latest = new Outdoor(0, 0, 0);

    /// @param from plant time in milliseconds
    /// @param to   plant time in milliseconds; later hours have the error of the last
    ImperfectForecast(Weather truth, long from, long to, long seed) {
        this.truth = truth;
        firstHour = Math.floorDiv(from, HOUR);
        error = new double[(int) (Math.ceilDiv(to, HOUR) - firstHour + 26)];
        SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        double last = random.nextGaussian();
        for (int hour = -SETTLING; hour < error.length; hour++) {
            last = PERSISTENCE * last + Math.sqrt(1 - PERSISTENCE * PERSISTENCE) * random.nextGaussian();
            if (hour >= 0) {
                error[hour] = last;
            }
        }
    }

    @Override
    public void observe(long time, double dryBulbC, double wetBulbC, double relativeHumidity) {
        newest = time;
        latest = new Outdoor(dryBulbC, Math.min(wetBulbC, dryBulbC), Outdoor.dewPointC(dryBulbC, relativeHumidity));
    }

    @Override
    public boolean known() {
        return newest != Long.MIN_VALUE;
    }

    @Override
    public Outdoor at(long time) {
        if (time <= newest) {
            return latest;
        }
        WeatherSample then = truth.at(time);
        double errorK = RMSE_24H_K * Math.sqrt((time - newest) / (24.0 * HOUR)) * series(time);
        double dryBulbC = then.dryBulbC() + errorK;
        double wetBulbC = Math.min(dryBulbC, then.wetBulbC() + errorK);
        return new Outdoor(dryBulbC, wetBulbC, Math.min(wetBulbC, then.dewPointC() + errorK));
    }

    private double series(long time) {
        int hour = Math.clamp(Math.floorDiv(time, HOUR) - firstHour, 0, error.length - 1);
        return error[hour];
    }
}
