package dev.ondol.simulator.fault;

import dev.ondol.facility.point.PointId;

/// Something that is broken in the plant.
public sealed interface Fault {
    /// A unit stands still: `chiller-02`, `crah-h3-07`, `crac-h1-01`, `tower-01`, `dry-cooler-03`, `cdu-h1-01`.
    ///
    /// @param equipment name of the unit
    record UnitTrip(String equipment) implements Fault {}

    /// Dirt on heat-transfer surfaces: the coils of a hall (`hall-h3`), the units of a technology loop
    /// (`technology-loop-h1`) or the dry coolers (`facility-water`).
    ///
    /// @param equipment    what is dirty
    /// @param conductance  what is left of the clean conductance, above 0, at most 1
    record Fouling(String equipment, double conductance) implements Fault {
        public Fouling {
            if (!(conductance > 0 && conductance <= 1)) {
                throw new IllegalArgumentException(
                        "The conductance (%s) must be above 0, at most 1.".formatted(conductance));
            }
        }
    }

    /// The chilled-water valves of a hall's air handlers do not move.
    ///
    /// @param equipment the hall: `hall-h3`
    /// @param position  where they stand, 0 to 1
    record StuckValve(String equipment, double position) implements Fault {
        public StuckValve {
            if (!(position >= 0 && position <= 1)) {
                throw new IllegalArgumentException("The position (%s) must be 0 to 1.".formatted(position));
            }
        }
    }

    /// A sensor does not show what is there.
    ///
    /// @param point which one
    /// @param how   what it shows instead
    record Sensor(PointId point, SensorFault how) implements Fault {}
}
