package dev.ondol.facility.message;

import dev.ondol.facility.point.PointId;

/// One write to one set-point. Sent with QoS 1, never retained.
///
/// @param site      the site it is meant for
/// @param point     the set-point to write
/// @param value     new value in `unit`
/// @param unit      UCUM code; must equal the point's own
/// @param epoch     grows with each change of the controlling process; the plant refuses an older one
/// @param seq       grows within an epoch; the plant applies each sequence number at most once
/// @param issuedAt  plant time in milliseconds
/// @param notAfter  plant time in milliseconds after which the command must not be applied
/// @param planId    the plan it carries out
/// @param reason    code of why, for example "plan" or "ramp"
public record Command(String site, PointId point, double value, String unit, long epoch, long seq, long issuedAt,
        long notAfter, String planId, String reason) {}
