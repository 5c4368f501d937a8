package dev.ondol.optimizer.placement;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Eligible;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.problem.Gang;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Proposes node sets for a gang from what is free now: for each GPU model and hall the best packed one, and one over all
/// halls where no single hall suffices. Started nodes come before idle ones, and nodes whose jobs wish the same profile before
/// others; nodes that must wake first come last, the waking before the parked, and those that cannot be woken yet after them.
final class NodeChooser {
    private final Account account;
    private final Reservations reservations;
    private final Nodes nodes;
    private final int halls;
    private final PassedOver passed = new PassedOver();
    /// Nodes of the newest model that had a place, in order of preference.
    private long[] fruitful = {};

    NodeChooser(Account account, Reservations reservations, int halls) {
        this.account = account;
        this.reservations = reservations;
        this.nodes = account.nodes();
        this.halls = halls;
    }

    /// @param now     plant time in milliseconds
    /// @param end     plant time in milliseconds at which the job would end
    /// @param reserve false: as if no waiting job had a reservation
    /// @param asleep  true: nodes that must wake first count, too
    List<NodeSet> propose(PlacementRequest request, PowerProfile profile, long end, boolean reserve, boolean asleep,
            long now) {
        List<NodeSet> proposals = new ArrayList<>();
        Eligible eligible = new Eligible(account, request);
        passed.clear();
        for (String model : nodes.models()) {
            if (!request.perReplica().gpuModels().isEmpty() && !request.perReplica().gpuModels().contains(model)) {
                passed.add(Rules.GPU_MODEL, nodes.ofModel(model).length);
                continue;
            }
            long[] order = order(request, eligible, profile, end, reserve, asleep, model, now);
            int before = proposals.size();
            proposals.addAll(propose(request, order));
            if (proposals.size() > before) {
                fruitful = order;
            }
        }
        return proposals;
    }

    private List<NodeSet> propose(PlacementRequest request, long[] order) {
        List<NodeSet> proposals = new ArrayList<>();
        boolean strict = request.gang().strategy() == Strategy.STRICT_PACK;
        for (int hall = 0; hall < halls; hall++) {
            (strict ? inOneRack(request, order, hall) : take(request, order, hall, -1)).ifPresent(proposals::add);
        }
        if (proposals.isEmpty() && !strict) {
            take(request, order, -1, -1).ifPresent(proposals::add);
        }
        return proposals;
    }

    /// What would be proposed first if the nodes of one of the newest proposals were not there; for explanations.
    Optional<NodeSet> besides(PlacementRequest request, NodeSet without) {
        BitSet taken = new BitSet(nodes.count());
        for (int i = 0; i < without.size(); i++) {
            taken.set(without.node(i));
        }
        long[] left = Arrays.stream(fruitful).filter(entry -> !taken.get((int) entry)).toArray();
        return propose(request, left).stream().findFirst();
    }

    /// Nodes that the newest proposals passed over, by the rule that bound.
    PassedOver passed() {
        return passed;
    }

    /// Nodes with room in order of preference, each as rank, replicas and number packed into one sortable long.
    private long[] order(PlacementRequest request, Eligible eligible, PowerProfile profile, long end, boolean reserve,
            boolean asleep,
            String model, long now) {
        int[] candidates = nodes.ofModel(model);
        long[] order = new long[candidates.length];
        int count = 0;
        int closed = 0;
        int unnamed = 0;
        int sleeping = 0;
        int reserved = 0;
        int full = 0;
        for (int node : candidates) {
            if (!eligible.contains(node)) {
                closed += eligible.isCandidate(node) ? 1 : 0;
                unnamed += eligible.isCandidate(node) ? 0 : 1;
                continue;
            }
            if (!asleep && !account.readiness().ready(node)) {
                sleeping++;
                continue;
            }
            int kept = reserve ? reservations.keptFrom(node, end) : 0;
            int fit = Gang.fits(request, eligible.room(node, kept), account.freeCpuMilli(node), account.freeMemMiB(
                    node));
            if (fit > 0) {
                long rank = rank(node, profile, now);
                order[count++] = rank << 48 | (long) fit << 32 | node;
            } else if (kept > 0) {
                reserved++;
            } else {
                full++;
            }
        }
        passed.add(Rules.NODE_STATE, closed);
        passed.add(Rules.CANDIDATES, unnamed);
        passed.add(Rules.WAKING, sleeping);
        passed.add(Rules.RESERVED, reserved);
        passed.add(Rules.NODE_CAPACITY, full);
        long[] sorted = Arrays.copyOf(order, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /// 0 is best. Nodes with room for few replicas come first within a rank: that is best fit.
    private long rank(int node, PowerProfile profile, long now) {
        PowerProfile there = account.profile(node);
        NodeType type = nodes.type(node);
        if (!account.readiness().ready(node)) {
            return account.readiness().of(node) == Readiness.State.WAKING
                    ? 5
                    : account.readiness().canWake(node, now) ? 6 : 7;
        }
        if (!account.gentle(node, profile)) {
            return 4;
        }
        if (there == null) {
            return account.leftUnder(node, profile) ? 1 : 2;
        }
        if (there.equals(profile)) {
            return account.freeGpus(node) < type.gpus() ? 0 : 1;
        }
        return 3;
    }

    private Optional<NodeSet> take(PlacementRequest request, long[] order, int hall, int rack) {
        int open = request.gang().replicas();
        int[] taken = new int[Math.min(order.length, open)];
        int[] replicas = new int[taken.length];
        int used = 0;
        for (long entry : order) {
            int node = (int) entry;
            if (hall >= 0 && nodes.hall(node) != hall || rack >= 0 && nodes.rack(node) != rack) {
                continue;
            }
            int fit = Math.min(open, (int) (entry >>> 32 & 0xffff));
            taken[used] = node;
            replicas[used++] = fit;
            open -= fit;
            if (open == 0) {
                return Optional.of(new NodeSet(Arrays.copyOf(taken, used), Arrays.copyOf(replicas, used)));
            }
        }
        return Optional.empty();
    }

    /// The whole gang in one rack, in the rack that it fills best.
    private Optional<NodeSet> inOneRack(PlacementRequest request, long[] order, int hall) {
        int[] room = new int[nodes.racks()];
        for (long entry : order) {
            if (nodes.hall((int) entry) == hall) {
                room[nodes.rack((int) entry)] += (int) (entry >>> 32 & 0xffff);
            }
        }
        @Nullable
        Integer best = null;
        for (int rack = 0; rack < room.length; rack++) {
            if (room[rack] >= request.gang().replicas() && (best == null || room[rack] < room[best])) {
                best = rack;
            }
        }
        return best == null ? Optional.empty() : take(request, order, hall, best);
    }
}
