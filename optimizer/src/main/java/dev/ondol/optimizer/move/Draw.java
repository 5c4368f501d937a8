package dev.ondol.optimizer.move;

import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Slots;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Draws the job with which a move begins, and where that job is to go.
final class Draw {
    /// How often the job is one without a place, if there is one.
    private static final double UNPLACED_FIRST = 0.3;

    private final QueueState state;
    private final RandomGenerator random;

    Draw(QueueState state, RandomGenerator random) {
        this.state = state;
        this.random = random;
    }

    int job() {
        if (random.nextDouble() < UNPLACED_FIRST) {
            int first = random.nextInt(state.size());
            for (int i = 0; i < state.size(); i++) {
                int job = (first + i) % state.size();
                if (state.spot(job) == null) {
                    return job;
                }
            }
        }
        return random.nextInt(state.size());
    }

    /// An earlier place for a job, whoever is there; null where there is none.
    @Nullable
    Spot earlier(int job) {
        Gang gang = state.job(job).getGang();
        Spot now = state.spot(job);
        int before = now == null ? Slots.COUNT : now.slot() + 1;
        if (gang.earliestSlot() >= Math.min(before, Slots.COUNT)) {
            return now;
        }
        return at(gang, gang.earliestSlot() + random.nextInt(before - gang.earliestSlot()));
    }

    /// A place one slot earlier than that of a job; where it has none, or as often as not, any earlier one.
    @Nullable
    Spot justBefore(int job) {
        Gang gang = state.job(job).getGang();
        Spot now = state.spot(job);
        return now == null || random.nextBoolean()
                ? earlier(job)
                : at(gang, Math.max(gang.earliestSlot(), now.slot() - 1));
    }

    private Spot at(Gang gang, int slot) {
        int anchor = gang.anchors().get(random.nextInt(gang.anchors().size()));
        return new Spot(slot, anchor, gang.profiles().get(random.nextInt(gang.profiles().size())));
    }
}
