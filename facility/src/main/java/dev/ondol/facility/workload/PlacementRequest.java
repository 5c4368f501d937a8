package dev.ondol.facility.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a scheduler asks: where and when should this gang run? Body of POST /api/v1/placements.
///
/// @param jobId      the scheduler's own name of the job
/// @param gang       how many replicas start together
/// @param perReplica what each replica needs
/// @param workload   class of the job
/// @param priority   higher goes first; 0 is usual
/// @param tenant     who pays; may be empty
/// @param time       when it may run, plant time
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlacementRequest(String jobId, Gang gang, Replica perReplica, JobClass workload, int priority,
        String tenant, Time time) {
    /// @param replicas 1 to 10,000, all or nothing
    /// @param strategy how replicas lie on racks
    public record Gang(int replicas, Strategy strategy) {
        public Gang {
            if (replicas < 1 || replicas > 10_000) {
                throw new IllegalArgumentException("The replicas (%d) must be 1 to 10000.".formatted(replicas));
            }
        }
    }

    /// How the replicas of a gang lie on racks.
    public enum Strategy {
        PACK, SPREAD, STRICT_PACK
    }

    /// @param gpu       whole GPUs on one node, 0 or more
    /// @param gpuModels acceptable GPU models; empty means any
    /// @param cpuMilli  thousandths of a CPU
    /// @param memMiB    memory in MiB
    public record Replica(int gpu, List<String> gpuModels, long cpuMilli, long memMiB) {
        public Replica {
            gpuModels = List.copyOf(gpuModels);
            if (gpu < 0 || gpu > 1024 || cpuMilli < 0 || memMiB < 0) {
                throw new IllegalArgumentException(
                        "The replica (gpu %d, cpuMilli %d, memMiB %d) must not be negative.".formatted(gpu, cpuMilli,
                                memMiB));
            }
        }
    }

    /// @param earliestStart plant time in milliseconds
    /// @param deadline      plant time in milliseconds by which it should have ended; absent: none
    /// @param durationMs    expected run time at uncapped clock, in milliseconds
    /// @param preemptible   whether it may be stopped and started again
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Time(long earliestStart, @JsonSetter(nulls = Nulls.SET) @Nullable Long deadline, long durationMs,
            boolean preemptible) {
        public Time {
            if (durationMs <= 0) {
                throw new IllegalArgumentException("The durationMs (%d) must be positive.".formatted(durationMs));
            }
        }
    }

    public PlacementRequest {
        if (jobId.isBlank() || jobId.length() > 200) {
            throw new IllegalArgumentException("The jobId (%s) must have 1 to 200 characters.".formatted(jobId));
        }
    }

    public int gpus() {
        return gang.replicas() * perReplica.gpu();
    }
}
