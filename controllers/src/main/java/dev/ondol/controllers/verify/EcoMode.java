package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// When the uninterruptible supplies may go to eco mode: where the operator allows it, no side reports a fault of its own or of the
/// grid, each side carries load within what its modules are meant for, and they have been in double conversion for half an hour.
/// Back to double conversion is always permitted. Immutable.
final class EcoMode {
    static final PointId SETPOINT = PointId.of(PointCatalog.UPS, Quantity.ECO_MODE_SETPOINT);
    /// Time in double conversion before eco mode, milliseconds: a calibration choice, so that a grid that dips again is met by
    /// running inverters.
    static final long DWELL_MS = 1_800_000;
    /// Load of running modules, percent of their rated power: rotation stops at 80, gauges are off by a little.
    private static final double MOST_LOAD = 85;
    private static final double LEAST_LOAD = 1;

    private final boolean allowed;
    private final List<PointId> faults;
    private final List<PointId> loads;

    EcoMode(Site site) {
        allowed = site.upsEco();
        faults = sides(site, Quantity.FAULT_STATUS);
        loads = sides(site, Quantity.LOAD_RATIO);
    }

    private static List<PointId> sides(Site site, Quantity quantity) {
        return IntStream.range(0, site.electrical().ups().sides()).mapToObj(side -> PointId.of(PointCatalog.UPS + "-"
                + (char) ('a' + side), quantity)).toList();
    }

    /// Readings without which nothing is written.
    List<PointId> inputs() {
        return Stream.concat(faults.stream(), loads.stream()).toList();
    }

    /// Whether the supplies may be in eco mode now. Other points, and double conversion, pass.
    ///
    /// @param now plant time in milliseconds; the inputs are fresh
    Optional<Rejected> broken(Proposal proposal, Observations plant, long now) {
        if (!proposal.point().equals(SETPOINT) || proposal.value() == 0) {
            return Optional.empty();
        }
        if (proposal.value() != 1 || !allowed) {
            return reject(Reason.ECO_NOT_ALLOWED, "%s = %s: %s.".formatted(SETPOINT, proposal.value(), allowed
                    ? "there is nothing between the modes"
                    : "the operator does not allow eco mode"));
        }
        for (PointId fault : faults) {
            if (value(plant, fault, now) != 0) {
                return reject(Reason.SUPPLIES_NOT_SOUND, "Eco mode: %s reports a fault.".formatted(fault.equipment()));
            }
        }
        for (PointId load : loads) {
            double percent = value(plant, load, now);
            if (!(percent >= LEAST_LOAD && percent <= MOST_LOAD)) {
                return reject(Reason.SUPPLIES_NOT_SOUND, "Eco mode: %s = %.1f %%.".formatted(load, percent));
            }
        }
        return Optional.empty();
    }

    /// Whether they have been in double conversion for too short a time.
    ///
    /// @param saves whether the proposal is a move to eco mode
    static Optional<Rejected> tooSoon(Proposal proposal, boolean saves, Trajectory trajectory, long now) {
        return proposal.point().equals(SETPOINT) && saves && now - trajectory.saferSince() < DWELL_MS
                ? reject(Reason.ECO_TOO_SOON, "The supplies have to be in double conversion for %d minutes first."
                        .formatted(DWELL_MS / 60_000))
                : Optional.empty();
    }

    private static double value(Observations plant, PointId point, long now) {
        return plant.readings().fresh(point, now).map(Reading::value).orElseThrow();
    }

    private static Optional<Rejected> reject(Reason reason, String text) {
        return Optional.of(new Rejected(reason, text));
    }
}
