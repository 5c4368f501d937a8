package dev.ondol.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Capacity of an inference service over a day: the wanted number of replicas follows 1 + 0.6 cos around its mean (peak
/// 1.6 at 15 h, trough 0.4 at 3 h) and holds a warm reserve of 20 % of the demand, so demand is 1 / 1.2 of it. Each
/// level of the curve is one replica job from the time it is first wanted to the time it is no longer; levels below the
/// trough run all day and are renewed once a day.
final class ReplicaDay {
    /// Share of the wanted capacity that is warm reserve.
    static final double RESERVE_SHARE = 0.2 / 1.2;
    private static final double SWING = 0.6;
    private static final int PEAK_MIN = 15 * 60;
    private static final int DAY_MIN = 24 * 60;
    private static final int JITTER_MIN = 10;

    private final double meanReplicas;

    /// @param startMin   minutes after local midnight
    /// @param durationMin minutes; may pass midnight
    record Run(int level, int startMin, int durationMin) {}

    ReplicaDay(double meanReplicas) {
        this.meanReplicas = meanReplicas;
    }

    /// The replica jobs that begin on that day.
    ///
    /// @param perDay     moves the edges by some minutes, differently each day
    /// @param perService gives each steady replica its minute of renewal, the same every day
    List<Run> runs(Random perDay, Random perService) {
        List<Run> runs = new ArrayList<>();
        for (int level = 0; level + 0.5 < meanReplicas * (1 + SWING); level++) {
            int renewal = perService.nextInt(DAY_MIN);
            int early = perDay.nextInt(2 * JITTER_MIN + 1) - JITTER_MIN;
            int late = perDay.nextInt(2 * JITTER_MIN + 1) - JITTER_MIN;
            double share = ((level + 0.5) / meanReplicas - 1) / SWING;
            if (share <= -1) {
                runs.add(new Run(level, renewal, DAY_MIN));
                continue;
            }
            double halfMin = Math.acos(share) / (2 * Math.PI) * DAY_MIN;
            int start = Math.max(0, (int) Math.round(PEAK_MIN - halfMin) + early);
            int end = (int) Math.round(PEAK_MIN + halfMin) + late;
            if (end > start) {
                runs.add(new Run(level, start, end - start));
            }
        }
        return runs;
    }
}
