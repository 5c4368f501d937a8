package dev.ondol.optimizer.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// GPUs that replicas share, by node, each with the thousandths that are taken of it. While anybody has a part of one, it is no
/// whole GPU any more. Guarded by its owner.
final class SharedGpus {
    private static final int WHOLE = 1000;

    private final Map<Integer, int[]> taken = new HashMap<>();

    /// Takes or gives back thousandths of one shared GPU.
    ///
    /// @param milli below 0 gives back
    /// @return change of the number of shared GPUs: 1, 0 or -1
    int move(int node, int number, int milli) {
        int[] of = taken.getOrDefault(node, new int[0]);
        if (number >= of.length) {
            of = Arrays.copyOf(of, number + 1);
        }
        int before = of[number];
        of[number] = before + milli;
        taken.put(node, of);
        return (of[number] > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }

    /// Replicas that find room on GPUs of the node that are shared already.
    int room(int node, int milli) {
        int room = 0;
        for (int used : taken.getOrDefault(node, new int[0])) {
            room += used > 0 ? Math.max(0, WHOLE - used) / milli : 0;
        }
        return room;
    }

    /// Replicas that find room on one more GPU.
    static int roomOnWhole(int milli) {
        return WHOLE / milli;
    }

    /// Which replicas go to which GPU: each to the fullest that has room, else to a further one.
    List<Assignment> assign(int node, String name, int replicas, int milli) {
        int[] of = taken.getOrDefault(node, new int[0]).clone();
        int[] mine = new int[of.length + replicas];
        of = Arrays.copyOf(of, mine.length);
        for (int i = 0; i < replicas; i++) {
            int best = -1;
            for (int number = 0; number < of.length; number++) {
                if (of[number] + milli <= WHOLE && (best < 0 || of[number] > of[best])) {
                    best = number;
                }
            }
            of[best] += milli;
            mine[best]++;
        }
        List<Assignment> assignments = new ArrayList<>();
        for (int number = 0; number < mine.length; number++) {
            if (mine[number] > 0) {
                assignments.add(new Assignment(name, mine[number], 1, number));
            }
        }
        return assignments;
    }
}
