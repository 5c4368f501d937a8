package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.NodePowerState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Not all at once (property P17): of like set-points in several halls one goes first, as canary, and the others follow after a planning
/// cycle; of a hall's nodes no more than a quarter, and at least one, is parked within one; what nodes may draw is raised
/// step by step (property P18). More cooling is always permitted. Used for one cycle; owned by one thread.
public final class StagedChange {
    /// So long the canary is watched alone, plant time in milliseconds.
    static final long WATCHED_MS = 300_000;
    /// Who has saved within this time needs no canary, plant time in milliseconds.
    static final long CAMPAIGN_MS = 3_600_000;
    /// Most of a hall's capacity that one cycle may change.
    static final double SHARE = 0.25;
    /// Most that the draw of all nodes may be raised at once / their nameplate (property P18).
    static final double MOST_RAISE = 0.1;
    private static final Set<String> RAISING = Set.of(Quantity.POWER_CAP_SETPOINT.id(),
            Quantity.GPU_CLOCK_SETPOINT.id());
    private static final Set<Quantity> LED = EnumSet.of(Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT,
            Quantity.DIFFERENTIAL_PRESSURE_SETPOINT, Quantity.WATER_FLOW_SETPOINT);

    private final Layout layout;
    private final Observations plant;
    private final long now;
    private double raisedW;
    private final Set<List<PointId>> led = new HashSet<>();
    private final Map<String, Integer> parked = new HashMap<>();

    /// What is alike, and which nodes stand in which hall. Immutable.
    static final class Layout {
        private final Map<PointId, List<PointId>> peers = new HashMap<>();
        private final Map<String, String> hallOf = new HashMap<>();
        private final Map<String, Double> gpuPartW = new HashMap<>();
        private final Map<String, List<PointId>> ordersOf = new HashMap<>();

        private double nodesW;

        Layout(Site site, PointCatalog catalog) {
            this(site.nodeTypes(), site.halls(), catalog);
        }

        Layout(List<NodeType> nodeTypes, List<Hall> halls, PointCatalog catalog) {
            Map<String, NodeType> types = nodeTypes.stream().collect(Collectors.toMap(NodeType::id, type -> type));
            for (Quantity quantity : LED) {
                List<PointId> alike = catalog.writable().stream().filter(point -> point.quantity() == quantity)
                        .map(Point::id).toList();
                if (alike.size() > 1) {
                    alike.forEach(point -> peers.put(point, alike));
                }
            }
            for (Hall hall : halls) {
                for (RackGroup group : hall.racks()) {
                    group.nodeType().ifPresent(type -> add(hall, group, Objects.requireNonNull(types.get(type))));
                }
            }
        }

        private void add(Hall hall, RackGroup group, NodeType type) {
            for (int rack = 1; rack <= group.racks(); rack++) {
                for (int number = 1; number <= group.nodesPerRack(); number++) {
                    String node = group.node(rack, number);
                    hallOf.put(node, hall.id());
                    nodesW += type.nameplateW();
                    gpuPartW.put(node, type.nameplateW() * type.busyFraction() * type.gpuShare());
                    ordersOf.computeIfAbsent(hall.id(), ignored -> new ArrayList<>()).add(PointId.of(node,
                            Quantity.POWER_STATE_SETPOINT));
                }
            }
        }

        int mostParked(String hall) {
            return Math.max(1, (int) (SHARE * ordersOf.getOrDefault(hall, List.of()).size()));
        }
    }

    StagedChange(Layout layout, Observations plant, long now) {
        this.layout = layout;
        this.plant = plant;
        this.now = now;
    }

    /// Counts what passes; refuses what has to wait for a later cycle.
    ///
    /// @param value about to be written, accepted otherwise
    public Optional<Rejected> broken(PointId point, double value) {
        String hall = layout.hallOf.get(point.equipment());
        if (hall != null && point.quantity().equals(Quantity.POWER_STATE_SETPOINT.id())
                && value == NodePowerState.PARKED.setpoint()) {
            return parks(point, hall);
        }
        if (hall != null && RAISING.contains(point.quantity())) {
            return raises(point, value);
        }
        List<PointId> alike = layout.peers.get(point);
        boolean saves = plant.trajectory(point).filter(trajectory -> trajectory.saves(value)).isPresent();
        return alike != null && saves ? leads(point, alike) : Optional.empty();
    }

    private Optional<Rejected> parks(PointId point, String hall) {
        int before = parked.computeIfAbsent(hall, this::parkedLately);
        if (before >= layout.mostParked(hall)) {
            return reject("%s waits: %d nodes of its hall are parked in this cycle already.".formatted(point, before));
        }
        parked.put(hall, before + 1);
        return Optional.empty();
    }

    /// A cap or clock that goes up lets the GPUs of a node draw more within milliseconds; one node may always.
    private Optional<Rejected> raises(PointId point, double value) {
        double base = plant.trajectory(point).map(Trajectory::base).orElse(Double.NaN);
        double moreW = Math.max(0, value - base) / 100 * layout.gpuPartW.getOrDefault(point.equipment(), 0.0);
        if (moreW > 0 && raisedW > 0 && raisedW + moreW > MOST_RAISE * layout.nodesW) {
            return reject("%s waits: nodes may draw %.0f kW more at once already.".formatted(point, raisedW / 1000));
        }
        raisedW += moreW > 0 ? moreW : 0;
        return Optional.empty();
    }

    /// Nodes of the hall that were sent to sleep less than a cycle ago.
    private int parkedLately(String hall) {
        int count = 0;
        for (PointId order : layout.ordersOf.getOrDefault(hall, List.of())) {
            count += plant.trajectory(order).filter(trajectory -> trajectory.base() == NodePowerState.PARKED.setpoint()
                    && trajectory.savingFor(now, WATCHED_MS - 1).isPresent()).isPresent() ? 1 : 0;
        }
        return count;
    }

    private Optional<Rejected> leads(PointId point, List<PointId> alike) {
        if (savingFor(point).isPresent()) {
            return Optional.empty();
        }
        boolean watched = false;
        boolean underWay = led.contains(alike);
        for (PointId other : alike) {
            OptionalLong saving = savingFor(other);
            watched |= saving.isPresent() && saving.getAsLong() >= WATCHED_MS;
            underWay |= saving.isPresent();
        }
        if (!watched && underWay) {
            return reject("%s waits: another hall goes first, as canary.".formatted(point));
        }
        led.add(alike);
        return Optional.empty();
    }

    /// Plant time in milliseconds since the first move of its present campaign of saving; empty where it has none.
    private OptionalLong savingFor(PointId point) {
        return plant.trajectory(point).map(trajectory -> trajectory.savingFor(now, CAMPAIGN_MS)).orElse(OptionalLong
                .empty());
    }

    private static Optional<Rejected> reject(String text) {
        return Optional.of(new Rejected(Reason.STAGED, text));
    }
}
