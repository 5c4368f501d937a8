package dev.ondol.optimizer.placement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.workload.NodeRegistration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of one node.
///
/// @param id           its name
/// @param gpuModel     model of its GPUs
/// @param gpus         GPUs by the site file
/// @param freeGpus     whole GPUs that are free to anybody now, 0 or more
/// @param freeCpuMilli thousandths of a CPU that no job has
/// @param freeMemMiB   memory that no job has, MiB
/// @param awake        whether it takes jobs without being woken
/// @param jobs         jobs that hold something of it
/// @param registration what the scheduler has said last; absent: nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeView(String id, String gpuModel, int gpus, int freeGpus, long freeCpuMilli, long freeMemMiB,
        boolean awake, List<String> jobs, @JsonSetter(nulls = Nulls.SET) @Nullable NodeRegistration registration) {
    public NodeView {
        jobs = List.copyOf(jobs);
    }
}
