package dev.ondol.dashboards.access;

/// What a route of the dashboard asks of whoever calls it.
public enum Permission {
    /// See everything of the site.
    READ,
    /// Change who sets the set-points, and answer what Ondol asks of an operator.
    OPERATE,
    /// Change what Ondol aims at.
    ENGINEER,
    /// Place, move and end jobs.
    SCHEDULE,
    /// Let programs in and out.
    ADMINISTER
}
