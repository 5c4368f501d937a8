package dev.ondol.historian.discovery;

/// What became of an acceptance; it is committed.
///
/// @param name     as frames carry it
/// @param point    ours, equipment/quantity
/// @param newPoint whether the site did not have it before
/// @param stored   held readings that are readings of the point now
/// @param refused  held readings that cannot be: out of its range, or before what is kept; they are in rejected_frame
public record Accepted(String name, String point, boolean newPoint, long stored, long refused) {}
