package dev.ondol.simulator.run;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.baseline.TuningYear;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.workload.JobTrace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// What is to be simulated.
///
/// @param site        the site; a policy may take its conventional twin
/// @param policy      how it is operated
/// @param weather     must cover the days
/// @param trace       the jobs
/// @param from        first day, local to the site
/// @param days        number of days, 1 or more
/// @param stepSeconds step of the physics, 1 to 60, a divisor of 60
/// @param seed        of what differs between like units and racks
/// @param tuned       what a tuned policy has learned, from other years than these
/// @param faults      what breaks meanwhile
/// @param assets      whether generation, storage and heat recovery work, by simple rules; savings are compared without
public record Scenario(Site site, Policy policy, Weather weather, JobTrace trace, LocalDate from, int days,
        int stepSeconds, long seed, Optional<TunedSite> tuned, FaultPlan faults, boolean assets) {
    public Scenario {
        if (days < 1 || days > 36_600) {
            throw new IllegalArgumentException("The days (%d) must be 1 to 36600.".formatted(days));
        }
        if (stepSeconds < 1 || stepSeconds > 60 || 60 % stepSeconds != 0) {
            throw new IllegalArgumentException("The step (%d s) must divide 60 s.".formatted(stepSeconds));
        }
        if (!weather.covers(millis(site, from), millis(site, from.plusDays(days)))) {
            throw new IllegalArgumentException(
                    "The weather (%s) does not cover %s to %s; it begins at %s. Choose days inside it or a typical year."
                            .formatted(weather.name(), from, from.plusDays(days),
                                    Instant.ofEpochMilli(weather.firstMillis()).atZone(site.location().zone())
                                            .toLocalDateTime()));
        }
        if (policy.tuned() && tuned.isPresent()) {
            checkTuning(tuned.get(), site, weather, from, from.plusDays(days));
        }
    }

    /// A scenario of a policy that has not learned, in which nothing breaks and the energy assets are off.
    public Scenario(Site site, Policy policy, Weather weather, JobTrace trace, LocalDate from, int days,
            int stepSeconds, long seed) {
        this(site, policy, weather, trace, from, days, stepSeconds, seed, Optional.empty(), FaultPlan.NONE, false);
    }

    /// The same scenario with what its policy has learned.
    ///
    /// @throws IllegalArgumentException if it was learned for another site or on the days of this scenario
    public Scenario tuned(TunedSite learned) {
        return new Scenario(site, policy, weather, trace, from, days, stepSeconds, seed, Optional.of(learned),
                faults, assets);
    }

    /// The same scenario in which this breaks.
    public Scenario faults(FaultPlan plan) {
        return new Scenario(site, policy, weather, trace, from, days, stepSeconds, seed, tuned, plan, assets);
    }

    /// The same scenario with its energy assets on.
    public Scenario withAssets() {
        return new Scenario(site, policy, weather, trace, from, days, stepSeconds, seed, tuned, faults, true);
    }

    private static void checkTuning(TunedSite tuned, Site site, Weather weather, LocalDate from, LocalDate to) {
        if (!tuned.site().equals(site.id())) {
            throw new IllegalArgumentException(
                    "The tuned set-points are those of %s, the site is %s.".formatted(tuned.site(), site.id()));
        }
        for (TuningYear year : tuned.weather()) {
            if (year.sees(weather, from, to)) {
                throw new IllegalArgumentException(
                        "The set-points were tuned on %s (%s to %s): %s, %s to %s, cannot test them. Choose another year."
                                .formatted(year.name(), year.from(), year.to(), weather.name(), from, to));
            }
        }
    }

    /// Plant time of the beginning, milliseconds since 1970-01-01T00:00Z.
    public long fromMillis() {
        return millis(site, from);
    }

    /// Plant time of the end, exclusive.
    public long toMillis() {
        return millis(site, from.plusDays(days));
    }

    /// The first day of a weather source, local to the site.
    public static LocalDate firstDay(Site site, Weather weather) {
        return Instant.ofEpochMilli(weather.firstMillis()).atZone(site.location().zone()).toLocalDate();
    }

    /// The first day that a weather source has from its beginning on, local to a zone.
    public static LocalDate firstWholeDay(ZoneId zone, Weather weather) {
        LocalDate day = Instant.ofEpochMilli(weather.firstMillis()).atZone(zone).toLocalDate();
        return weather.measured() && millis(zone, day) < weather.firstMillis() ? day.plusDays(1) : day;
    }

    private static long millis(Site site, LocalDate day) {
        return millis(site.location().zone(), day);
    }

    private static long millis(ZoneId zone, LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
