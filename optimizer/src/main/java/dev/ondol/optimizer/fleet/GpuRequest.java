package dev.ondol.optimizer.fleet;

import java.util.Set;

/// What one pod asks of one machine.
///
/// @param cpuMilli  thousandths of a virtual CPU, at least 0
/// @param memoryMib memory in MiB, at least 0
/// @param gpus      number of GPUs, at least 0
/// @param gpuMilli  thousandths of each of these GPUs: 1 to 1000 for one GPU, 1000 for several, 0 for none
/// @param models    GPU models that will do; empty where any does
public record GpuRequest(long cpuMilli, long memoryMib, int gpus, int gpuMilli, Set<String> models) {
    /// Thousandths of a whole GPU.
    public static final int WHOLE = 1000;

    public GpuRequest {
        models = Set.copyOf(models);
        if (cpuMilli < 0 || memoryMib < 0 || gpus < 0) {
            throw new IllegalArgumentException("The cpuMilli (%d), memoryMib (%d) and gpus (%d) must not be negative."
                    .formatted(cpuMilli, memoryMib, gpus));
        }
        if (gpus == 0 ? gpuMilli != 0 : gpus == 1 ? gpuMilli < 1 || gpuMilli > WHOLE : gpuMilli != WHOLE) {
            throw new IllegalArgumentException(
                    ("The gpuMilli (%d) must be 0 without a GPU, 1 to 1000 with one and 1000 "
                            + "with several; gpus is %d.").formatted(gpuMilli, gpus));
        }
    }

    /// Whether it takes part of a GPU only.
    public boolean shares() {
        return gpus == 1 && gpuMilli < WHOLE;
    }

    /// Thousandths of GPUs that it takes in all.
    public long gpuMilliInAll() {
        return (long) gpus * gpuMilli;
    }

    /// Whether a GPU of this model will do. A request without GPU goes anywhere.
    public boolean accepts(String model) {
        return models.isEmpty() || gpus == 0 || models.contains(model);
    }
}
