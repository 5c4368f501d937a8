package dev.ondol.optimizer.observe;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.workload.NodePowerState;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.observe.Readings.Gauge;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Tells the account which nodes sleep, from what they report. Of a node that is silent the last word holds. One thread.
public final class NodeWatch {
    private static final double AWAKE = 1.5;
    private static final double WAKING = 0.5;

    private final List<Gauge> states = new ArrayList<>();
    private final List<Gauge> orders = new ArrayList<>();

    public NodeWatch(Nodes nodes, Readings readings) {
        for (int node = 0; node < nodes.count(); node++) {
            states.add(readings.gauge(PointId.of(nodes.name(node), Quantity.POWER_STATE)));
            orders.add(readings.gauge(PointId.of(nodes.name(node), Quantity.POWER_STATE_SETPOINT)));
        }
    }

    /// @param now plant time in milliseconds
    public void look(Account account, long now) {
        for (int node = 0; node < states.size(); node++) {
            OptionalDouble state = states.get(node).fresh(now);
            OptionalDouble order = orders.get(node).fresh(now);
            if (state.isPresent() && order.isPresent()) {
                account.readiness().observe(node, state(state.getAsDouble()), order
                        .getAsDouble() == NodePowerState.DEEP_IDLE.setpoint(), now);
            }
        }
    }

    private static Readiness.State state(double reported) {
        if (reported > AWAKE) {
            return Readiness.State.READY;
        }
        return reported > WAKING ? Readiness.State.WAKING : Readiness.State.PARKED;
    }
}
