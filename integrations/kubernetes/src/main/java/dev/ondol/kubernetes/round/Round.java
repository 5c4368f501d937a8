package dev.ondol.kubernetes.round;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.client.OndolUnavailable;
import dev.ondol.facility.workload.Placement;
import dev.ondol.kubernetes.cluster.Cluster;
import dev.ondol.kubernetes.cluster.SeenJob;
import dev.ondol.kubernetes.cluster.SeenNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One look at the whole cluster, and what follows from what is there: it needs to know no events, so none can be lost. One thread.
public final class Round {
    private final Cluster cluster;
    private final HttpPlacementApi ondol;
    private final Clock clock;
    private final Gates gates;
    private final Reports reports;
    private final NodeReports nodes;
    private final Evictions evictions;

    public Round(Cluster cluster, HttpPlacementApi ondol, Clock clock) {
        this.cluster = cluster;
        this.ondol = ondol;
        this.clock = clock;
        gates = new Gates(cluster, ondol);
        reports = new Reports(ondol);
        nodes = new NodeReports(ondol);
        evictions = new Evictions(cluster, ondol, reports);
    }

    /// @param whole true: the list of all that runs is told too
    /// @throws OndolUnavailable if Ondol does not answer; what is left comes with the next round
    public void go(boolean whole) throws OndolUnavailable {
        long plant = ondol.plantMillis();
        long now = plant == 0 ? clock.millis() : plant;
        List<SeenNode> seenNodes = cluster.nodes();
        nodes.tell(seenNodes, whole, clock.millis());
        Map<String, String> ids = seenNodes.stream().collect(Collectors.toMap(SeenNode::name, SeenNode::id, (one,
                other) -> one));
        List<SeenJob> jobs = SeenJob.of(cluster.pods(now));
        for (SeenJob job : jobs) {
            Optional<Placement> placement = gates.attend(job, now);
            placement.ifPresent(reports::placed);
        }
        evictions.carryOut(jobs, now);
        reports.tell(jobs, ids, now);
        if (whole) {
            ondol.reconcile(now, reports.running(jobs, ids, now));
        }
    }

    /// Lets everything go that stands at a gate.
    public void goWithoutOndol() {
        gates.openAll();
    }
}
