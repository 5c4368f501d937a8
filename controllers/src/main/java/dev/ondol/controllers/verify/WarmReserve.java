package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.NodePowerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps a twentieth of the GPUs of each model awake and free, whatever a plan says: of all that is parked in one cycle only so
/// much passes that they remain. Used for one cycle; owned by one thread.
public final class WarmReserve {
    /// GPUs of a model that stay awake and free, as a share of all: the same floor that a scheduler's own power saving keeps.
    static final double SHARE = 0.05;
    private static final double READY = 2;

    private final Map<String, Model> byNode;
    private final Observations plant;
    private final long now;
    private final Map<String, Double> free = new HashMap<>();

    /// Nodes of one GPU model.
    record Model(String name, int nodeGpus, List<Node> nodes) {
        double least() {
            return SHARE * nodeGpus * nodes.size();
        }
    }

    /// What a node tells of itself and is told: its state, the GPUs that are held there, and whether it is to sleep.
    record Node(PointId state, PointId allocated, PointId order) {
        Node(String name) {
            this(PointId.of(name, Quantity.POWER_STATE), PointId.of(name, Quantity.GPUS_ALLOCATED), PointId.of(name,
                    Quantity.POWER_STATE_SETPOINT));
        }
    }

    WarmReserve(Map<String, Model> byNode, Observations plant, long now) {
        this.byNode = byNode;
        this.plant = plant;
        this.now = now;
    }

    /// The model of each node of a site.
    static Map<String, Model> models(Site site) {
        Map<String, Model> models = new HashMap<>();
        Map<String, Model> byNode = new HashMap<>();
        for (Hall hall : site.halls()) {
            for (RackGroup group : hall.racks()) {
                if (group.nodeType().isEmpty()) {
                    continue;
                }
                NodeType type = site.nodeType(group.nodeType().get());
                Model model = models.computeIfAbsent(type.gpuModel(), name -> new Model(name, type.gpus(),
                        new ArrayList<>()));
                for (int rack = 1; rack <= group.racks(); rack++) {
                    for (int node = 1; node <= group.nodesPerRack(); node++) {
                        model.nodes().add(new Node(group.node(rack, node)));
                        byNode.put(group.node(rack, node), model);
                    }
                }
            }
        }
        return byNode;
    }

    /// Counts a node that is about to be parked; refuses it where too few would be left. Other writes pass.
    public Optional<Rejected> broken(PointId point, double value) {
        Model model = byNode.get(point.equipment());
        boolean parks = point.quantity().equals(Quantity.POWER_STATE_SETPOINT.id())
                && value == NodePowerState.PARKED.setpoint();
        if (!parks || model == null) {
            return Optional.empty();
        }
        double left = free.computeIfAbsent(model.name(), ignored -> awakeAndFree(model)) - model.nodeGpus();
        if (left < model.least()) {
            return Optional.of(new Rejected(Reason.WARM_RESERVE,
                    "Of %s only %.0f GPUs would be awake and free, %.0f must be.".formatted(model.name(), left, Math
                            .ceil(model.least()))));
        }
        free.put(model.name(), left);
        return Optional.empty();
    }

    /// GPUs that no job holds on nodes that are ready and not ordered to park; nodes that are silent do not count.
    private double awakeAndFree(Model model) {
        double sum = 0;
        for (Node node : model.nodes()) {
            double state = fresh(node.state());
            double allocated = fresh(node.allocated());
            boolean parks = plant.trajectory(node.order()).map(Trajectory::base)
                    .filter(ordered -> ordered == NodePowerState.PARKED.setpoint()).isPresent();
            if (state == READY && allocated >= 0 && !parks) {
                sum += Math.max(0, model.nodeGpus() - allocated);
            }
        }
        return sum;
    }

    private double fresh(PointId point) {
        return plant.readings().fresh(point, now).map(Reading::value).orElse(Double.NaN);
    }
}
