package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.workload.NodePowerState;
import java.util.Optional;

/// What nodes and their leaf switches may be told to be: parked, on deep idle or on, resting or not, and parked only where nobody works
/// (property P13).
final class NodeStates {
    private NodeStates() {}

    /// Refuses what lies between two states; other points pass.
    static Optional<Rejected> noSuchState(Proposal proposal) {
        boolean between = isPowerState(proposal.point()) && NodePowerState.of(proposal.value()).isEmpty()
                || proposal.point().quantity().equals(Quantity.LEAF_STANDBY_SETPOINT.id())
                        && proposal.value() != Math.rint(proposal.value());
        return !between
                ? Optional.empty()
                : reject(Reason.NO_SUCH_STATE, "%s = %s is no state of it.".formatted(proposal.point(),
                        proposal.value()));
    }

    /// Waking is always permitted; a node is parked only where it has said lately that it has no job.
    static Optional<Rejected> busy(Proposal proposal, Observations plant, long now) {
        if (!isPowerState(proposal.point()) || proposal.value() != NodePowerState.PARKED.setpoint()) {
            return Optional.empty();
        }
        Optional<Reading> allocated = plant.readings().fresh(PointId.of(proposal.point().equipment(),
                Quantity.GPUS_ALLOCATED), now);
        return allocated.isPresent() && allocated.get().value() == 0
                ? Optional.empty()
                : reject(Reason.NODE_BUSY, "%s must not be parked: GPUs in use there are %s.".formatted(proposal
                        .point().equipment(),
                        allocated.map(reading -> String.valueOf(reading.value())).orElse(
                                "not known")));
    }

    private static boolean isPowerState(PointId point) {
        return point.quantity().equals(Quantity.POWER_STATE_SETPOINT.id());
    }

    private static Optional<Rejected> reject(Reason reason, String text) {
        return Optional.of(new Rejected(reason, text));
    }
}
