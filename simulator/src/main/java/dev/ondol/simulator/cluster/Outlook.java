package dev.ondol.simulator.cluster;

import java.util.Arrays;

/// How many nodes of a GPU model will be wholly free from now on: nodes become free as what runs on them ends, and are taken
/// by what is promised to waiting jobs. A staircase over plant time in milliseconds.
final class Outlook {
    /// A release that is not to be expected.
    static final long NEVER = Long.MAX_VALUE / 2;

    private long[] at;
    private int[] free;
    private int steps;

    /// @param nodes of the model
    Outlook(int nodes) {
        at = new long[2 * nodes + 1];
        free = new int[at.length];
    }

    /// Begins anew, without promises.
    ///
    /// @param now      plant time
    /// @param freeNow  nodes that are wholly free
    /// @param releases when each other node will be wholly free if nothing new starts on it, ascending, from `first` on
    void begin(long now, int freeNow, long[] releases, int first) {
        at[0] = now;
        free[0] = freeNow;
        steps = 1;
        for (int i = first; i < releases.length; i++) {
            if (releases[i] <= at[steps - 1]) {
                free[steps - 1]++;
            } else {
                at[steps] = releases[i];
                free[steps] = free[steps - 1] + 1;
                steps++;
            }
        }
    }

    /// The first instant from which so many nodes are free for so long; [#NEVER] or later where none is to be expected.
    long earliest(int nodes, long duration) {
        int from = 0;
        for (int step = 0; step < steps; step++) {
            if (at[step] >= at[from] + duration && step > from) {
                return at[from];
            }
            if (free[step] < nodes) {
                from = step + 1;
            }
        }
        return from < steps ? at[from] : Long.MAX_VALUE;
    }

    /// Promises nodes to a job.
    void take(int nodes, long from, long until) {
        int first = stepAt(from);
        int after = stepAt(until);
        for (int step = first; step < after; step++) {
            free[step] -= nodes;
        }
    }

    /// The step that begins at that instant, made where there is none.
    private int stepAt(long instant) {
        int found = Arrays.binarySearch(at, 0, steps, instant);
        if (found >= 0) {
            return found;
        }
        int place = -found - 1;
        if (steps == at.length) {
            at = Arrays.copyOf(at, 2 * steps);
            free = Arrays.copyOf(free, 2 * steps);
        }
        System.arraycopy(at, place, at, place + 1, steps - place);
        System.arraycopy(free, place, free, place + 1, steps - place);
        at[place] = instant;
        free[place] = free[place - 1];
        steps++;
        return place;
    }
}
