package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.it.Work;
import dev.ondol.simulator.workload.Job;
import java.util.ArrayList;
import java.util.List;

/// A running job: where it runs, how fast, and when it will end. A gang runs at the pace of its slowest node. Inference
/// is wanted for a time and ends then, however fast it ran.
final class ActiveJob {
    final Job job;
    /// All nodes of its GPU model.
    final ModelNodes modelNodes;
    /// The nodes that it runs on, and its GPUs on each.
    final int[] nodes;
    final int[] gpus;
    final Work work;
    /// Whether it ran already when the simulation began; such a job has no service level here.
    final boolean fromBefore;
    private final long startedAt;
    private final double workMs;
    private double doneMs;
    private double rate;
    private double slowest;
    private long since;
    private long endAt;
    boolean missed;

    ActiveJob(WaitingJob waiting, Seats seats, long startedAt, long now) {
        job = waiting.job;
        modelNodes = waiting.nodes;
        this.startedAt = startedAt;
        work = Work.of(job.jobClass(), job.id());
        nodes = seats.copyNodes();
        gpus = seats.copyGpus();
        fromBefore = startedAt < now;
        long wanted = inference() ? job.arrival() + job.durationMs() - now : job.durationMs() - (now - startedAt);
        workMs = Math.max(1, wanted);
        since = now;
        rate = 1;
        slowest = 1;
        endAt = now + (long) Math.ceil(workMs);
    }

    boolean inference() {
        return isInference(job);
    }

    static boolean isInference(Job job) {
        return switch (job.jobClass()) {
            case DECODE, PREFILL -> true;
            case TRAINING, BATCH -> false;
        };
    }

    long endAt() {
        return endAt;
    }

    long startedAt() {
        return startedAt;
    }

    /// Lowest throughput that any of its nodes ever had while it ran, 0 to 1.
    double slowest() {
        return slowest;
    }

    /// Pace that its nodes allow now.
    double pace(ItLoad it) {
        double pace = 1;
        for (int node : nodes) {
            pace = Math.min(pace, it.throughput(node, work));
        }
        return pace;
    }

    double rate() {
        return rate;
    }

    /// From now on it runs at another pace; moves its end.
    void pace(double newRate, long now) {
        if (!inference()) {
            doneMs += rate * (now - since);
            endAt = now + (long) Math.ceil(Math.max(0, workMs - doneMs) / Math.max(1e-3, newRate));
            since = now;
        }
        rate = newRate;
        slowest = Math.min(slowest, newRate);
    }

    /// Uncapped time of work done since the simulation began, milliseconds.
    double doneMs(long now) {
        return Math.min(workMs, inference() ? now - since : doneMs + rate * (now - since));
    }

    double workMs() {
        return workMs;
    }

    /// Reference GPU-hours of that much uncapped time.
    double referenceGpuHours(double uncappedMs) {
        return job.weight() * job.gpus() * uncappedMs / 3_600_000.0;
    }

    RunningJob asRunning(ItLoad it) {
        List<Assignment> assignments = new ArrayList<>(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            assignments.add(new Assignment(it.nodeName(nodes[i]), gpus[i] / job.gpusPerReplica(), gpus[i]));
        }
        return new RunningJob(job.id(), Requests.of(job), assignments, startedAt);
    }
}
