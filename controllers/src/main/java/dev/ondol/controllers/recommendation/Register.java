package dev.ondol.controllers.recommendation;

import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The recommendations that are open, at most one in each zone, and those that have ended last. Owned by one thread.
final class Register {
    private static final int KEPT = 20;

    private final Map<String, Recommendation> open = new LinkedHashMap<>();
    private final Deque<RecommendationView> ended = new ArrayDeque<>();
    private long next;

    /// @param first number of the first one
    Register(long first) {
        next = first;
    }

    /// @param plant plant time in milliseconds
    void propose(String zone, Offer offer, long plant, long wall, long expires) {
        open.put(zone, new Recommendation(Long.toString(next++), zone, offer, plant, wall, expires));
    }

    /// One that was told by an earlier life of control, and may go on here.
    void recall(Recommendation it) {
        count(it.id);
        open.put(it.zone, it);
    }

    /// One that had ended there; they come the newest first.
    void recallEnded(RecommendationView view) {
        count(view.id());
        if (ended.size() < KEPT) {
            ended.addLast(view);
        }
    }

    /// Numbers go on above that one.
    void count(String id) {
        next = Math.max(next, Long.parseLong(id) + 1);
    }

    @Nullable
    Recommendation in(String zone) {
        return open.get(zone);
    }

    /// Null where none of that number is open.
    @Nullable
    Recommendation byId(String id) {
        return open.values().stream().filter(it -> it.id.equals(id)).findFirst().orElse(null);
    }

    Optional<RecommendationView> endedById(String id) {
        return ended.stream().filter(view -> view.id().equals(id)).findFirst();
    }

    /// A copy: whoever goes through them may end them.
    Collection<Recommendation> open() {
        return List.copyOf(open.values());
    }

    void end(Recommendation it, RecommendationState how, String why) {
        it.end(how, why);
        open.remove(it.zone);
        ended.addFirst(it.view());
        if (ended.size() > KEPT) {
            ended.removeLast();
        }
    }

    /// All of them, the newest first.
    List<RecommendationView> views() {
        List<RecommendationView> all = new ArrayList<>(open.values().stream().map(Recommendation::view).toList());
        all.addAll(ended);
        all.sort(Comparator.comparingLong((RecommendationView view) -> Long.parseLong(view.id())).reversed());
        return all;
    }
}
