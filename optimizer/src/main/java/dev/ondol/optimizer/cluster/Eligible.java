package dev.ondol.optimizer.cluster;

import dev.ondol.facility.workload.PlacementRequest;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Nodes that one request may take: its candidates, as far as the scheduler lets its tenant have them. A picture of one moment.
public final class Eligible {
    private final Account account;
    private final PlacementRequest request;
    private final @Nullable BitSet candidates;

    public Eligible(Account account, PlacementRequest request) {
        this.account = account;
        this.request = request;
        candidates = candidates(account.nodes(), request);
    }

    private static @Nullable BitSet candidates(Nodes nodes, PlacementRequest request) {
        if (request.candidates().isEmpty()) {
            return null;
        }
        BitSet candidates = new BitSet(nodes.count());
        for (String name : request.candidates()) {
            int node = nodes.index(name);
            if (node >= 0) {
                candidates.set(node);
            }
        }
        return candidates;
    }

    /// Whether the request names the node, or names none.
    public static boolean isCandidate(PlacementRequest request, String node) {
        return request.candidates().isEmpty() || request.candidates().contains(node);
    }

    /// Whether the request may take the node at all.
    public boolean contains(int node) {
        return isCandidate(node) && account.registrations().openTo(node, request.tenant());
    }

    /// Whether the request names the node, or names none.
    public boolean isCandidate(int node) {
        return candidates == null || candidates.get(node);
    }

    /// GPUs of the node that it may take now: whole ones, or where its replicas share them the number of replicas that have room.
    ///
    /// @param kept whole GPUs that it must leave alone
    public int room(int node, int kept) {
        if (!contains(node)) {
            return 0;
        }
        int unused = account.unusedGpus(node);
        if (unused < 0) {
            return 0; // more is held than there is: a shared GPU may be one that its claim does not have yet
        }
        int whole = Math.max(0, unused - kept);
        int milli = request.perReplica().shareMilli();
        return milli == 0 ? whole : whole * SharedGpus.roomOnWhole(milli) + account.sharedRoom(node, milli);
    }
}
