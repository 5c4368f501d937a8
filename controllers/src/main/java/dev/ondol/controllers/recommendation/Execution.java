package dev.ondol.controllers.recommendation;

import dev.ondol.controllers.recommendation.Recommendations.Order;
import dev.ondol.controllers.recommendation.Recommendations.Plant;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView.Progress;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What operators have decided, on its way: carried out, read back, watched, and rolled back where a limit is passed. Plant time rules.
/// Owned by one thread.
final class Execution {
    /// How long what was carried out is watched.
    private static final long WATCH_MS = 600_000;

    private final Register register;
    private final LeftInPeace peace;
    private final WaysBack waysBack = new WaysBack();

    Execution(Register register, LeftInPeace peace) {
        this.register = register;
        this.peace = peace;
    }

    /// It was approved, or other values were chosen.
    void begin(Recommendation it, RecommendationState how, Plant plant, long now) {
        it.move(how);
        it.move(RecommendationState.APPLYING);
        waysBack.leave(it.zone);
        it.deadline = now + ReadBack.patienceMs(it.changes, plant);
        it.progress = new Progress(0, it.changes.size());
    }

    /// Time passes.
    void turn(Plant plant, long now) {
        waysBack.turn(plant, now);
        for (Recommendation it : register.open()) {
            if (it.state == RecommendationState.APPLYING) {
                apply(it, plant, now);
            } else if (it.state == RecommendationState.WATCHING) {
                watch(it, plant, now);
            }
        }
    }

    private void apply(Recommendation it, Plant plant, long now) {
        Optional<String> breach = plant.breach(it.zone);
        int arrived = ReadBack.arrived(it.values(false), plant);
        it.progress = new Progress(arrived, it.changes.size());
        if (breach.isPresent()) {
            rollBack(it, breach.get(), now);
        } else if (arrived == it.changes.size()) {
            it.move(RecommendationState.VERIFIED);
            it.move(RecommendationState.WATCHING);
            it.progress = null;
            it.watchUntil = now + WATCH_MS;
        } else if (now > it.deadline) {
            register.end(it, RecommendationState.FAILED, "not-read-back");
        }
    }

    private void watch(Recommendation it, Plant plant, long now) {
        Optional<String> breach = plant.breach(it.zone);
        Long until = it.watchUntil;
        if (breach.isPresent()) {
            rollBack(it, breach.get(), now);
        } else if (until != null && now >= until) {
            register.end(it, RecommendationState.DONE, "done");
        }
    }

    /// What was in force before is wanted again.
    void rollBack(Recommendation it, String why, long now) {
        waysBack.begin(it, now);
        peace.zone(it.zone, now);
        register.end(it, RecommendationState.ROLLED_BACK, why);
    }

    /// The plant has refused to write that set-point.
    void refused(PointId point) {
        for (Recommendation it : register.open()) {
            if (it.state == RecommendationState.APPLYING && it.values(false).containsKey(point)) {
                register.end(it, RecommendationState.FAILED, "refused");
            }
        }
    }

    void leave(String zone) {
        waysBack.leave(zone);
    }

    void leaveAll() {
        waysBack.leaveAll();
    }

    /// What the plant is to be brought to now.
    List<Order> orders() {
        List<Order> orders = new ArrayList<>(waysBack.orders());
        register.open().stream().filter(it -> it.state == RecommendationState.APPLYING
                || it.state == RecommendationState.WATCHING)
                .forEach(it -> orders.add(new Order("recommendation-" + it.id, it.values(false))));
        return orders;
    }
}
