package dev.ondol.simulator.it;

/// Leaf switches and optics that tie the GPU racks to the fabric. They stand in the network racks and draw the same at any
/// load; those of a GPU rack can be switched off while all its nodes are parked, if that is permitted. They get power
/// again when the first of those nodes begins to wake, and are up minutes before it.
final class LeafSwitches {
    /// What a switched-off leaf still draws: its management controller and power supplies.
    private static final double STANDBY = 0.1;

    private final double[] share;
    private final boolean[] dark;
    private boolean permitted;
    private double darkShare;

    /// @param gpus GPUs of each rack; leaf power is shared out by GPUs
    LeafSwitches(int[] gpus) {
        dark = new boolean[gpus.length];
        share = new double[gpus.length];
        long all = 0;
        for (int of : gpus) {
            all += of;
        }
        for (int rack = 0; rack < gpus.length; rack++) {
            share[rack] = (double) gpus[rack] / Math.max(1, all);
        }
    }

    /// Leaf power now / leaf power with all on, 0.1 to 1.
    double level() {
        return permitted ? 1 - (1 - STANDBY) * darkShare : 1;
    }

    void permit(boolean off) {
        permitted = off;
    }

    boolean permitted() {
        return permitted;
    }

    /// Tells whether all nodes of a rack are parked.
    ///
    /// @return whether the level has changed
    boolean allParked(int rack, boolean parked) {
        if (dark[rack] == parked) {
            return false;
        }
        dark[rack] = parked;
        darkShare = 0; // summed anew: no drift over a year of parking
        for (int each = 0; each < dark.length; each++) {
            darkShare += dark[each] ? share[each] : 0;
        }
        return permitted;
    }
}
