package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Requirements.Needs;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What must be seen of the plant before a set-point is written: its own report and every input that it needs, fresh, alive and
/// contradicted by nobody (property P3). Immutable.
final class Sight {
    private final Requirements requirements;
    private final SensorVotes votes;

    /// @param others inputs of set-points whose rules are reckoned elsewhere
    Sight(Site site, Map<PointId, List<PointId>> others) {
        requirements = new Requirements(site, others);
        votes = new SensorVotes(site);
    }

    /// What that set-point needs.
    Needs needs(PointId setpoint) {
        return requirements.of(setpoint);
    }

    /// Whether [#blind] has nothing to tell.
    boolean sees(PointId setpoint, Observations plant, long now) {
        if (!reported(setpoint, plant, now)) {
            return false;
        }
        for (PointId input : needs(setpoint).inputs()) {
            if (!isTrusted(input, plant, now)) {
                return false;
            }
        }
        return true;
    }

    /// Inputs of that set-point without a reading to be trusted, its own report included.
    List<PointId> blind(PointId setpoint, Observations plant, long now) {
        Stream<PointId> own = reported(setpoint, plant, now) ? Stream.empty() : Stream.of(setpoint);
        return Stream.concat(own, needs(setpoint).inputs().stream().filter(input -> !isTrusted(input, plant, now)))
                .toList();
    }

    Optional<Rejected> broken(Proposal proposal, Observations plant, long now) {
        if (sees(proposal.point(), plant, now)) {
            return Optional.empty();
        }
        List<PointId> blind = blind(proposal.point(), plant, now);
        return Optional.of(new Rejected(Reason.STALE_INPUT,
                "%s needs %s, which has no reading to be trusted (%d inputs in all).".formatted(proposal.point(), blind
                        .getFirst(), blind.size())));
    }

    private boolean isTrusted(PointId input, Observations plant, long now) {
        return plant.readings().isFresh(input, now) && !votes.outvoted(input, plant, now);
    }

    private static boolean reported(PointId setpoint, Observations plant, long now) {
        return plant.trajectory(setpoint).filter(trajectory -> trajectory.isFresh(now)).isPresent();
    }
}
