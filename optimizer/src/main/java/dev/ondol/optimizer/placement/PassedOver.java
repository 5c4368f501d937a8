package dev.ondol.optimizer.placement;

import java.util.Map;
import java.util.TreeMap;

/// How many nodes a choice has passed over, by the rule that bound. Guarded by its owner.
final class PassedOver {
    private final Map<String, Integer> nodes = new TreeMap<>();

    void clear() {
        nodes.clear();
    }

    void add(String rule, int more) {
        if (more > 0) {
            nodes.merge(rule, more, Integer::sum);
        }
    }

    /// Nodes by rule.
    Map<String, Integer> byRule() {
        return Map.copyOf(nodes);
    }
}
