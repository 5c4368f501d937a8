package dev.ondol.optimizer.problem;

import dev.ondol.facility.workload.PlacementRequest;
import java.util.Arrays;

/// The nodes of one GPU model on which at least one replica of some kind fits at a slot, beside running and promised jobs, in ring
/// order. On a busy site they are few: a search that goes over them alone does not meet all that are full. Immutable.
public final class Room {
    private final int[] nodes;
    private final int[] places;
    private final int[] fits;

    /// What room is looked for: gangs of the same replicas share it.
    ///
    /// @param one    a replica
    /// @param spread whether at most one of them may lie on a node
    record Kind(String model, PlacementRequest.Replica one, boolean spread) {
        private int fits(int gpus, long cpuMilli, long memMiB) {
            return Gang.fits(one, spread ? 1 : Integer.MAX_VALUE, gpus, cpuMilli, memMiB);
        }
    }

    /// @param ring nodes of the model in ascending order
    Room(Kind kind, Occupancy base, int[] ring, int slot) {
        int[] found = new int[ring.length];
        int[] replicas = new int[ring.length];
        int size = 0;
        for (int place = 0; place < ring.length; place++) {
            int node = ring[place];
            int fit = kind.fits(base.freeGpus(node, slot), base.freeCpuMilli(node, slot), base.freeMemMiB(node, slot));
            if (fit > 0) {
                found[size] = place;
                replicas[size] = fit;
                size++;
            }
        }
        places = Arrays.copyOf(found, size);
        fits = Arrays.copyOf(replicas, size);
        nodes = Arrays.stream(places).map(place -> ring[place]).toArray();
    }

    public int size() {
        return nodes.length;
    }

    public int node(int i) {
        return nodes[i];
    }

    /// Replicas that fit on the i-th node, at least 1; a gang may have fewer.
    public int fits(int i) {
        return fits[i];
    }

    /// The first one that one comes to from a place on the ring on; 0 where there is none up to the end of the ring.
    public int from(int place) {
        int at = Arrays.binarySearch(places, place);
        int next = at >= 0 ? at : -at - 1;
        return next < places.length ? next : 0;
    }
}
