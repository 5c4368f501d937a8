package dev.ondol.simulator.baseline;

import dev.ondol.simulator.weather.Weather;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/// Weather that a tuning has seen.
///
/// @param name     of the file or the city
/// @param sha256   of the file; empty for a built-in city
/// @param measured true where it happened on these days; a typical year has no days of its own
/// @param from     first day, site-local, `2020-01-01`
/// @param to       day after the last
public record TuningYear(String name, String sha256, boolean measured, String from, String to) {
    public TuningYear {
        try {
            if (!LocalDate.parse(from).isBefore(LocalDate.parse(to))) {
                throw new IllegalArgumentException("The day from (%s) must be before to (%s).".formatted(from, to));
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The days (%s, %s) must look like 2020-01-01.".formatted(from, to), e);
        }
    }

    /// Whether a run on these days (`end` exclusive) would test on what was learned: the same measured days, or the same
    /// typical year.
    public boolean sees(Weather weather, LocalDate begin, LocalDate end) {
        if (measured && weather.measured()) {
            return begin.isBefore(LocalDate.parse(to)) && LocalDate.parse(from).isBefore(end);
        }
        return measured == weather.measured() && name.equals(weather.name());
    }
}
