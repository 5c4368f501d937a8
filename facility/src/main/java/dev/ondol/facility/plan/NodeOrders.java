package dev.ondol.facility.plan;

import dev.ondol.facility.plan.Plan.NodeProfile;
import dev.ondol.facility.plan.Plan.Rest;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What nodes are to do from now on, between two plans: jobs come and go every minute. They replace what the plan says of nodes;
/// set-points stay the plan's.
///
/// @param site     the site they are for
/// @param plan     id of the plan that they go with
/// @param at       plant time in milliseconds
/// @param profiles GPU power profile wanted on each node that has one other than uncapped
/// @param rest     what nodes without work do
public record NodeOrders(String site, String plan, long at, List<NodeProfile> profiles, Rest rest) {
    public NodeOrders {
        profiles = List.copyOf(profiles);
    }

    /// What a plan says of nodes.
    public static NodeOrders of(Plan plan) {
        return new NodeOrders(plan.site(), plan.id(), plan.cycle(), plan.profiles(), plan.rest());
    }

    /// The plan with these orders in the place of its own.
    public Plan in(Plan plan) {
        return new Plan(plan.id(), plan.site(), plan.cycle(), plan.horizonEnd(), plan.setpoints(), plan.starts(),
                profiles, rest, plan.expected(), plan.solve(), plan.conflicts());
    }

    /// Names of the nodes for which other orders say something else, sorted: which of them is carried out first decides who gets
    /// the last of a reserve, and must be the same in each run.
    public NavigableSet<String> changedSince(NodeOrders before) {
        Map<String, NodeProfile> now = byNode();
        Map<String, NodeProfile> then = before.byNode();
        Set<String> parked = Set.copyOf(rest.parked());
        Set<String> wereParked = Set.copyOf(before.rest.parked());
        NavigableSet<String> changed = new TreeSet<>();
        Stream.concat(now.keySet().stream(), then.keySet().stream())
                .filter(node -> !Objects.equals(now.get(node), then.get(node))).forEach(changed::add);
        Stream.concat(rest.parked().stream(), before.rest.parked().stream())
                .filter(node -> parked.contains(node) != wereParked.contains(node)).forEach(changed::add);
        return changed;
    }

    private Map<String, NodeProfile> byNode() {
        return profiles.stream()
                .collect(Collectors.toMap(NodeProfile::node, Function.identity(), (one, other) -> other));
    }
}
