package dev.ondol.optimizer.metering;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.observe.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who draws which part of the IT power now. The power of a node, as metered, is divided by what the model says its GPUs draw:
/// those of a job as busy ones with their share of the node's fixed part, free ones as idle ones.
final class LoadShares {
    /// Heat of one job into air and into the technology loops, W.
    record Heat(double airW, double liquidW) {
        Heat plus(double air, double liquid) {
            return new Heat(airW + air, liquidW + liquid);
        }
    }

    private final Map<String, Heat> jobs = new LinkedHashMap<>();
    private double airW;
    private double liquidW;

    private LoadShares() {}

    /// @param serviceW power of racks without GPU nodes, W; it counts as nobody's
    static LoadShares of(Account account, List<PointId> powers, Readings readings, double serviceW, long now) {
        Nodes nodes = account.nodes();
        double[] modelW = new double[nodes.count()];
        double[] used = new double[nodes.count()];
        List<TrackedJob> running = new ArrayList<>();
        for (TrackedJob job : account.jobs()) {
            if (job.phase() == TrackedJob.Phase.RUNNING || job.phase() == TrackedJob.Phase.EVICTING) {
                running.add(job);
                for (Assignment share : job.placement().assignments()) {
                    int node = nodes.index(share.node());
                    if (node >= 0) {
                        modelW[node] += busyW(account, job, node, job.gpus(share));
                        used[node] += job.gpus(share);
                    }
                }
            }
        }
        LoadShares shares = new LoadShares();
        double[] ratio = new double[modelW.length];
        for (int node = 0; node < modelW.length; node++) {
            NodeType type = nodes.type(node);
            double restW = used[node] == 0
                    ? account.readiness().restW(node)
                    : Math.max(0, type.gpus() - used[node]) * NodePower.idleW(type) / type.gpus();
            double wholeW = modelW[node] + restW;
            double meteredW = 1000 * readings.fresh(powers.get(node), now).orElse(wholeW / 1000);
            ratio[node] = wholeW > 0 ? Math.max(0, meteredW) / wholeW : 0;
            shares.airW += ratio[node] * wholeW * (1 - type.liquidFraction());
            shares.liquidW += ratio[node] * wholeW * type.liquidFraction();
        }
        shares.airW += serviceW;
        for (TrackedJob job : running) {
            shares.put(account, job, ratio);
        }
        return shares;
    }

    /// The points that tell the power of each node, by its number.
    static List<PointId> powers(Nodes nodes) {
        List<PointId> powers = new ArrayList<>();
        for (int node = 0; node < nodes.count(); node++) {
            powers.add(PointId.of(nodes.name(node), Quantity.ACTIVE_POWER));
        }
        return List.copyOf(powers);
    }

    private void put(Account account, TrackedJob job, double[] ratio) {
        Nodes nodes = account.nodes();
        Heat heat = new Heat(0, 0);
        for (Assignment share : job.placement().assignments()) {
            int node = nodes.index(share.node());
            if (node >= 0) {
                double watts = ratio[node] * busyW(account, job, node, job.gpus(share));
                double fraction = nodes.type(node).liquidFraction();
                heat = heat.plus(watts * (1 - fraction), watts * fraction);
            }
        }
        jobs.put(job.request().jobId(), heat);
    }

    private static double busyW(Account account, TrackedJob job, int node, double gpus) {
        PowerProfile inForce = account.profile(node);
        return gpus * NodePower.busyW(account.nodes().type(node), job.request().workload(), inForce == null
                ? job.profile()
                : inForce);
    }

    /// Heat of each running job.
    Map<String, Heat> jobs() {
        return jobs;
    }

    /// Heat of all IT into the air, W.
    double airW() {
        return airW;
    }

    /// Heat of all IT into the technology loops, W.
    double liquidW() {
        return liquidW;
    }
}
