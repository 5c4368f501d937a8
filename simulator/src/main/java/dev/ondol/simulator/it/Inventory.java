package dev.ondol.simulator.it;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The nodes of a site in site order (halls, groups, racks, nodes): name, type and rack of each.
final class Inventory {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final NodeType[] types;
    private final int[] racks;

    Inventory(Site site) {
        List<NodeType> typeOf = new ArrayList<>();
        List<Integer> rackOf = new ArrayList<>();
        int rack = 0;
        for (Hall hall : site.halls()) {
            for (RackGroup group : hall.racks()) {
                for (int r = 1; r <= group.racks(); r++, rack++) {
                    for (int n = 1; n <= group.nodesPerRack(); n++) {
                        index.put(group.node(r, n), names.size());
                        names.add(group.node(r, n));
                        typeOf.add(site.nodeType(group.nodeType().orElseThrow()));
                        rackOf.add(rack);
                    }
                }
            }
        }
        types = typeOf.toArray(NodeType[]::new);
        racks = rackOf.stream().mapToInt(Integer::intValue).toArray();
    }

    int nodes() {
        return types.length;
    }

    String name(int node) {
        return names.get(node);
    }

    /// The number of the node of that name, or -1.
    int index(String name) {
        return index.getOrDefault(name, -1);
    }

    NodeType type(int node) {
        return types[node];
    }

    /// The types of all nodes.
    NodeType[] types() {
        return types.clone();
    }

    int rack(int node) {
        return racks[node];
    }
}
