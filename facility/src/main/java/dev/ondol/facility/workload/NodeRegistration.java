package dev.ondol.facility.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.message.WrongField;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the scheduler says of one node, body of PUT /api/v1/nodes/{id}. The site file says which nodes there are.
///
/// @param rack       the scheduler's name of the rack, for information; absent: not told
/// @param capacity   what jobs may take of it; absent: everything that the site file says
/// @param labels     for information
/// @param state      whether it takes jobs
/// @param tenant     for whom it is kept, with RESERVED only
/// @param generation grows with each change by the scheduler, 0 or more
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeRegistration(@JsonSetter(nulls = Nulls.SET) @Nullable String rack,
        @JsonSetter(nulls = Nulls.SET) @Nullable Capacity capacity,
        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        State state, @JsonSetter(nulls = Nulls.SET) @Nullable String tenant, long generation) {
    /// Whether a node takes jobs.
    public enum State {
        /// It takes jobs.
        READY,
        /// It takes no further jobs; those that run go on.
        DRAINING,
        /// It takes jobs of one tenant only.
        RESERVED
    }

    /// @param gpu      GPUs that jobs may take, 0 or more
    /// @param gpuModel their model
    /// @param cpuMilli thousandths of a CPU, 0 or more
    /// @param memMiB   memory in MiB, 0 or more
    public record Capacity(int gpu, String gpuModel, long cpuMilli, long memMiB) {
        public Capacity {
            notNegative("gpu", gpu);
            notNegative("cpuMilli", cpuMilli);
            notNegative("memMiB", memMiB);
        }
    }

    public NodeRegistration {
        labels = Map.copyOf(labels);
        notNegative("generation", generation);
        if ((state == State.RESERVED) != (tenant != null && !tenant.isBlank())) {
            throw new WrongField("tenant", "A tenant goes with RESERVED, and RESERVED with a tenant.");
        }
    }

    private static void notNegative(String name, long value) {
        if (value < 0) {
            throw new WrongField(name, "The %s (%d) must not be negative.".formatted(name, value));
        }
    }
}
