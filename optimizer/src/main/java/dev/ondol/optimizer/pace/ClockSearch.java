package dev.ondol.optimizer.pace;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.facility.workload.PowerProfiles;
import dev.ondol.optimizer.cluster.ProfileChoice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Finds the GPU clock that the replicas of one service on one GPU model may be locked to, from the paces that they report. All
/// run uncapped first; then a few of them try tighter clocks, because a replica that was once too slow has missed its level. Between
/// the last clock that keeps the level and the first that does not the pace is taken as linear, which is on the safe side of a curve
/// that bends down. Published tables are only where the search goes, not what it believes. Guarded by its owner.
final class ClockSearch {
    private static final int UNCAPPED = 100;
    private static final int TIGHTEST = 75;
    private static final int MOST_STRIDE = 5;
    /// A curve may bend down: the next percent of clock is taken to cost twice what the last ones did.
    private static final double BEND = 2;
    /// Three standard deviations of a pooled pace at 1 % noise.
    private static final double MARGIN = 0.004;
    private static final int SAMPLES_UNCAPPED = 15;
    private static final int SAMPLES = 12;
    /// Samples after a change that may still show what was before.
    private static final int SETTLING = 3;
    static final int LEAST_PROBES = 3;
    static final int MOST_PROBES = 8;

    private final JobClass service;
    private final double least;
    /// Throughput that a percent of clock costs: by the table's first point before anything was measured.
    private double slope;
    private final Map<String, Mean> uncapped = new HashMap<>();
    private final Map<String, Mean> slowed = new HashMap<>();
    private int verified = UNCAPPED;
    private double pace = 1;
    private int tried = UNCAPPED;
    private boolean found;

    private static final class Mean {
        private int samples;
        private double sum;

        void add(double value) {
            samples++;
            sum += value;
        }

        double mean(int skipped) {
            return sum / (samples - skipped);
        }
    }

    ClockSearch(JobClass service) {
        this.service = service;
        least = ProfileChoice.leastThroughput(service) + MARGIN;
        PowerProfile gentlest = PowerProfiles.of(service).get(1);
        slope = (1 - gentlest.throughput()) / (UNCAPPED - gentlest.setting());
    }

    /// What replicas run under: uncapped until the search is over.
    PowerProfile profile() {
        return found ? at(verified, pace) : PowerProfile.UNCAPPED;
    }

    /// What a replica that tries runs under now.
    PowerProfile trial() {
        return at(tried, 1);
    }

    boolean tries(String job) {
        return slowed.containsKey(job);
    }

    /// Whether it is time to choose replicas that try.
    boolean wantsProbes() {
        return !found && slowed.size() < LEAST_PROBES;
    }

    /// Whether the replica's uncapped pace is known well enough to try.
    boolean knows(String job) {
        Mean mean = uncapped.get(job);
        return mean != null && mean.samples >= SAMPLES_UNCAPPED;
    }

    /// These replicas try from now on, nobody else.
    void probes(Set<String> jobs) {
        slowed.clear();
        jobs.forEach(job -> slowed.put(job, new Mean()));
        tried = verified - stride();
    }

    /// As far as those who try should still keep their level; at first one percent at least.
    private int stride() {
        int within = (int) ((pace - least) / (BEND * slope));
        return Math.clamp(within, verified == UNCAPPED ? 1 : 0, Math.min(MOST_STRIDE, verified - TIGHTEST));
    }

    /// Replicas that have ended, or whose nodes others have come to, say nothing any more.
    void keepOnly(Set<String> running, Set<String> undisturbed) {
        uncapped.keySet().retainAll(running);
        slowed.keySet().retainAll(undisturbed);
    }

    /// A running replica has told its pace.
    ///
    /// @param isUncapped whether nothing slows it
    void told(String job, double stepsPerSecond, boolean isUncapped) {
        Mean probe = slowed.get(job);
        if (probe != null) {
            probe.samples++;
            probe.sum += probe.samples > SETTLING ? stepsPerSecond : 0;
        } else if (isUncapped && !found) {
            uncapped.computeIfAbsent(job, ignored -> new Mean()).add(stepsPerSecond);
        }
    }

    /// Goes a step further where enough was told.
    void decide() {
        if (found || slowed.size() < LEAST_PROBES || slowed.values().stream().anyMatch(mean -> mean.samples < SETTLING
                + SAMPLES)) {
            return;
        }
        double sum = 0;
        for (Map.Entry<String, Mean> probe : slowed.entrySet()) {
            Mean before = uncapped.get(probe.getKey());
            sum += probe.getValue().mean(SETTLING) / (before == null ? Double.NaN : before.mean(0));
        }
        double pooled = sum / slowed.size();
        if (pooled >= least) {
            slope = Math.max(slope, (pace - pooled) / (verified - tried));
            verified = tried;
            pace = Math.min(1, pooled);
            found = stride() == 0;
        } else {
            found = true;
            back(pooled);
        }
        if (!found) {
            probes(new HashSet<>(slowed.keySet()));
        } else {
            slowed.clear();
            uncapped.clear();
        }
    }

    /// From the clock that was too tight to the tightest that keeps the level.
    private void back(double tooSlow) {
        int to = verified;
        for (int clock = verified; clock > tried; clock--) {
            double there = pace + (tooSlow - pace) * (verified - clock) / (double) (verified - tried);
            if (there < least) {
                break;
            }
            to = clock;
        }
        pace += (tooSlow - pace) * (verified - to) / (double) (verified - tried);
        verified = to;
    }

    private PowerProfile at(int clock, double throughput) {
        return clock >= UNCAPPED ? PowerProfile.UNCAPPED : PowerProfiles.clock(service, clock, throughput);
    }
}
