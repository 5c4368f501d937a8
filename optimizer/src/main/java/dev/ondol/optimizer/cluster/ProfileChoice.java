package dev.ondol.optimizer.cluster;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.facility.workload.PowerProfiles;
import java.util.List;

/// Which power profiles keep the service level of a job, and what a node does when its jobs wish different ones.
public final class ProfileChoice {
    private ProfileChoice() {}

    /// Least mean throughput relative to uncapped. Training must end within 1.10 x of its uncapped run time, and a job's own curve
    /// is not known: of the 65 configurations of the Zeus traces (You et al., NSDI 2023) 57 % keep it at a cap of 70 %, 97 % at
    /// 80 % (mean throughput 0.953), all at 84 % (0.966, the slowest 0.920).
    public static double leastThroughput(JobClass jobClass) {
        return switch (jobClass) {
            case TRAINING -> 0.96;
            case PREFILL -> 0.99;
            case DECODE -> 0.97;
            case BATCH -> 0;
        };
    }

    /// The profiles that a job may run under, gentlest saving first; at least uncapped.
    ///
    /// @param start    plant time in milliseconds at which it would start
    /// @param duration uncapped run time in milliseconds
    /// @param deadline plant time in milliseconds; [Long#MAX_VALUE] for none
    public static List<PowerProfile> allowed(JobClass jobClass, long start, long duration, long deadline) {
        double least = leastThroughput(jobClass);
        return PowerProfiles.of(jobClass).stream().filter(profile -> profile.kind() == PowerProfile.Kind.NONE
                || profile.throughput() >= least && start + duration / profile.throughput() <= deadline).toList();
    }

    /// What a node does for two wishes: the gentler of the same kind, uncapped for different kinds.
    public static PowerProfile gentlest(PowerProfile one, PowerProfile other) {
        if (one.kind() != other.kind()) {
            return PowerProfile.UNCAPPED;
        }
        return one.setting() >= other.setting() ? one : other;
    }
}
