package dev.ondol.controllers.verify;

import dev.ondol.facility.point.PointId;

/// One write that somebody wants to make. Nothing about it is trusted.
///
/// @param point      the set-point
/// @param value      wanted value in the unit of the point; may be anything, NaN and infinities included
/// @param plannedAt  plant time in milliseconds of the planning cycle that wants it
/// @param validUntil plant time in milliseconds after which the plan must not be followed any more
public record Proposal(PointId point, double value, long plannedAt, long validUntil) {
    /// The same wish, one step of it.
    public Proposal step(double stepValue) {
        return new Proposal(point, stepValue, plannedAt, validUntil);
    }
}
