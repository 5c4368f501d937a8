package dev.ondol.controllers.recommendation;

import dev.ondol.controllers.recommendation.Recommendations.Plant;
import dev.ondol.facility.operation.RecommendationBoard.Acceptance;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What operators say to recommendations, why not where it is not possible, and how often they said what. Owned by one thread.
public final class Decisions {
    private final Register register;
    private final Execution execution;
    private final LeftInPeace peace;
    private Acceptance acceptance = new Acceptance(0, 0, 0, 0);

    /// What came of an operator's act.
    ///
    /// @param status as of HTTP
    public record Answer(int status, String code, Optional<RecommendationView> now) {}

    Decisions(Register register, Execution execution, LeftInPeace peace) {
        this.register = register;
        this.execution = execution;
        this.peace = peace;
    }

    /// @param confirm name of the zone, where what is approved is more than the pre-approved bounds allow
    /// @param now     plant time in milliseconds
    /// @param wall    wall time in milliseconds
    public Answer approve(String id, int version, String confirm, String by, Plant plant, long now, long wall) {
        return proposed(id, version, it -> {
            if (!PreApproval.confirms(confirm, it.word())) {
                return new Answer(422, "confirmation-missing", Optional.of(it.view()));
            }
            decide(it, by, null, wall);
            execution.begin(it, RecommendationState.APPROVED, plant, now);
            acceptance = new Acceptance(acceptance.approved() + 1, acceptance.overridden(), acceptance.rejected(),
                    acceptance.expired());
            return done(it);
        });
    }

    /// @param minutes wall time for which nothing else is recommended for these points; 0: until ADVISE is left
    public Answer override(String id, int version, Map<PointId, Double> values, int minutes, String by, String reason,
            Plant plant, long now, long wall) {
        return proposed(id, version, it -> {
            if (reason.isBlank()) {
                return new Answer(422, "reason-missing", Optional.of(it.view()));
            }
            List<Change> chosen = chosen(it, values);
            boolean inside = chosen.stream().allMatch(change -> change.to() >= change.min() && change.to() <= change
                    .max());
            if (chosen.isEmpty() || chosen.size() != values.size() || !inside) {
                return new Answer(422, "refused", Optional.of(it.view()));
            }
            it.changes = chosen;
            decide(it, by, reason, wall);
            execution.begin(it, RecommendationState.OVERRIDDEN, plant, now);
            chosen.forEach(change -> peace.point(change.point(), minutes, wall));
            acceptance = new Acceptance(acceptance.approved(), acceptance.overridden() + 1, acceptance.rejected(),
                    acceptance.expired());
            return done(it);
        });
    }

    private static List<Change> chosen(Recommendation it, Map<PointId, Double> values) {
        return it.changes.stream().filter(change -> values.containsKey(change.point())).map(change -> new Change(change
                .point(), change.unit(), change.from(), values.getOrDefault(change.point(), change.from()),
                change
                        .min(),
                change.max(), change.savingStep(), "operator")).toList();
    }

    public Answer reject(String id, int version, String by, String reason, long now, long wall) {
        return proposed(id, version, it -> {
            if (reason.isBlank()) {
                return new Answer(422, "reason-missing", Optional.of(it.view()));
            }
            decide(it, by, reason, wall);
            peace.zone(it.zone, now);
            register.end(it, RecommendationState.REJECTED, "operator");
            acceptance = new Acceptance(acceptance.approved(), acceptance.overridden(), acceptance.rejected() + 1,
                    acceptance.expired());
            return done(it);
        });
    }

    public Answer rollback(String id, int version, long now) {
        return open(id, version, it -> {
            if (it.state != RecommendationState.APPLYING && it.state != RecommendationState.WATCHING) {
                return notPossible(it);
            }
            execution.rollBack(it, "operator", now);
            return done(it);
        });
    }

    /// A proposal that nobody has decided upon ends.
    void expire(long now) {
        for (Recommendation it : register.open()) {
            if (it.state == RecommendationState.PROPOSED && now > it.expires) {
                acceptance = new Acceptance(acceptance.approved(), acceptance.overridden(), acceptance.rejected(),
                        acceptance.expired() + 1);
                register.end(it, RecommendationState.EXPIRED, "expired");
            }
        }
    }

    /// How often operators said what.
    Acceptance acceptance() {
        return acceptance;
    }

    /// As an earlier life of control has counted.
    void recall(Acceptance counted) {
        acceptance = counted;
    }

    private Answer proposed(String id, int version, Function<Recommendation, Answer> decision) {
        return open(id, version, it -> it.state == RecommendationState.PROPOSED
                ? decision.apply(it)
                : notPossible(it));
    }

    private Answer open(String id, int version, Function<Recommendation, Answer> act) {
        Recommendation it = register.byId(id);
        if (it == null) {
            Optional<RecommendationView> past = register.endedById(id);
            return past.isPresent() ? new Answer(409, "not-possible", past) : new Answer(404, "not-found", past);
        }
        return version == it.version ? act.apply(it) : new Answer(409, "stale-version", Optional.of(it.view()));
    }

    private static Answer notPossible(Recommendation it) {
        return new Answer(409, "not-possible", Optional.of(it.view()));
    }

    private static Answer done(Recommendation it) {
        return new Answer(200, "done", Optional.of(it.view()));
    }

    private static void decide(Recommendation it, String by, @Nullable String reason, long wall) {
        it.decidedBy = by;
        it.decidedWall = wall;
        it.reason = reason;
    }
}
