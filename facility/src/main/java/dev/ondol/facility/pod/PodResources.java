package dev.ondol.facility.pod;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/// What a Pod takes of a node: the sum over its containers, or the most that one init container asks for where that is more.
///
/// @param gpus     whole GPUs, 0 or more
/// @param cpuMilli thousandths of a CPU
/// @param memMiB   memory in MiB
record PodResources(int gpus, long cpuMilli, long memMiB) {
    private static final BigDecimal MILLI = new BigDecimal("0.001");
    private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);
    private static final int MOST_GPUS = 1024;

    /// @param spec of the Pod
    static PodResources of(JsonNode spec) throws UnusablePod {
        long[] sum = new long[3];
        for (JsonNode container : spec.path("containers")) {
            long[] one = of(container, "requests", "limits");
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }
        for (JsonNode container : spec.path("initContainers")) {
            long[] one = of(container, "requests", "limits");
            for (int i = 0; i < sum.length; i++) {
                sum[i] = Math.max(sum[i], one[i]);
            }
        }
        if (sum[0] > MOST_GPUS) {
            throw new UnusablePod("The Pod asks for %d GPUs on one node; no node has more than %d.".formatted(sum[0],
                    MOST_GPUS));
        }
        return new PodResources((int) sum[0], sum[1], sum[2]);
    }

    private static long[] of(JsonNode container, String first, String second) throws UnusablePod {
        JsonNode resources = container.path("resources");
        return new long[]{Quantity.in(BigDecimal.ONE, either(resources, second, first, PodNames.GPU), PodNames.GPU),
                Quantity.in(MILLI, either(resources, first, second, "cpu"), "cpu"),
                Quantity.in(MIB, either(resources, first, second, "memory"), "memory")};
    }

    private static JsonNode either(JsonNode resources, String first, String second, String name) {
        JsonNode asked = resources.path(first).path(name);
        return asked.isMissingNode() || asked.isNull() ? resources.path(second).path(name) : asked;
    }
}
