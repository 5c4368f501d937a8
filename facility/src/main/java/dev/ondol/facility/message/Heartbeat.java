package dev.ondol.facility.message;

/// Sent by a role every wall second.
///
/// @param role  control, optimize or ingest
/// @param mode  of control: the autonomy mode in force; other roles say AUTO
/// @param epoch of control: the epoch of its commands; 0 for other roles
/// @param wall  wall time in milliseconds since 1970-01-01T00:00Z
/// @param plant newest plant time that the role has seen, in milliseconds; 0 before the first
public record Heartbeat(String role, Mode mode, long epoch, long wall, long plant) {}
