package dev.ondol.simulator.it;

import dev.ondol.facility.workload.JobClass;

/// How far the servers of a real plant are from the published tables of power profiles. A figure is off by its error at the
/// deepest setting (50 %), by less the gentler the setting is, and right at 100 %, where there is nothing to be wrong about.
/// However they err, no profile makes work faster than uncapped and no tighter one makes it faster than a gentler one.
///
/// @param caps         power caps of training and batch
/// @param computeClock clock locks of training and batch
/// @param prefillCap   power caps of prefill: there the GPU draws what the cap allows, only throughput errs
/// @param prefillClock clock locks of prefill
/// @param decodeClock  clock locks of decode
/// @param vendor       efficiency profiles that are on for all nodes
public record ProfileErrors(Deviation caps, Deviation computeClock, Deviation prefillCap, Deviation prefillClock,
        Deviation decodeClock,
        Deviation vendor) {
    /// As published.
    public static final ProfileErrors NONE = new ProfileErrors(Deviation.NONE, Deviation.NONE, Deviation.NONE,
            Deviation.NONE,
            Deviation.NONE, Deviation.NONE);
    private static final double MOST = 0.5;
    /// A vendor's profile is as deep as a clock of 85 %.
    private static final double VENDOR_DEPTH = 0.3;
    /// The throughput that decode needs to keep its service level.
    private static final double LEVEL = 0.97;

    /// Relative errors at the deepest setting, -0.5 to 0.5.
    ///
    /// @param throughput    of work per time
    /// @param energyPerWork of GPU energy per work
    public record Deviation(double throughput, double energyPerWork) {
        public static final Deviation NONE = new Deviation(0, 0);

        public Deviation {
            if (!(Math.abs(throughput) <= MOST && Math.abs(energyPerWork) <= MOST)) {
                throw new IllegalArgumentException(
                        "The errors (throughput %s, energy %s) must be -%s to %s.".formatted(throughput, energyPerWork,
                                MOST, MOST));
            }
        }

        /// Factor of throughput at a setting, percent of TDP or of maximum clock.
        double ofThroughput(double percent) {
            return 1 + throughput * depth(percent);
        }

        /// Factor of GPU energy per work at a setting.
        double ofEnergyPerWork(double percent) {
            return 1 + energyPerWork * depth(percent);
        }

        private static double depth(double percent) {
            return Math.clamp((100 - percent) / 50, 0, 1);
        }
    }

    /// What a vendor's profile really does on these servers. Whoever switches it on has measured that decode keeps its service level
    /// under it and goes no deeper: where the servers would be slower than that its throughput is 0.97 still, in favour of the
    /// policy that uses it.
    public EfficiencyProfile real(EfficiencyProfile published) {
        if (published.equals(EfficiencyProfile.NONE)) {
            return published;
        }
        double throughput = Math.min(1, published.throughput() * (1 + vendor.throughput * VENDOR_DEPTH));
        double energy = Math.min(1, published.gpuEnergyPerWork() * (1 + vendor.energyPerWork * VENDOR_DEPTH));
        return new EfficiencyProfile(Math.max(throughput, Math.min(LEVEL, published.throughput())), energy);
    }

    /// Errors of power caps for a class.
    Deviation cap(JobClass jobClass) {
        return switch (jobClass) {
            case TRAINING, BATCH -> caps;
            case PREFILL -> prefillCap;
            case DECODE -> Deviation.NONE;
        };
    }

    /// Errors of clock locks for a class.
    Deviation clock(JobClass jobClass) {
        return switch (jobClass) {
            case TRAINING, BATCH -> computeClock;
            case PREFILL -> prefillClock;
            case DECODE -> decodeClock;
        };
    }
}
