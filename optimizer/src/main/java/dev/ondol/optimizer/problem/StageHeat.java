package dev.ondol.optimizer.problem;

import java.util.List;

/// Heat of jobs in one stage, in the form of [Horizon#estimate]. The array is not changed after construction.
public final class StageHeat {
    private final Stage stage;
    private final long[] wattMinutes;

    StageHeat(Stage stage, long[] wattMinutes) {
        this.stage = stage;
        this.wattMinutes = wattMinutes;
    }

    /// No heat.
    public static StageHeat none(Horizon horizon, Stage stage) {
        return new StageHeat(stage, new long[2 * horizon.halls()]);
    }

    public Stage stage() {
        return stage;
    }

    /// All heat of one stage together.
    public static long[] sum(List<StageHeat> heats) {
        long[] sum = new long[heats.getFirst().wattMinutes.length];
        for (StageHeat heat : heats) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += heat.wattMinutes[i];
            }
        }
        return sum;
    }
}
