package dev.ondol.facility.workload;

/// How hard the GPUs of a node are driven. Caps and clocks act on the GPU part of node power only.
/// Values are data with a source: cap 0.8 and 0.7 from the Zeus V100 training traces (Apache-2.0), decode clock lock after
/// arXiv:2605.11999; see docs/sources.md.
///
/// @param id          stable name, for example `cap-80`
/// @param setting     GPU power cap in percent of TDP, or GPU clock in percent of maximum
/// @param kind        which of the two is set
/// @param throughput  work per time relative to uncapped, 0 to 1
/// @param gpuPower    GPU power while running relative to uncapped, 0 to 1
public record PowerProfile(String id, Kind kind, double setting, double throughput, double gpuPower) {
    /// Which knob a profile turns.
    public enum Kind {
        NONE, POWER_CAP, GPU_CLOCK
    }

    public static final PowerProfile UNCAPPED = new PowerProfile("uncapped", Kind.NONE, 100, 1, 1);

    public PowerProfile {
        if (!(setting > 0 && setting <= 100 && throughput > 0 && throughput <= 1 && gpuPower > 0 && gpuPower <= 1)) {
            throw new IllegalArgumentException(
                    "The profile %s (setting %s, throughput %s, GPU power %s) is out of range."
                            .formatted(id, setting, throughput, gpuPower));
        }
    }
}
