package dev.ondol.optimizer.fleet;

/// A server with GPUs that can be shared.
///
/// @param name      unique in its fleet, for example `openb-node-0017`
/// @param cpuMilli  thousandths of a virtual CPU, at least 0
/// @param memoryMib memory in MiB, at least 0
/// @param gpus      number of GPUs, 0 to 64
/// @param model     GPU model, for example `V100M32`; empty without GPUs
public record Machine(String name, long cpuMilli, long memoryMib, int gpus, String model) {
    private static final int MOST_GPUS = 64;

    public Machine {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of a machine must not be blank.");
        }
        if (cpuMilli < 0 || memoryMib < 0) {
            throw new IllegalArgumentException("The cpuMilli (%d) and memoryMib (%d) of %s must not be negative."
                    .formatted(cpuMilli, memoryMib, name));
        }
        if (gpus < 0 || gpus > MOST_GPUS) {
            throw new IllegalArgumentException("The gpus (%d) of %s must be 0 to %d.".formatted(gpus, name,
                    MOST_GPUS));
        }
    }
}
