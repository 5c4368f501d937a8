package dev.ondol.proof.replay;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.it.ServerAir;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How many nodes of a hall were not parked, as a share of all, where the recording has their states: parked ones draw no air
/// but what is pushed through them. For one run.
final class AwakeNodes {
    /// As many readings as a replay takes memory for.
    private static final double MOST_READINGS = 6e6;
    private static final Duration LONGEST = Duration.ofDays(31);

    private final List<Node> nodes = new ArrayList<>();
    private final double designKgS;

    /// @param state     0 parked, above it not
    /// @param designKgS airflow at nameplate
    private record Node(Track state, double designKgS) {}

    AwakeNodes(Site site, Hall hall, Recording recording) {
        for (RackGroup group : hall.racks()) {
            for (int rack = 1; group.nodeType().isPresent() && rack <= group.racks(); rack++) {
                for (int node = 1; node <= group.nodesPerRack(); node++) {
                    double flow = ServerAir.designFlowKgS(site.nodeType(group.nodeType().get()));
                    recording.series(PointId.of(group.node(rack, node), Quantity.POWER_STATE))
                            .ifPresent(series -> nodes.add(new Node(new Track(series, true), flow)));
                }
            }
        }
        designKgS = nodes.stream().mapToDouble(Node::designKgS).sum();
    }

    /// States of nodes, unless they are too many for the window.
    ///
    /// @param from,to plant milliseconds; the least and the greatest long for all there is
    static List<Point> wanted(Site site, long from, long to) {
        List<Point> states = states(site);
        boolean bounded = from > Long.MIN_VALUE && to < Long.MAX_VALUE;
        long length = bounded ? to - from : LONGEST.toMillis();
        double readings = states.stream().findFirst().map(point -> (double) length / point.period().toMillis()).orElse(
                0.0);
        return readings * states.size() <= MOST_READINGS ? states : List.of();
    }

    private static List<Point> states(Site site) {
        return PointCatalog.of(site).all().stream().filter(point -> point.quantity() == Quantity.POWER_STATE).toList();
    }

    /// 0 to 1, each node counted with the air that it draws at nameplate; 1 where nothing is known.
    double share(long time) {
        return designKgS > 0
                ? nodes.stream().filter(node -> node.state.at(time) > 0).mapToDouble(Node::designKgS).sum() / designKgS
                : 1;
    }
}
