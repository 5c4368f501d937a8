package dev.ondol.optimizer.forecast;

import dev.ondol.optimizer.model.Outdoor;

/// Dry-bulb, wet-bulb and dew point over the horizon, from what the weather station of the site reports. One thread.
public final class WeatherForecast implements WeatherOutlook {
    private static final double DRY_BULB_AMPLITUDE_K = 4;
    private static final double WET_BULB_AMPLITUDE_K = 2;
    private final DailySeries dryBulb;
    private final DailySeries wetBulb;
    private final DailySeries dewPoint;

    /// @param longitudeDeg degrees east
    public WeatherForecast(double longitudeDeg) {
        dryBulb = new DailySeries(DRY_BULB_AMPLITUDE_K, longitudeDeg);
        wetBulb = new DailySeries(WET_BULB_AMPLITUDE_K, longitudeDeg);
        dewPoint = new DailySeries(0, longitudeDeg);
    }

    @Override
    public void observe(long time, double dryBulbC, double wetBulbC, double relativeHumidity) {
        dryBulb.observe(time, dryBulbC);
        wetBulb.observe(time, wetBulbC);
        dewPoint.observe(time, Outdoor.dewPointC(dryBulbC, relativeHumidity));
    }

    @Override
    public boolean known() {
        return dryBulb.known();
    }

    /// Time of the newest observation, plant time in milliseconds.
    public long newest() {
        return dryBulb.newest();
    }

    @Override
    public Outdoor at(long time) {
        double dryBulbC = dryBulb.at(time);
        double wetBulbC = Math.min(dryBulbC, wetBulb.at(time));
        return new Outdoor(dryBulbC, wetBulbC, Math.min(wetBulbC, dewPoint.at(time)));
    }
}
