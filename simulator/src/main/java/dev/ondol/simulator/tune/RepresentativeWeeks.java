package dev.ondol.simulator.tune;

import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.weather.Weather;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Twelve weeks that stand for some years: of each month the week whose mean wet-bulb comes closest to the mean of that
/// month over all years. Each has a day of the same weather before it, to settle.
final class RepresentativeWeeks {
    private static final int WEEK_DAYS = 7;
    private static final int[] FIRST_DAYS = {2, 9, 16, 22};
    private static final long HOUR_MILLIS = 3_600_000L;

    private RepresentativeWeeks() {}

    /// A week of one of the years.
    record Week(Weather weather, LocalDate from) {}

    /// The weeks, January first; a month that no year covers is left out.
    static List<Week> of(List<Weather> years, ZoneId zone) {
        List<Week> weeks = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            List<Week> candidates = candidates(years, zone, month);
            double mean = candidates.stream().mapToDouble(week -> wetBulbC(week, zone)).average().orElse(Double.NaN);
            candidates.stream().min(Comparator.comparingDouble(week -> Math.abs(wetBulbC(week, zone) - mean)))
                    .ifPresent(weeks::add);
        }
        return weeks;
    }

    private static List<Week> candidates(List<Weather> years, ZoneId zone, int month) {
        List<Week> candidates = new ArrayList<>();
        for (Weather weather : years) {
            LocalDate first = Scenario.firstWholeDay(zone, weather);
            for (LocalDate start : List.of(first.withDayOfYear(1), first.withDayOfYear(1).plusYears(1))) {
                for (int day : FIRST_DAYS) {
                    LocalDate from = start.withMonth(month).withDayOfMonth(day);
                    if (weather.covers(millis(from.minusDays(1), zone), millis(from.plusDays(WEEK_DAYS), zone))
                            && (weather.measured() || start.getYear() == first.getYear())) {
                        candidates.add(new Week(weather, from));
                    }
                }
            }
        }
        return candidates;
    }

    private static double wetBulbC(Week week, ZoneId zone) {
        long begin = millis(week.from, zone);
        double sum = 0;
        for (int hour = 0; hour < WEEK_DAYS * 24; hour++) {
            sum += week.weather.at(begin + hour * HOUR_MILLIS).wetBulbC();
        }
        return sum / (WEEK_DAYS * 24);
    }

    private static long millis(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
