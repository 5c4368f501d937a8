package dev.ondol.controllers.recommendation;

import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The recommendations of one site: what plans offer, what operators decide ([Decisions]), and what becomes of it. Plant time rules expiry,
/// ramps and watches. Owned by one thread.
public final class Recommendations {
    /// Three planning cycles: a recommendation must not be older than what it was reckoned from.
    private static final long VALID_MS = 900_000;
    private static final double SAME = 1e-6;

    private final LeftInPeace peace = new LeftInPeace();
    private final Register register;
    private final Execution execution;
    private final Decisions decisions;

    /// What must be known of the plant.
    public interface Plant {
        OptionalDouble inForce(PointId point);

        /// How far a value may be off and count as reached, in the unit of the point.
        double tolerance(PointId point);

        /// How far it may go in the saving direction in five minutes, in the unit of the point.
        double step(PointId point);

        /// Which limit of the zone is passed now, as a code; empty where none is.
        Optional<String> breach(String zone);
    }

    /// Values that the plant is to be brought to.
    ///
    /// @param name of what wants them, for the commands
    public record Order(String name, Map<PointId, Double> values) {}

    /// @param first number of the first one
    public Recommendations(long first) {
        register = new Register(first);
        execution = new Execution(register, peace);
        decisions = new Decisions(register, execution, peace);
    }

    /// Where operators decide.
    public Decisions decisions() {
        return decisions;
    }

    /// A newer plan wants this in that zone.
    ///
    /// @param plant plant time in milliseconds
    /// @param wall  wall time in milliseconds
    public void offer(String zone, Offer all, long plant, long wall) {
        Offer offer = new Offer(all.planId(), peace.others(all.changes(), wall), all.worst(), all.savesKw());
        Recommendation present = register.in(zone);
        if (present == null) {
            if (!offer.changes().isEmpty() && !peace.isLeft(zone, plant)) {
                register.propose(zone, offer, plant, wall, plant + VALID_MS);
            }
        } else if (present.state == RecommendationState.PROPOSED) {
            if (offer.changes().isEmpty()) {
                register.end(present, RecommendationState.WITHDRAWN, "no-longer-wanted");
            } else {
                renew(present, offer, plant);
            }
        }
    }

    private static void renew(Recommendation present, Offer offer, long plant) {
        if (!same(present.changes, offer.changes())) {
            present.version++;
            present.changes = offer.changes();
        }
        present.planId = offer.planId();
        present.worst = offer.worst();
        present.savesKw = offer.savesKw();
        present.expires = plant + VALID_MS;
    }

    private static boolean same(List<Change> one, List<Change> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).point().equals(other.get(i).point()) || Math.abs(one.get(i).to() - other.get(i)
                    .to()) > SAME) {
                return false;
            }
        }
        return true;
    }

    /// Takes up what an earlier life of control, or another control, has told: what was approved is carried out and watched to its end. Where
    /// not all of it was told (it is more than is shown), it ends here.
    ///
    /// @param now plant time in milliseconds
    public void recall(RecommendationBoard told, Plant plant, long now) {
        decisions.recall(told.acceptance());
        for (RecommendationView view : told.recommendations()) {
            if (view.state().end()) {
                register.recallEnded(view);
            } else if (register.in(view.zone()) == null) {
                Recommendation it = new Recommendation(view, now + ReadBack.patienceMs(view.changes(), plant));
                register.recall(it);
                if (view.changesInAll() > view.changes().size()) {
                    cutShort(it, RecommendationState.ROLLED_BACK, "control-restarted");
                }
            } else {
                register.count(view.id());
            }
        }
    }

    /// Time passes.
    public void turn(Plant plant, long now) {
        decisions.expire(now);
        execution.turn(plant, now);
    }

    /// The plant has refused to write that set-point.
    public void refused(PointId point) {
        execution.refused(point);
    }

    /// The zone is no longer advised: control writes there by itself, or nobody does.
    public void handOver(String zone) {
        execution.leave(zone);
        Recommendation it = register.in(zone);
        if (it != null) {
            cutShort(it, RecommendationState.DONE, "superseded");
        }
    }

    /// Nothing is recommended or carried out any longer.
    public void leave(String why) {
        execution.leaveAll();
        peace.forgetPoints();
        register.open().forEach(it -> cutShort(it, RecommendationState.ROLLED_BACK, why));
    }

    /// @param watched what one that has been carried out ends as
    private void cutShort(Recommendation it, RecommendationState watched, String why) {
        switch (it.state) {
            case PROPOSED -> register.end(it, RecommendationState.WITHDRAWN, why);
            case APPLYING -> register.end(it, RecommendationState.FAILED, why);
            case WATCHING -> register.end(it, watched, why);
            default -> {
            }
        }
    }

    /// What the plant is to be brought to now.
    public List<Order> orders() {
        return execution.orders();
    }

    public RecommendationBoard board(List<Zone> zones, long plant, long wall) {
        return new RecommendationBoard(wall, plant, zones, decisions.acceptance(), register.views());
    }
}
