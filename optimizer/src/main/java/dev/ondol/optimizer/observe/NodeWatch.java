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

/// Tells the account which nodes sleep, from what they report, and which take no new jobs: those out of service and those whose inlet
/// air is above the allowable range. Of a node that is silent the last word holds. One thread.
public final class NodeWatch {
    private static final double AWAKE = 1.5;
    private static final double WAKING = 0.5;
    /// Upper end of the allowable range of inlet air, Celsius (ASHRAE TC 9.9, class A1).
    private static final double ALLOWABLE_INLET_C = 32;

    private final List<Gauge> states = new ArrayList<>();
    private final List<Gauge> orders = new ArrayList<>();
    private final List<Gauge> inlets = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final OperatorActs operators;

    public NodeWatch(Nodes nodes, Readings readings) {
        operators = readings.operators();
        for (int node = 0; node < nodes.count(); node++) {
            names.add(nodes.name(node));
            inlets.add(readings.gauge(PointId.of(nodes.rackName(node), Quantity.INLET_AIR_TEMPERATURE)));
            states.add(readings.gauge(PointId.of(nodes.name(node), Quantity.POWER_STATE)));
            orders.add(readings.gauge(PointId.of(nodes.name(node), Quantity.POWER_STATE_SETPOINT)));
        }
    }

    /// @param now plant time in milliseconds
    public void look(Account account, long now) {
        for (int node = 0; node < states.size(); node++) {
            account.registrations().shut(node, operators.isOut(names.get(node)) || inlets.get(node).fresh(now).orElse(
                    0) > ALLOWABLE_INLET_C);
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
