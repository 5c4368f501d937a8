package dev.ondol.dashboards.live;

import org.jspecify.annotations.Nullable;

/// The newest reading of a point.
///
/// @param time    plant time in milliseconds
/// @param value   in the unit of the point
/// @param quality code of the source where the reading is not good
record Reading(long time, double value, @Nullable String quality) {}
