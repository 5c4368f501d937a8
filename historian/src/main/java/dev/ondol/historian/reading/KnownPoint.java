package dev.ondol.historian.reading;

import dev.ondol.facility.point.UnitConversion;

/// A point as ingest needs it, under one of its names.
///
/// @param id         in the table point
/// @param low        lowest plausible reading, in the point's unit
/// @param high       highest plausible reading
/// @param conversion from what comes under this name to the point's unit
record KnownPoint(int id, double low, double high, UnitConversion conversion) {
    KnownPoint(int id, double low, double high) {
        this(id, low, high, UnitConversion.SAME);
    }
}
