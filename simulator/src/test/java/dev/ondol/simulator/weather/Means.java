package dev.ondol.simulator.weather;

import java.time.LocalDate;
import java.time.ZoneId;

/// Means of one month of hourly samples, for tests.
final class Means {
    double dryBulbC;
    double dewPointC;
    double wetBulbC;
    double windMS;
    double globalWM2;
    double pressurePa;
    double dailyRangeK;

    static Means of(Weather weather, LocalDate month, ZoneId zone) {
        Means means = new Means();
        int days = month.lengthOfMonth();
        for (int day = 0; day < days; day++) {
            long midnight = month.plusDays(day).atStartOfDay(zone).toInstant().toEpochMilli();
            double low = Double.MAX_VALUE;
            double high = -Double.MAX_VALUE;
            for (int hour = 0; hour < 24; hour++) {
                WeatherSample sample = weather.at(midnight + hour * 3_600_000L);
                double share = 1.0 / (24 * days);
                means.dryBulbC += share * sample.dryBulbC();
                means.dewPointC += share * sample.dewPointC();
                means.wetBulbC += share * sample.wetBulbC();
                means.windMS += share * sample.windMS();
                means.globalWM2 += share * sample.globalWM2();
                means.pressurePa += share * sample.pressurePa();
                low = Math.min(low, sample.dryBulbC());
                high = Math.max(high, sample.dryBulbC());
            }
            means.dailyRangeK += (high - low) / days;
        }
        return means;
    }
}
