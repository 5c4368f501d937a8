package dev.ondol.fleet.http;

/// What a route of the fleet asks of whoever calls it.
public enum Permission {
    /// See how sites and placements are.
    VIEWER,
    /// That, and place and end jobs.
    SCHEDULER;

    /// As it is written in fleet.yaml.
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean includes(Permission other) {
        return compareTo(other) >= 0;
    }
}
