package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest.Replica;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import java.util.ArrayList;
import java.util.List;

/// Nodes for a whole gang, all in one hall or spread over several. Immutable.
final class NodeSet {
    private final int[] nodes;
    private final int[] replicas;

    NodeSet(int[] nodes, int[] replicas) {
        this.nodes = nodes;
        this.replicas = replicas;
    }

    int size() {
        return nodes.length;
    }

    int node(int i) {
        return nodes[i];
    }

    int replicas(int i) {
        return replicas[i];
    }

    /// How the gang lies on its nodes, as the account is now.
    List<Assignment> assignments(Account account, Replica one) {
        List<Assignment> assignments = new ArrayList<>(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            assignments.addAll(account.assignments(nodes[i], replicas[i], one));
        }
        return assignments;
    }

    /// The hall in which most replicas lie, for messages.
    int mainHall(Nodes names) {
        int best = names.hall(nodes[0]);
        int most = 0;
        int[] counts = new int[1 + java.util.Arrays.stream(nodes).map(names::hall).max().orElse(0)];
        for (int i = 0; i < nodes.length; i++) {
            int hall = names.hall(nodes[i]);
            counts[hall] += replicas[i];
            if (counts[hall] > most) {
                most = counts[hall];
                best = hall;
            }
        }
        return best;
    }
}
