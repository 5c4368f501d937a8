package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.SetpointLimits;
import java.util.Optional;

/// How far and how often a set-point may move in the saving direction (properties P2 and P17), from what its trajectory tells.
final class StepLimits {
    /// Direction changes an hour, at most; one of them is kept for the way back to safety.
    static final int TURNS_AN_HOUR = 4;
    /// Differences below this are arithmetic, not wishes; in the unit of the point.
    static final double ROUNDING = 1e-9;

    private StepLimits() {}

    /// More cooling than whatever may be in force now is permitted (property P12), also where the plant went far by itself.
    static Optional<Rejected> tooFast(Proposal proposal, SetpointLimits limits, Trajectory trajectory, long now) {
        double farthest = trajectory.farthest(now);
        return trajectory.cools(proposal.value())
                || trajectory.saving(proposal.value()) <= trajectory.saving(farthest) + ROUNDING
                        ? Optional.empty()
                        : reject(Reason.TOO_FAST,
                                "%s = %s is more than %s per %d s; it may go to %s.".formatted(proposal
                                        .point(), proposal.value(), limits.savingStep(),
                                        SetpointLimits.SAVING_PERIOD_SECONDS,
                                        farthest));
    }

    /// Air through a contained aisle goes with the square root of its pressure; other steps are small enough by their slew limit. Of a
    /// pressure that is none nothing can be taken: the share is infinite or NaN.
    static Optional<Rejected> tooLarge(Proposal proposal, Trajectory trajectory) {
        double left = Math.sqrt(proposal.value()) / Math.sqrt(trajectory.base());
        return proposal.point().quantity().equals(Quantity.DIFFERENTIAL_PRESSURE_SETPOINT.id())
                && left < 1 - StagedChange.SHARE
                        ? reject(Reason.TOO_LARGE, "%s = %s would leave %.0f %% of the air.".formatted(proposal.point(),
                                proposal.value(), 100 * left))
                        : Optional.empty();
    }

    /// Refuses only to turn back to saving, and that one turn early: more cooling is always permitted, and the turn towards
    /// it must fit into the hour too.
    static Optional<Rejected> flipFlop(Proposal proposal, Trajectory trajectory, long now) {
        int turns = trajectory.turnsWith(proposal.value(), now);
        return turns >= TURNS_AN_HOUR
                ? reject(Reason.FLIP_FLOP,
                        "%s may have changed its direction %d times in the last hour.".formatted(proposal.point(),
                                turns - 1))
                : Optional.empty();
    }

    private static Optional<Rejected> reject(Reason reason, String text) {
        return Optional.of(new Rejected(reason, text));
    }
}
