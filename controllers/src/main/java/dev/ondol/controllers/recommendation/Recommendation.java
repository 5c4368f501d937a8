package dev.ondol.controllers.recommendation;

import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.operation.RecommendationView.Progress;
import dev.ondol.facility.operation.RecommendationView.WorstInlet;
import dev.ondol.facility.point.PointId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One recommendation on its way; see [RecommendationState] for the way. Owned by one thread.
final class Recommendation {
    private static final int SHOWN = 50;
    private static final Map<RecommendationState, Set<RecommendationState>> NEXT = Map.of(
            RecommendationState.PROPOSED, Set.of(RecommendationState.APPROVED, RecommendationState.OVERRIDDEN,
                    RecommendationState.REJECTED, RecommendationState.EXPIRED, RecommendationState.WITHDRAWN),
            RecommendationState.APPROVED, Set.of(RecommendationState.APPLYING),
            RecommendationState.OVERRIDDEN, Set.of(RecommendationState.APPLYING),
            RecommendationState.APPLYING, Set.of(RecommendationState.VERIFIED, RecommendationState.FAILED,
                    RecommendationState.ROLLED_BACK),
            RecommendationState.VERIFIED, Set.of(RecommendationState.WATCHING),
            RecommendationState.WATCHING, Set.of(RecommendationState.DONE, RecommendationState.ROLLED_BACK));

    final String id;
    final String zone;
    final long proposed;
    final long proposedWall;
    RecommendationState state = RecommendationState.PROPOSED;
    int version = 1;
    String planId;
    List<Change> changes;
    long expires;
    long deadline;
    @Nullable
    WorstInlet worst;
    @Nullable
    Double savesKw;
    @Nullable
    String decidedBy;
    @Nullable
    Long decidedWall;
    @Nullable
    String reason;
    @Nullable
    Long watchUntil;
    @Nullable
    Progress progress;
    @Nullable
    String outcome;

    Recommendation(String id, String zone, Offer offer, long proposed, long proposedWall, long expires) {
        this.id = id;
        this.zone = zone;
        this.proposed = proposed;
        this.proposedWall = proposedWall;
        this.planId = offer.planId();
        this.changes = offer.changes();
        this.worst = offer.worst();
        this.savesKw = offer.savesKw();
        this.expires = expires;
    }

    /// As it was told by an earlier life of control.
    ///
    /// @param deadline until which it is to be carried out, plant time in milliseconds
    Recommendation(RecommendationView told, long deadline) {
        id = told.id();
        zone = told.zone();
        proposed = told.proposed();
        proposedWall = told.proposedWall();
        state = told.state();
        version = told.version();
        planId = told.planId();
        changes = told.changes();
        expires = told.expires();
        this.deadline = deadline;
        worst = told.worstInlet();
        savesKw = told.savesKw();
        decidedBy = told.decidedBy();
        decidedWall = told.decidedWall();
        reason = told.reason();
        watchUntil = told.watchUntil();
        progress = told.progress();
    }

    /// @throws IllegalStateException if the way does not go there
    void move(RecommendationState to) {
        if (!NEXT.getOrDefault(state, Set.of()).contains(to)) {
            throw new IllegalStateException("The recommendation (%s) must not go from %s to %s.".formatted(id, state,
                    to));
        }
        state = to;
    }

    void end(RecommendationState to, String why) {
        move(to);
        outcome = why;
        progress = null;
    }

    /// The values that it wants, or that were in force before.
    Map<PointId, Double> values(boolean before) {
        Map<PointId, Double> values = new LinkedHashMap<>();
        changes.forEach(change -> values.put(change.point(), before ? change.from() : change.to()));
        return values;
    }

    /// What has to be given with an approval; null where nothing has, or it is no longer to be approved.
    @Nullable
    String word() {
        return state == RecommendationState.PROPOSED ? PreApproval.wordFor(zone, changes) : null;
    }

    RecommendationView view() {
        return new RecommendationView(id, version, zone, state, planId, changes.stream().limit(SHOWN).toList(), changes
                .size(), word(), worst, savesKw, proposed, proposedWall, expires, decidedBy, decidedWall, reason,
                watchUntil,
                progress, outcome);
    }
}
