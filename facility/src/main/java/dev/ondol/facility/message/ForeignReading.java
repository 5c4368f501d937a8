package dev.ondol.facility.message;

import org.jspecify.annotations.Nullable;

/// A reading of a frame whose name is not of the form equipment/quantity.
///
/// @param name    as it came, see [dev.ondol.facility.mapping.ForeignNames]
/// @param value   in whatever unit its sender uses
/// @param quality code of a reading that is not good; null where it is
public record ForeignReading(String name, double value, @Nullable String quality) {}
