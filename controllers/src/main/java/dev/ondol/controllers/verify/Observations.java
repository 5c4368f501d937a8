package dev.ondol.controllers.verify;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that control knows about the plant: the newest readings, the trajectory of each set-point, and what operators do by hand. Owned
/// by one thread.
public final class Observations {
    private final PointCatalog catalog;
    private final Readings readings;
    private final Inlets inlets;
    private final Map<PointId, Trajectory> trajectories = new LinkedHashMap<>();
    private Set<PointId> overridden = Set.of();
    private Set<String> outOfService = Set.of();

    public Observations(PointCatalog catalog) {
        this.catalog = catalog;
        this.readings = new Readings(catalog);
        this.inlets = new Inlets(catalog, readings);
        clear();
    }

    public void accept(Frame frame) {
        readings.accept(frame);
        frame.values().forEach((id, value) -> {
            if (value == null || frame.quality().containsKey(id)) {
                return;
            }
            Trajectory trajectory = trajectories.get(id);
            if (trajectory != null) {
                trajectory.observed(frame.time(), value, false);
            } else {
                inlets.observed(id, frame.time(), value);
            }
        });
    }

    /// The plant's answer: whatever it applied is in force now, and the command is settled.
    public void accept(Acknowledgement answer, boolean ours) {
        Trajectory trajectory = trajectories.get(answer.point());
        if (trajectory == null) {
            return;
        }
        if (ours) {
            trajectory.settled(answer.seq(), answer.measuredAt(), answer.status() == Acknowledgement.Status.APPLIED);
        }
        if (answer.applied() != null) {
            trajectory.observed(answer.measuredAt(), answer.applied(), true);
        }
    }

    public void issued(Command command) {
        Trajectory trajectory = trajectories.get(command.point());
        if (trajectory != null) {
            trajectory.issued(command.seq(), command.issuedAt(), command.notAfter(), command.value());
        }
    }

    /// What was commanded in an earlier life of control, oldest first: turns and campaigns go on across restarts.
    public void recall(PointId point, double commanded, long time) {
        Trajectory trajectory = trajectories.get(point);
        if (trajectory != null) {
            trajectory.recalled(time, commanded);
        }
    }

    /// An operator holds these set-points now, and no others.
    public void overridden(Set<PointId> points) {
        overridden = Set.copyOf(points);
    }

    /// Whether an operator holds that set-point.
    boolean isOverridden(PointId point) {
        return overridden.contains(point);
    }

    /// These units are out of service now, and no others.
    public void outOfService(Set<String> units) {
        outOfService = Set.copyOf(units);
    }

    /// Whether that unit is out of service.
    boolean isOutOfService(String unit) {
        return outOfService.contains(unit);
    }

    /// Inlet air of the racks, hall by hall.
    public Inlets inlets() {
        return inlets;
    }

    public Readings readings() {
        return readings;
    }

    /// Empty for points that cannot be written.
    public Optional<Trajectory> trajectory(PointId point) {
        return Optional.ofNullable(trajectories.get(point));
    }

    /// The plant began a new life, or its clock went back: nothing that it said holds any longer, only what operators said.
    public void clear() {
        readings.clear();
        inlets.clear();
        for (Point point : catalog.writable()) {
            trajectories.put(point.id(), new Trajectory(point.limits().orElseThrow(), point.staleAfter().toMillis()));
        }
    }
}
