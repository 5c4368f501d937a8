package dev.ondol.optimizer.forecast;

import dev.ondol.optimizer.model.Outdoor;

/// What is known of the weather to come. Owned by one thread.
public interface WeatherOutlook {
    /// One look at the weather station.
    ///
    /// @param time             plant time in milliseconds
    /// @param relativeHumidity 0 to 1
    void observe(long time, double dryBulbC, double wetBulbC, double relativeHumidity);

    /// False as long as no weather was ever seen.
    boolean known();

    /// The weather that is expected at a time; the newest observation where the time is not later.
    ///
    /// @param time plant time in milliseconds
    Outdoor at(long time);
}
