package dev.ondol.simulator.weather;

import java.util.Optional;

/// The weather at the site over plant time. Immutable; safe for all threads.
public interface Weather {
    /// The weather at an instant, interpolated between hourly values.
    ///
    /// @param plantMillis plant time, milliseconds since 1970-01-01T00:00Z
    WeatherSample at(long plantMillis);

    /// Plant time of the first hourly value, milliseconds since 1970-01-01T00:00Z.
    long firstMillis();

    /// For people: the city or the file.
    String name();

    /// The sun over the place whose radiation this is; empty where the source knows no radiation.
    default Optional<Sun> sun() {
        return Optional.empty();
    }

    /// True where it happened: a typical or generated year has no days of its own.
    default boolean measured() {
        return false;
    }

    /// Whether the source itself has values for all of the interval. Typical years cover every interval because they
    /// wrap; a measured year is repeated outside of its own time, but does not cover it.
    default boolean covers(long fromMillis, long toMillis) {
        return true;
    }
}
