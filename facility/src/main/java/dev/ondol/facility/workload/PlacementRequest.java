package dev.ondol.facility.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.message.WrongField;
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
/// @param powerHintW what a replica is known to draw uncapped, W above 0; absent: the optimizer's own estimate
/// @param candidates nodes among which to choose; empty means all
/// @param dryRun     true: only tell where it would go and what it would cost; absent means false
/// @param budgetMs   wall time for which the sender waits for a durable answer, 1 to 10,000; absent: a second
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlacementRequest(String jobId, Gang gang, Replica perReplica, JobClass workload, int priority,
        String tenant, Time time, @JsonSetter(nulls = Nulls.SET) @Nullable Double powerHintW,
        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> candidates,
        @JsonSetter(nulls = Nulls.SET) @Nullable Boolean dryRun,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer budgetMs) {
    private static final double MOST_POWER_W = 1_000_000;
    private static final int MOST_BUDGET_MS = 10_000;

    /// Without anything that may be left out.
    public PlacementRequest(String jobId, Gang gang, Replica perReplica, JobClass workload, int priority,
            String tenant, Time time) {
        this(jobId, gang, perReplica, workload, priority, tenant, time, null, List.of(), null, null);
    }

    /// @param replicas 1 to 10,000, all or nothing
    /// @param strategy how replicas lie on racks
    public record Gang(int replicas, Strategy strategy) {
        public Gang {
            if (replicas < 1 || replicas > 10_000) {
                throw new WrongField("replicas", "The replicas (%d) must be 1 to 10000.".formatted(replicas));
            }
        }
    }

    /// How the replicas of a gang lie on racks.
    public enum Strategy {
        PACK, SPREAD, STRICT_PACK
    }

    /// @param gpu       whole GPUs on one node, 0 to 1,024
    /// @param gpuModels acceptable GPU models; empty means any
    /// @param cpuMilli  thousandths of a CPU, 0 to 1,000,000,000
    /// @param memMiB    memory in MiB, 0 to 1,000,000,000
    /// @param gpuShareMilli thousandths of its one GPU that a replica needs, 1 to 1,000; absent: whole GPUs
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Replica(int gpu, List<String> gpuModels, long cpuMilli, long memMiB,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer gpuShareMilli) {
        private static final int MOST_GPUS = 1024;
        private static final int WHOLE = 1000;
        /// Ten thousand replicas of that many still are a number.
        private static final long MOST_CPU_OR_MEMORY = 1_000_000_000;

        public Replica {
            gpuModels = List.copyOf(gpuModels);
            range("gpu", gpu, MOST_GPUS);
            range("cpuMilli", cpuMilli, MOST_CPU_OR_MEMORY);
            range("memMiB", memMiB, MOST_CPU_OR_MEMORY);
            if (gpuShareMilli != null && (gpuShareMilli < 1 || gpuShareMilli > WHOLE || gpu != 1)) {
                throw new WrongField("gpuShareMilli",
                        "The gpuShareMilli (%d) must be 1 to 1000, and the gpu (%d) 1 with it.".formatted(
                                gpuShareMilli, gpu));
            }
        }

        /// Whole GPUs only.
        public Replica(int gpu, List<String> gpuModels, long cpuMilli, long memMiB) {
            this(gpu, gpuModels, cpuMilli, memMiB, null);
        }

        /// Thousandths of one GPU that a replica shares with others; 0 where it has whole ones.
        public int shareMilli() {
            return gpuShareMilli == null || gpuShareMilli == WHOLE ? 0 : gpuShareMilli;
        }

        /// GPUs of a replica, the part of one where it is shared.
        public double gpuPart() {
            return shareMilli() == 0 ? gpu : shareMilli() / (double) WHOLE;
        }

        private static void range(String name, long value, long most) {
            if (value < 0 || value > most) {
                throw new WrongField(name, "The %s (%d) of a replica must be 0 to %d.".formatted(name, value, most));
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
                throw new WrongField("durationMs", "The durationMs (%d) must be positive.".formatted(durationMs));
            }
        }
    }

    public PlacementRequest {
        if (jobId.isBlank() || jobId.length() > 200) {
            throw new WrongField("jobId", "The jobId (%s) must have 1 to 200 characters.".formatted(jobId));
        }
        candidates = List.copyOf(candidates);
        if (powerHintW != null && !(powerHintW > 0 && powerHintW <= MOST_POWER_W)) {
            throw new WrongField("powerHintW", "The powerHintW (%s) must be above 0 and at most %.0f.".formatted(
                    powerHintW, MOST_POWER_W));
        }
        if (budgetMs != null && (budgetMs < 1 || budgetMs > MOST_BUDGET_MS)) {
            throw new WrongField("budgetMs", "The budgetMs (%d) must be 1 to %d.".formatted(budgetMs, MOST_BUDGET_MS));
        }
    }

    /// True where nothing is to be booked.
    public boolean rehearsal() {
        return Boolean.TRUE.equals(dryRun);
    }

    /// GPUs that the whole gang touches.
    public int gpus() {
        return gang.replicas() * perReplica.gpu();
    }
}
