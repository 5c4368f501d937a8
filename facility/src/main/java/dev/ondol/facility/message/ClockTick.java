package dev.ondol.facility.message;

/// The site clock, retained. Plant time rules everything that concerns the plant; wall time only sockets, leases and
/// people.
///
/// @param plant plant time in milliseconds since 1970-01-01T00:00Z
/// @param wall  wall time at which it was published, in milliseconds since 1970-01-01T00:00Z
/// @param rate  plant seconds a wall second as asked for; 0 means lock-step (as fast as the planner follows)
/// @param run   names one life of the clock
/// @param simulated true where the gateway declares itself a simulated plant
public record ClockTick(long plant, long wall, double rate, String run, boolean simulated) {}
