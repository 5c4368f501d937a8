package dev.ondol.controllers.command;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.NodeProfile;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.workload.NodePowerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/// What a plan wants of every set-point, at any instant while it holds. A node without a profile wants 100 percent of
/// power and clock, one that is not to be parked wants to be awake, said or not. Immutable.
public final class Desired {
    private static final double UNCAPPED_PERCENT = 100;
    private static final List<Quantity> OF_NODES = List.of(Quantity.POWER_CAP_SETPOINT, Quantity.GPU_CLOCK_SETPOINT,
            Quantity.POWER_STATE_SETPOINT);

    private final Plan plan;
    private final long validUntil;
    private final List<Target> targets = new ArrayList<>();
    private final int namelessNodes;

    /// @param point    the set-point
    /// @param steps    ordered by time
    /// @param explicit false where the plan says nothing and the default is meant
    record Target(PointId point, List<Step> steps, boolean explicit) {
        /// The value that holds at that time; empty before the first step.
        OptionalDouble at(long time) {
            OptionalDouble value = OptionalDouble.empty();
            for (Step step : steps) {
                if (step.at() <= time) {
                    value = OptionalDouble.of(step.value());
                }
            }
            return value;
        }
    }

    /// @param validMs how long a plan is followed after the planning cycle that it answers, plant time, milliseconds
    public Desired(Plan plan, long validMs, PointCatalog catalog) {
        this(plan, validMs, plan.profiles());
        for (SetpointSteps setpoint : plan.setpoints()) {
            targets.add(new Target(setpoint.point(), setpoint.steps(), true));
        }
        Map<PointId, Double> profiles = profiles(plan);
        profiles.forEach((point, percent) -> targets.add(constant(point, percent, true)));
        Set<String> parked = Set.copyOf(plan.rest().parked());
        for (Point point : catalog.writable()) {
            if (!profiles.containsKey(point.id())) {
                unsaid(point, parked);
            }
        }
    }

    /// Of a plan only what it wants of some nodes: for what changes between two plans because jobs come and go.
    ///
    /// @param nodes ids of the nodes
    public static Desired ofNodes(Plan plan, long validMs, PointCatalog catalog, Set<String> nodes) {
        Desired desired = new Desired(plan, validMs, plan.profiles().stream().filter(profile -> nodes.contains(profile
                .node())).toList());
        Map<PointId, Double> profiles = profiles(plan);
        Set<String> parked = Set.copyOf(plan.rest().parked());
        for (String node : nodes) {
            for (Quantity quantity : OF_NODES) {
                PointId id = PointId.of(node, quantity);
                Double percent = profiles.get(id);
                if (percent != null) {
                    desired.targets.add(desired.constant(id, percent, true));
                } else {
                    catalog.find(id).ifPresent(point -> desired.unsaid(point, parked));
                }
            }
        }
        return desired;
    }

    private Desired(Plan plan, long validMs, List<NodeProfile> profiles) {
        this.plan = plan;
        this.validUntil = plan.cycle() + validMs;
        this.namelessNodes = (int) profiles.stream().filter(profile -> !PointId.isName(profile.node())).count();
    }

    /// Only these values of these set-points.
    public static Desired ofValues(Plan plan, long validMs, Map<PointId, Double> values) {
        Desired desired = new Desired(plan, validMs, List.of());
        values.forEach((point, value) -> desired.targets.add(desired.constant(point, value, true)));
        return desired;
    }

    /// The part of it that concerns these set-points.
    public Desired within(Predicate<PointId> these) {
        Desired part = new Desired(plan, validUntil - plan.cycle(), plan.profiles());
        targets.stream().filter(target -> these.test(target.point())).forEach(part.targets::add);
        return part;
    }

    /// What it wants at that plant time, in milliseconds.
    public Map<PointId, Double> values(long time) {
        Map<PointId, Double> values = new LinkedHashMap<>();
        targets.forEach(target -> target.at(time).ifPresent(value -> values.put(target.point(), value)));
        return values;
    }

    private static Map<PointId, Double> profiles(Plan plan) {
        Map<PointId, Double> profiles = new LinkedHashMap<>();
        for (NodeProfile profile : plan.profiles()) {
            if (PointId.isName(profile.node())) {
                profiles.put(PointId.of(profile.node(), profile.clock()
                        ? Quantity.GPU_CLOCK_SETPOINT
                        : Quantity.POWER_CAP_SETPOINT), profile.setting());
            }
        }
        return profiles;
    }

    /// What is wanted of a set-point of a node that the plan's profiles do not name.
    private void unsaid(Point point, Set<String> parked) {
        switch (point.quantity()) {
            case POWER_STATE_SETPOINT -> {
                boolean parks = parked.contains(point.id().equipment());
                NodePowerState awake = plan.rest().deepIdle() ? NodePowerState.DEEP_IDLE : NodePowerState.ON;
                targets.add(constant(point.id(), (parks ? NodePowerState.PARKED : awake).setpoint(), parks));
            }
            case GPU_CLOCK_SETPOINT, POWER_CAP_SETPOINT ->
                targets.add(constant(point.id(), UNCAPPED_PERCENT, false));
            default -> {
            }
        }
    }

    private Target constant(PointId point, double value, boolean explicit) {
        return new Target(point, List.of(new Step(Long.MIN_VALUE, value)), explicit);
    }

    List<Target> targets() {
        return targets;
    }

    public Plan plan() {
        return plan;
    }

    /// Plant time in milliseconds until which the plan may be followed.
    public long validUntil() {
        return validUntil;
    }

    /// Profiles whose node has no legal name; they are refused.
    public int namelessNodes() {
        return namelessNodes;
    }

    /// Everything in the plan that could be refused.
    public int size() {
        return plan.setpoints().size() + plan.profiles().size() + plan.rest().parked().size();
    }
}
