package dev.ondol.historian.reading;

/// A point as ingest needs it.
///
/// @param id   in the table point
/// @param low  lowest plausible reading, in the point's unit
/// @param high highest plausible reading
record KnownPoint(int id, double low, double high) {}
