package dev.ondol.simulator.workload;

import java.util.Map;

/// How much work an hour of a GPU model is worth, in hours of the reference model (H200). The ratio is that of dense
/// BF16 tensor throughput in NVIDIA's data sheets: H200 SXM 989, GB200 NVL72 2,500 a GPU, H100 SXM 989, A100 312, L40S
/// 362, L4 121 TFLOPS. A model that is not listed counts as 1.
public final class ReferenceWork {
    private static final double REFERENCE_TFLOPS = 989;
    private static final Map<String, Double> TFLOPS = Map.of("H200", 989.0, "GB200", 2_500.0, "H100", 989.0, "A100",
            312.0,
            "L40S", 362.0, "L4", 121.0);

    private ReferenceWork() {}

    /// Reference GPU-hours per GPU-hour of that model.
    public static double weight(String gpuModel) {
        return TFLOPS.getOrDefault(gpuModel, REFERENCE_TFLOPS) / REFERENCE_TFLOPS;
    }
}
