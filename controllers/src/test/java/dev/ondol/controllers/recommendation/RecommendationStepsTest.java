package dev.ondol.controllers.recommendation;

import static dev.ondol.controllers.recommendation.FakeView.AIR;
import static dev.ondol.controllers.recommendation.FakeView.WATER;
import static dev.ondol.controllers.recommendation.FakeView.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.recommendation.Decisions.Answer;
import dev.ondol.controllers.recommendation.Recommendations.Order;
import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecommendationStepsTest {
    private static final long START = 1_700_000_000_000L;

    /// Random offers, decisions, readings, limits and time: every step is one that the diagram allows, at most one is open in
    /// a zone, nothing is ordered that nobody decided, and a stale version never decides.
    @Test
    void onlyTheStepsOfTheDiagramHappen() {
        long seed = Long.getLong("ondol.seed", 418L);
        Set<RecommendationState> seen = new HashSet<>();
        for (int life = 0; life < 300; life++) {
            oneLife(seed + life, seen);
        }
        assertThat(seen).contains(RecommendationState.DONE, RecommendationState.FAILED, RecommendationState.EXPIRED,
                RecommendationState.ROLLED_BACK, RecommendationState.REJECTED, RecommendationState.WITHDRAWN,
                RecommendationState.WATCHING);
    }

    private static void oneLife(long seed, Set<RecommendationState> seen) {
        Random random = new Random(seed);
        FakeView view = new FakeView();
        Recommendations all = new Recommendations(1);
        Map<String, RecommendationView> before = new HashMap<>();
        Set<String> decided = new HashSet<>();
        long time = START;
        for (int step = 0; step < 300; step++) {
            time += random.nextInt(300_000);
            PointId point = random.nextBoolean() ? AIR : WATER;
            String zone = point.equals(AIR) ? "hall-h1" : "plant";
            RecommendationBoard board = all.board(List.of(), time, time);
            String id = Integer.toString(1 + random.nextInt(board.recommendations().size() + 1));
            int version = 1 + random.nextInt(3);
            Optional<RecommendationView> target = board.recommendations().stream().filter(it -> it.id().equals(id))
                    .findFirst();
            Answer answer = null;
            switch (random.nextInt(12)) {
                case 0, 1, 2 ->
                    all.offer(zone, change(point, view.inForce.getOrDefault(point, 0.0), 18 + random.nextInt(
                            9)), time, time);
                case 3 -> all.offer(zone, new Offer("p", List.of(), null, null), time, time);
                case 4, 5 -> answer = all.decisions().approve(id, version,
                        random.nextInt(4) == 0 ? "" : point.equals(AIR) ? "H1" : "plant", "kim", view, time, time);
                case 6 -> answer = all.decisions().reject(id, version, "kim", random.nextBoolean() ? "because" : "",
                        time, time);
                case 7 -> answer = all.decisions().rollback(id, version, time);
                case 8 -> answer = all.decisions().override(id, version, Map.of(point, 15.0 + random.nextInt(16)),
                        random.nextInt(3)
                                * 30,
                        "kim", "because", view, time, time);
                case 9 -> {
                    for (Order order : all.orders()) {
                        view.inForce.putAll(order.values());
                    }
                }
                case 10 -> view.breach = random.nextInt(8) == 0 ? "inlet-breach" : "";
                default -> {
                    if (random.nextInt(20) == 0) {
                        all.leave("left-advise");
                    }
                }
            }
            if (answer != null) {
                assertThat(answer.code().equals("confirmation-missing") && target.orElseThrow().confirm() == null)
                        .as("one click does, step %d, seed %d", step, seed).isFalse();
                boolean stale = target.isPresent() && target.get().version() != version;
                assertThat(answer.status() == 200 && stale).as("stale, step %d, seed %d", step, seed).isFalse();
                if (answer.status() == 200) {
                    decided.add(id);
                }
            }
            check(before, all.board(List.of(), time, time), step, seed, seen);
            all.turn(view, time);
            check(before, all.board(List.of(), time, time), step, seed, seen);
            for (Order order : all.orders()) {
                assertThat(decided).as("step %d, seed %d", step, seed).contains(order.name().substring(order.name()
                        .indexOf('-') + 1));
            }
        }
    }

    private static void check(Map<String, RecommendationView> before, RecommendationBoard board, int step, long seed,
            Set<RecommendationState> seen) {
        Set<String> openZones = new HashSet<>();
        for (RecommendationView now : board.recommendations()) {
            RecommendationView was = before.put(now.id(), now);
            seen.add(now.state());
            assertThat(legal(was == null ? null : was.state(), now.state()))
                    .as("%s from %s to %s, step %d, seed %d", now
                            .id(), was, now.state(), step, seed)
                    .isTrue();
            assertThat(was == null || now.version() >= was.version()).isTrue();
            if (!now.state().end()) {
                assertThat(openZones.add(now.zone())).as("one open a zone, seed %d", seed).isTrue();
            } else {
                assertThat(now.outcome()).as("seed %d", seed).isNotNull();
            }
        }
    }

    /// The diagram of ui and docs, written anew: what may be seen after what, where states that are passed at once are not seen.
    private static boolean legal(@Nullable RecommendationState from, RecommendationState to) {
        if (from == to) {
            return true;
        }
        if (from == null) {
            return to == RecommendationState.PROPOSED;
        }
        return switch (from) {
            case PROPOSED -> Set.of(RecommendationState.APPLYING, RecommendationState.REJECTED,
                    RecommendationState.EXPIRED, RecommendationState.WITHDRAWN).contains(to);
            case APPLYING -> Set.of(RecommendationState.WATCHING, RecommendationState.FAILED,
                    RecommendationState.ROLLED_BACK).contains(to);
            case WATCHING -> Set.of(RecommendationState.DONE, RecommendationState.ROLLED_BACK).contains(to);
            default -> false;
        };
    }
}
