package dev.ondol.simulator.tune;

import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.weather.Weather;
import java.time.LocalDate;
import java.time.ZoneId;

/// The whole days that a weather source has.
final class TuningYears {
    private static final int YEAR_DAYS = 365;
    private static final int MOST_DAYS = 3_660;

    private TuningYears() {}

    /// Whole days from the first on; a typical year has 365.
    static int days(Weather weather, ZoneId zone) {
        if (!weather.measured()) {
            return YEAR_DAYS;
        }
        LocalDate first = Scenario.firstWholeDay(zone, weather);
        int days = 0;
        while (days < MOST_DAYS && weather.covers(millis(first, zone), millis(first.plusDays(days + 1L), zone))) {
            days++;
        }
        return days;
    }

    private static long millis(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
