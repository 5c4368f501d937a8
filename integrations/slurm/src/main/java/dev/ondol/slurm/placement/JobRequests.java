package dev.ondol.slurm.placement;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Gang;
import dev.ondol.facility.workload.PlacementRequest.Replica;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PlacementRequest.Time;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.slurm.options.SlurmOptions;
import dev.ondol.slurm.options.SlurmOptions.Partition;
import dev.ondol.slurm.queue.GpuRequest;
import dev.ondol.slurm.queue.QueuedJob;
import dev.ondol.slurm.queue.QueuedJob.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells Ondol of jobs of Slurm: what they ask for, and where they run.
public final class JobRequests {
    private static final Pattern CLASS = Pattern.compile("ondol:(training|prefill|decode|batch)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PREEMPTIBLE = Pattern.compile("ondol:preemptible\\b", Pattern.CASE_INSENSITIVE);
    private static final long MINUTE_MS = 60_000;
    /// Expected run time of a job without a limit.
    private static final long UNLIMITED_MINUTES = 24 * 60;
    private static final long LONGEST_MINUTES = 366 * 24 * 60;

    private final int gpusPerNode;
    private final JobClass usual;
    private final Map<String, Partition> partitions = new HashMap<>();
    private final Map<String, String> models = new HashMap<>();
    private final Map<String, String> toOndol = new HashMap<>();
    private final Map<String, String> toSlurm = new HashMap<>();

    public JobRequests(SlurmOptions options) {
        gpusPerNode = options.gpusPerNode().orElse(8);
        usual = options.workload().orElse(JobClass.TRAINING);
        options.partitions().orElse(List.of()).forEach(partition -> partitions.put(partition.name(), partition));
        options.gpuModels().orElse(List.of()).forEach(model -> models.put(model.slurm(), model.ondol()));
        options.nodes().orElse(List.of()).forEach(node -> {
            toOndol.put(node.slurm(), node.ondol());
            toSlurm.put(node.ondol(), node.slurm());
        });
    }

    /// @param earliestMs wall time in milliseconds before which it must not start
    public PlacementRequest request(QueuedJob job, long earliestMs) {
        Shape shape = shape(job);
        long minutes = job.limitMinutes() == 0 ? UNLIMITED_MINUTES : Math.min(job.limitMinutes(), LONGEST_MINUTES);
        Replica replica = new Replica(shape.gpus(), models(job), job.size().cpus() * 1000L / shape.replicas(),
                job.size().memoryMiB() / shape.replicas());
        return new PlacementRequest(job.name(), new Gang(shape.replicas(), shape.strategy()), replica, workload(job),
                partition(job).flatMap(Partition::priority).orElse(0), job.account(), new Time(earliestMs, null,
                        minutes * MINUTE_MS, preemptible(job)));
    }

    /// The job where it runs.
    public RunningJob running(QueuedJob job) {
        long startedMs = job.startedS() * 1000;
        PlacementRequest request = request(job, startedMs);
        List<Assignment> assignments = new ArrayList<>();
        for (Place place : job.places()) {
            if (place.gpus() > 0) {
                int replicas = Math.max(1, place.gpus() / Math.max(1, request.perReplica().gpu()));
                assignments.add(new Assignment(toOndol.getOrDefault(place.node(), place.node()), replicas, place
                        .gpus()));
            }
        }
        return new RunningJob(job.name(), request, assignments, startedMs);
    }

    /// Slurm's names of the nodes.
    public List<String> slurmNodes(List<Assignment> assignments) {
        return assignments.stream().map(share -> toSlurm.getOrDefault(share.node(), share.node())).distinct().toList();
    }

    private record Shape(int replicas, int gpus, Strategy strategy) {}

    /// How the GPUs lie on nodes. Where a job only says how many, those that fit on one node shall be there, many are
    /// whole nodes, and others single GPUs close together.
    private Shape shape(QueuedJob job) {
        GpuRequest asked = job.gpus();
        int nodes = job.size().nodes();
        if (asked.perNode() > 0) {
            boolean whole = nodes == 1 || asked.perNode() >= gpusPerNode;
            return new Shape(nodes, asked.perNode(), whole ? Strategy.PACK : Strategy.SPREAD);
        }
        int all = asked.perJob() > 0 ? asked.perJob() : asked.perTask() * job.size().tasks();
        if (asked.none()) { // it runs with GPUs that it got in a way of its own
            all = Math.max(1, job.heldGpus());
        }
        if (nodes > 1 && all % nodes == 0) {
            return new Shape(nodes, all / nodes, all / nodes >= gpusPerNode ? Strategy.PACK : Strategy.SPREAD);
        }
        if (all <= gpusPerNode || job.size().mostNodes() == 1) {
            return new Shape(1, all, Strategy.PACK);
        }
        return all % gpusPerNode == 0
                ? new Shape(all / gpusPerNode, gpusPerNode, Strategy.PACK)
                : new Shape(all, 1, Strategy.PACK);
    }

    private JobClass workload(QueuedJob job) {
        Matcher own = CLASS.matcher(job.comment());
        if (own.find()) {
            return JobClass.valueOf(own.group(1).toUpperCase(Locale.ROOT));
        }
        return partition(job).flatMap(Partition::workload).orElse(usual);
    }

    /// Where its owner allows it, or the administrator for the whole partition.
    private boolean preemptible(QueuedJob job) {
        return PREEMPTIBLE.matcher(job.comment()).find() || partition(job).flatMap(Partition::preemptible).orElse(
                false);
    }

    private List<String> models(QueuedJob job) {
        return job.gpus().type()
                .map(type -> List.of(models.getOrDefault(type, type.toUpperCase(Locale.ROOT))))
                .orElseGet(() -> partition(job).flatMap(Partition::gpuModels).orElse(List.of()));
    }

    private Optional<Partition> partition(QueuedJob job) {
        return Optional.ofNullable(partitions.get(job.partition()));
    }
}
