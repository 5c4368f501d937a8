package dev.ondol.facility.workload;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The power profiles that each class of job may run under, gentlest saving first. GPU power = energy per work x
/// throughput of the source's table.
public final class PowerProfiles {
    /// Between the points at 80 and 90 %.
    private static final PowerProfile CAP_84 = between(84, cap(80, 0.953, 0.877), cap(90, 0.985, 0.945));
    private static final Map<JobClass, List<PowerProfile>> BY_CLASS = new EnumMap<>(Map.of(
            JobClass.TRAINING, List.of(PowerProfile.UNCAPPED, CAP_84, cap(70, 0.914, 0.812)),
            JobClass.BATCH,
            List.of(PowerProfile.UNCAPPED, cap(80, 0.953, 0.877), cap(70, 0.914, 0.812)),
            JobClass.DECODE, List.of(PowerProfile.UNCAPPED, clock(85, 0.99, 0.86), clock(75, 0.97, 0.78)),
            JobClass.PREFILL, List.of(PowerProfile.UNCAPPED, clock(95, 0.99, 0.93))));

    /// Mean throughput and GPU energy per work of training configurations under a power cap, by cap in percent of TDP.
    private static final NavigableMap<Integer, PowerProfile> CAPS = new TreeMap<>(Map.of(60, cap(60, 0.856, 0.764), 70,
            cap(70, 0.914, 0.812), 80, cap(80, 0.953, 0.877), 90, cap(90, 0.985, 0.945), 100, cap(100, 1, 1)));

    private PowerProfiles() {}

    /// A power cap of training as its mean is known, between the points of the table.
    ///
    /// @param percent of TDP, 60 to 100
    public static PowerProfile cap(int percent) {
        PowerProfile lower = CAPS.floorEntry(Math.clamp(percent, CAPS.firstKey(), CAPS.lastKey())).getValue();
        PowerProfile upper = CAPS.ceilingEntry(Math.clamp(percent, CAPS.firstKey(), CAPS.lastKey())).getValue();
        return lower.equals(upper) ? lower : between(percent, lower, upper);
    }

    /// A clock lock of a service between those of the tables, with a throughput that was measured.
    ///
    /// @param percent    of maximum clock; below the tightest of the table as at it
    /// @param throughput relative to uncapped, above 0, at most 1
    public static PowerProfile clock(JobClass jobClass, int percent, double throughput) {
        List<PowerProfile> table = of(jobClass);
        PowerProfile lower = table.getLast();
        PowerProfile upper = table.getFirst();
        for (PowerProfile point : table) {
            lower = point.setting() <= percent && point.setting() > lower.setting() ? point : lower;
            upper = point.setting() >= percent && point.setting() < upper.setting() ? point : upper;
        }
        double share = upper.setting() > lower.setting()
                ? Math.max(0, (percent - lower.setting()) / (upper.setting() - lower.setting()))
                : 0;
        double power = lower.gpuPower() + share * (upper.gpuPower() - lower.gpuPower());
        return new PowerProfile("clock-" + percent, PowerProfile.Kind.GPU_CLOCK, percent, throughput, power);
    }

    public static List<PowerProfile> of(JobClass jobClass) {
        return List.copyOf(java.util.Objects.requireNonNull(BY_CLASS.get(jobClass)));
    }

    /// The profile of that name for that class; empty where the class has none of that name.
    public static Optional<PowerProfile> find(JobClass jobClass, String id) {
        return of(jobClass).stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    private static PowerProfile cap(int percent, double throughput, double energyPerWork) {
        return new PowerProfile("cap-" + percent, PowerProfile.Kind.POWER_CAP, percent, throughput,
                throughput * energyPerWork);
    }

    private static PowerProfile between(int percent, PowerProfile lower, PowerProfile upper) {
        double share = (percent - lower.setting()) / (upper.setting() - lower.setting());
        return new PowerProfile("cap-" + percent, PowerProfile.Kind.POWER_CAP, percent,
                lower.throughput() + share * (upper.throughput() - lower.throughput()),
                lower.gpuPower() + share * (upper.gpuPower() - lower.gpuPower()));
    }

    /// A clock lock; its tables give active power, not energy per work.
    private static PowerProfile clock(int percent, double throughput, double activePower) {
        return new PowerProfile("clock-" + percent, PowerProfile.Kind.GPU_CLOCK, percent, throughput, activePower);
    }
}
