package dev.ondol.simulator.sweep;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// What the process that shares out the years tells after each of them, as a line of JSON on its output.
///
/// @param done      years that are done
/// @param failure   why the year just done has no row; null where it has one
/// @param years     facility-years in the rows made so far, a part of a year counted as such
/// @param coreHours wall time since the first of them was begun, times the cores that were there
public record SweepNews(int done, @JsonSetter(nulls = Nulls.SET) @Nullable String failure, double years,
        double coreHours) {}
