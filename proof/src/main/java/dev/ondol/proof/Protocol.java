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
/// @param attributed months whose weeks are also run with every combination of levers, first seed only; none but in full proofs
public record Protocol(String name, List<Integer> months, int days, List<Long> seeds, List<Integer> attributed) {
    private static final List<Integer> SEASONS = List.of(1, 4, 7, 10);
    private static final int FIRST_DAY = 15;
    private static final int WEEK = 7;
    private static final int MOST_DAYS = 14;

    public Protocol {
        months = List.copyOf(months);
        seeds = List.copyOf(seeds);
        attributed = List.copyOf(attributed);
        if (months.isEmpty() || seeds.isEmpty()) {
            throw new IllegalArgumentException("A protocol must have weeks and seeds.");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("The days (%d) must be 1 to %d.".formatted(days, MOST_DAYS));
        }
    }

    /// Without attribution.
    public Protocol(String name, List<Integer> months, int days, List<Long> seeds) {
        this(name, months, days, seeds, List.of());
    }

    /// One week a season, two seeds.
    public static Protocol quick() {
        return new Protocol("quick", SEASONS, WEEK, List.of(1L, 2L));
    }

    /// One week a month, two seeds.
    public static Protocol full() {
        return new Protocol("full", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), WEEK, List.of(1L, 2L), SEASONS);
    }

    /// The same with seeds 1 to n.
    public Protocol withSeeds(int n) {
        List<Long> more = new ArrayList<>();
        for (long seed = 1; seed <= n; seed++) {
            more.add(seed);
        }
        return new Protocol(name, months, days, more, attributed);
    }

    /// The same with so many measured days a week.
    public Protocol withDays(int n) {
        return new Protocol(name, months, n, seeds, attributed);
    }

    /// The first measured day of each week.
    public List<LocalDate> weeks(int year) {
        return weeks(year, months);
    }

    /// The first measured day of each week of the attribution.
    public List<LocalDate> attributedWeeks(int year) {
        return weeks(year, attributed);
    }

    private static List<LocalDate> weeks(int year, List<Integer> months) {
        return months.stream().map(month -> LocalDate.of(year, month, FIRST_DAY)).toList();
    }
}
