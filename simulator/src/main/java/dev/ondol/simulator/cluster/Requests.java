package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Gang;
import dev.ondol.facility.workload.PlacementRequest.Replica;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PlacementRequest.Time;
import dev.ondol.simulator.workload.Job;
import java.util.List;

/// Jobs in the language of the placement API. Traces say nothing of CPU and memory: each GPU brings 8 CPUs and 64 GiB,
/// which every shipped node has. Batch work may be stopped and begun once more, as batch systems requeue it; nothing else may.
final class Requests {
    private static final long CPU_MILLI_A_GPU = 8_000;
    private static final long MEMORY_MIB_A_GPU = 65_536;
    private static final int INFERENCE_PRIORITY = 10;

    private Requests() {}

    static PlacementRequest of(Job job) {
        return new PlacementRequest(job.id(), new Gang(job.replicas(), strategy(job.jobClass())),
                new Replica(job.gpusPerReplica(), List.of(job.gpuModel()), CPU_MILLI_A_GPU * job.gpusPerReplica(),
                        MEMORY_MIB_A_GPU * job.gpusPerReplica()),
                job.jobClass(), ActiveJob.isInference(job) ? INFERENCE_PRIORITY : 0, "",
                new Time(job.arrival(),
                        job.jobClass() == JobClass.BATCH ? ServiceLevels.batchDeadline(job) : null, job.durationMs(),
                        job.jobClass() == JobClass.BATCH));
    }

    private static Strategy strategy(JobClass jobClass) {
        return switch (jobClass) {
            case TRAINING, BATCH -> Strategy.PACK;
            case PREFILL, DECODE -> Strategy.SPREAD;
        };
    }
}
