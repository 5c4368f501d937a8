package dev.ondol.optimizer.pace;

/// Finds the GPU power cap of one training job while it runs, from the pace that it reports: uncapped first, then tighter caps as
/// long as it keeps its service level, then one small step back (online profiling of power limits after You et al., Zeus, NSDI
/// 2023). What was found is watched on: where the job becomes slower than its level allows the cap is loosened. Guarded by its
/// owner.
final class CapSearch {
    static final int UNCAPPED = 100;
    /// Training must end within 1.10 x of its uncapped run time; the pace has a margin for its noise and for the probes.
    static final double LEAST_PACE = 0.925;
    /// Where more samples are there, less margin is needed.
    private static final double LEAST_PACE_WATCHED = 0.918;
    /// Below 60 % the parts of a node that no cap reaches cost more for the longer run than the GPUs save.
    static final int TIGHTEST = 60;
    private static final int FIRST = 80;
    private static final int STRIDE = 10;
    private static final int BACK = 5;
    /// Samples after a change that still show what was before.
    private static final int SETTLING = 2;
    private static final int SAMPLES = 4;
    /// The uncapped pace is in every later figure.
    private static final int SAMPLES_UNCAPPED = 8;
    private static final int SAMPLES_WATCHED = 12;

    private int cap = UNCAPPED;
    private double uncapped = Double.NaN;
    private double pace = Double.NaN;
    private boolean found;
    private int samples;
    private double sum;

    /// Percent of TDP that the job is to run under.
    int cap() {
        return cap;
    }

    /// Pace relative to uncapped as it was measured last, under the present cap or the one before; NaN before.
    double pace() {
        return pace;
    }

    /// The job has told its pace.
    ///
    /// @return true where the cap changes
    boolean told(double stepsPerSecond) {
        samples++;
        if (samples <= SETTLING) {
            return false;
        }
        sum += stepsPerSecond;
        int counted = samples - SETTLING;
        boolean first = Double.isNaN(uncapped);
        if (counted < (first ? SAMPLES_UNCAPPED : found ? SAMPLES_WATCHED : SAMPLES)) {
            return false;
        }
        if (first) {
            uncapped = sum / counted;
            return go(FIRST);
        }
        pace = sum / counted / uncapped;
        if (found) {
            return pace < LEAST_PACE_WATCHED && cap < UNCAPPED ? go(cap + BACK) : goOn();
        }
        if (pace < LEAST_PACE) {
            found = true;
            return go(cap + BACK);
        }
        found = cap <= TIGHTEST;
        return found ? goOn() : go(cap - STRIDE);
    }

    /// The next samples are a mean of their own: a job may change.
    private boolean goOn() {
        samples = SETTLING;
        sum = 0;
        return false;
    }

    /// It runs under another cap than the search's for a while; what was measured under the present one is taken anew.
    void pause() {
        samples = 0;
        sum = 0;
    }

    private boolean go(int next) {
        cap = next;
        samples = 0;
        sum = 0;
        return true;
    }
}
