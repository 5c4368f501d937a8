package dev.ondol.proof.loop;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Gang;
import dev.ondol.facility.workload.PlacementRequest.Replica;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PlacementRequest.Time;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.placement.JobList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Jobs that would explain what the meters of the halls show, for an optimizer that plans over a recording, in which nobody wrote
/// down what ran: node after node is full until the hall draws what was measured. They run on and on, since nobody knows when
/// the real ones ended.
final class RecordedJobs {
    private static final double KILO = 1000;
    private static final long LONG_MS = 30L * 24 * 3_600_000;

    private final Site site;
    private final Nodes nodes;
    private final PlantModel model;

    RecordedJobs(Site site, Nodes nodes, PlantModel model) {
        this.site = site;
        this.nodes = nodes;
        this.model = model;
    }

    /// @param sensor what a point shows
    JobList at(long now, ToDoubleFunction<PointId> sensor) {
        List<RunningJob> jobs = new ArrayList<>();
        for (int hall = 0; hall < site.halls().size(); hall++) {
            String id = site.halls().get(hall).id();
            double powerW = KILO * sensor.applyAsDouble(PointId.of("it-" + id, Quantity.ACTIVE_POWER));
            busy(hall, powerW).forEach((gpuModel, on) -> jobs.add(job("recorded-%s-%s".formatted(id, gpuModel),
                    gpuModel, on, now)));
        }
        return new JobList(now, jobs);
    }

    private Map<String, List<Assignment>> busy(int hall, double powerW) {
        double leftW = powerW - model.serviceW(hall);
        for (int node = 0; node < nodes.count(); node++) {
            leftW -= nodes.hall(node) == hall ? NodePower.idleW(nodes.type(node)) : 0;
        }
        Map<String, List<Assignment>> busy = new LinkedHashMap<>();
        for (int node = 0; node < nodes.count() && leftW > 0; node++) {
            if (nodes.hall(node) != hall) {
                continue;
            }
            NodeType type = nodes.type(node);
            double eachW = NodePower.dynamicW(type, JobClass.TRAINING, PowerProfile.UNCAPPED);
            int gpus = (int) Math.min(type.gpus(), Math.ceil(leftW / eachW));
            leftW -= gpus * eachW;
            busy.computeIfAbsent(type.gpuModel(), ignored -> new ArrayList<>()).add(new Assignment(nodes.name(node),
                    gpus, gpus));
        }
        return busy;
    }

    private static RunningJob job(String id, String gpuModel, List<Assignment> on, long now) {
        int gpus = on.stream().mapToInt(Assignment::gpus).sum();
        return new RunningJob(id, new PlacementRequest(id, new Gang(gpus, Strategy.PACK), new Replica(1, List.of(
                gpuModel), 0, 0), JobClass.TRAINING, 0, "", new Time(now, null, LONG_MS, false)), on, now);
    }
}
