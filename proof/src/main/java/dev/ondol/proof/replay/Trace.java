package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/// What a simulated plant showed over a window, instant by instant, thinned so that a screen can draw all of it: means over slots,
/// a thousand at most. For one run.
public final class Trace {
    private static final int MOST = 1_000;

    private final Window window;
    private final int instantsEach;
    private final float[][] sums;
    private final int[] counts;

    public Trace(Window window) {
        this.window = window;
        instantsEach = Math.ceilDiv(window.instants(), MOST);
        int slots = Math.ceilDiv(window.instants(), instantsEach);
        sums = new float[window.points().size()][slots];
        counts = new int[slots];
    }

    void take(int instant, DoubleSupplier[] sensors) {
        int slot = instant / instantsEach;
        counts[slot]++;
        for (int p = 0; p < sensors.length; p++) {
            sums[p][slot] += (float) sensors[p].getAsDouble();
        }
    }

    int slots() {
        return counts.length;
    }

    /// Plant time that a slot covers, ms.
    long slotMs() {
        return window.instant(instantsEach) - window.instant(0);
    }

    List<PointId> points() {
        return window.points();
    }

    /// Means of what was simulated, by slot.
    double[] modelled(int point) {
        double[] means = new double[slots()];
        Arrays.setAll(means, slot -> counts[slot] == 0 ? Double.NaN : sums[point][slot] / counts[slot]);
        return means;
    }

    /// Means of what was recorded, by slot; NaN where nothing was.
    double[] recorded(int point) {
        double[] means = new double[slots()];
        int[] found = new int[slots()];
        for (int i = 0; i < window.instants(); i++) {
            double value = window.recorded(point, i);
            if (!Double.isNaN(value)) {
                means[i / instantsEach] += value;
                found[i / instantsEach]++;
            }
        }
        Arrays.setAll(means, slot -> found[slot] == 0 ? Double.NaN : means[slot] / found[slot]);
        return means;
    }
}
