package dev.ondol.simulator.sweep;

import dev.ondol.simulator.run.Policy;
import java.io.Serializable;
import java.util.Comparator;

/// A year, or a part of one, of one site in one weather under one policy, with jobs and unlike units by one seed.
///
/// @param site    id of the site
/// @param weather built-in city, or name of a file
/// @param seed    of jobs and units, and of the weather of a built-in city
/// @param policy  how the site is operated
/// @param from    first day, local to the site: `2026-01-01`
/// @param days    number of days
public record FacilityYear(String site, String weather, long seed, Policy policy, String from,
        int days) implements Serializable, Comparable<FacilityYear> {
    private static final double DAYS_OF_A_YEAR = 365;
    private static final Comparator<FacilityYear> ORDER = Comparator.comparing(FacilityYear::policy)
            .thenComparing(FacilityYear::site).thenComparing(FacilityYear::weather).thenComparing(FacilityYear::from)
            .thenComparingInt(FacilityYear::days).thenComparingLong(FacilityYear::seed);

    public FacilityYear {
        if (days < 1) {
            throw new IllegalArgumentException("The days (%d) must be at least 1.".formatted(days));
        }
    }

    /// How much of a year it is.
    public double years() {
        return days / DAYS_OF_A_YEAR;
    }

    /// All that it has in common with its years of other seeds.
    public Case ofCase() {
        return new Case(policy, site, weather);
    }

    /// Policy, site and weather: what differs by more than chance.
    public record Case(Policy policy, String site, String weather) {
        /// `good-practice, kr-hn1, seoul`.
        @Override
        public String toString() {
            return "%s, %s, %s".formatted(policy.id(), site, weather);
        }
    }

    @Override
    public int compareTo(FacilityYear other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%s, seed %d, %d days from %s".formatted(ofCase(), seed, days, from);
    }
}
