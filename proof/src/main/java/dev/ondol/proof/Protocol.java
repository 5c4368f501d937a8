package dev.ondol.proof;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// How much is run: which weeks of the test year, how long, with which seeds. Weeks were chosen before any figure was seen:
/// the 15th of a month.
///
/// @param name   `quick` or `full`
/// @param months whose weeks are run
/// @param days   measured days from the 15th on, 1 to 14
/// @param seeds  of jobs, plant, sensors and forecast errors
public record Protocol(String name, List<Integer> months, int days, List<Long> seeds) {
    private static final int FIRST_DAY = 15;
    private static final int WEEK = 7;
    private static final int MOST_DAYS = 14;

    public Protocol {
        months = List.copyOf(months);
        seeds = List.copyOf(seeds);
        if (months.isEmpty() || seeds.isEmpty()) {
            throw new IllegalArgumentException("A protocol must have weeks and seeds.");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("The days (%d) must be 1 to %d.".formatted(days, MOST_DAYS));
        }
    }

    /// One week a season, two seeds.
    public static Protocol quick() {
        return new Protocol("quick", List.of(1, 4, 7, 10), WEEK, List.of(1L, 2L));
    }

    /// One week a month, two seeds.
    public static Protocol full() {
        return new Protocol("full", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), WEEK, List.of(1L, 2L));
    }

    /// The same with seeds 1 to n.
    public Protocol withSeeds(int n) {
        List<Long> more = new ArrayList<>();
        for (long seed = 1; seed <= n; seed++) {
            more.add(seed);
        }
        return new Protocol(name, months, days, more);
    }

    /// The same with so many measured days a week.
    public Protocol withDays(int n) {
        return new Protocol(name, months, n, seeds);
    }

    /// The first measured day of each week.
    public List<LocalDate> weeks(int year) {
        return months.stream().map(month -> LocalDate.of(year, month, FIRST_DAY)).toList();
    }
}
