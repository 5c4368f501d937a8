package dev.ondol.controllers.recommendation;

import dev.ondol.controllers.recommendation.Recommendations.Order;
import dev.ondol.controllers.recommendation.Recommendations.Plant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is brought back to where it was before, zone by zone, after a recommendation was rolled back. Owned by one thread.
final class WaysBack {
    private final Map<String, Way> ways = new LinkedHashMap<>();

    private record Way(Order order, long until) {}

    /// The values that were in force before are wanted again.
    ///
    /// @param now plant time in milliseconds
    void begin(Recommendation of, long now) {
        ways.put(of.zone, new Way(new Order("rollback-" + of.id, of.values(true)), now + Math.max(ReadBack.LATE_MS,
                of.deadline - now) + ReadBack.LATE_MS));
    }

    /// Those that have arrived, or were under way for too long, are over.
    void turn(Plant plant, long now) {
        ways.values().removeIf(way -> now > way.until() || ReadBack.arrived(way.order().values(), plant) == way.order()
                .values().size());
    }

    void leave(String zone) {
        ways.remove(zone);
    }

    void leaveAll() {
        ways.clear();
    }

    List<Order> orders() {
        return ways.values().stream().map(Way::order).toList();
    }
}
