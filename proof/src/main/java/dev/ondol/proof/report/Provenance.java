package dev.ondol.proof.report;

import java.util.List;

/// Everything that made the figures.
///
/// @param command        that makes them again
/// @param program        digest of the program
/// @param site           id
/// @param siteDigest     of its description
/// @param weather        names of the test years
/// @param weatherDigests of their files; empty for built-in cities
/// @param tuning         command that tuned best-static; empty where it did not take part
/// @param protocol       quick or full
/// @param months         of the weeks, from the 15th on
/// @param days           measured days a week
/// @param seeds          of jobs, plant, sensors and forecast errors
/// @param moves          moves evaluated in each plan
public record Provenance(String command, String program, String site, String siteDigest, List<String> weather,
        List<String> weatherDigests, String tuning, String protocol, List<Integer> months, int days, List<Long> seeds,
        long moves) {
    public Provenance {
        weather = List.copyOf(weather);
        weatherDigests = List.copyOf(weatherDigests);
        months = List.copyOf(months);
        seeds = List.copyOf(seeds);
    }
}
