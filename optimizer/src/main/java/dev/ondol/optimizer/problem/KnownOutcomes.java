package dev.ondol.optimizer.problem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the model has said of one stage lately, by heat and set-points bit for bit: a search undoes most of its moves and proposes
/// many of them again. Each place holds the newest of those that fall on it. One thread.
final class KnownOutcomes {
    /// A power of two.
    private static final int PLACES = 256;

    private final @Nullable Known[] places = new Known[PLACES];

    private static final class Known {
        private final long[] wattMinutes;
        private final double[] setpoints;
        private final StageOutcome outcome;

        Known(long[] wattMinutes, double[] setpoints, StageOutcome outcome) {
            this.wattMinutes = wattMinutes.clone();
            this.setpoints = setpoints.clone();
            this.outcome = outcome;
        }
    }

    /// The outcome where it is known.
    @Nullable
    StageOutcome find(long[] wattMinutes, double[] setpoints) {
        Known known = places[place(wattMinutes, setpoints)];
        return known != null && Arrays.equals(known.wattMinutes, wattMinutes)
                && Arrays.equals(known.setpoints, setpoints)
                        ? known.outcome
                        : null;
    }

    void keep(long[] wattMinutes, double[] setpoints, StageOutcome outcome) {
        places[place(wattMinutes, setpoints)] = new Known(wattMinutes, setpoints, outcome);
    }

    private static int place(long[] wattMinutes, double[] setpoints) {
        long hash = 31L * Arrays.hashCode(wattMinutes) + Arrays.hashCode(setpoints);
        hash *= 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32) & PLACES - 1;
    }
}
