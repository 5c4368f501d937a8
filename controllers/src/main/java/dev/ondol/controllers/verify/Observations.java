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

/// All that control knows about the plant: the newest readings and the trajectory of each set-point. Owned by one thread.
public final class Observations {
    private final PointCatalog catalog;
    private final Readings readings;
    private final Map<PointId, Trajectory> trajectories = new LinkedHashMap<>();

    public Observations(PointCatalog catalog) {
        this.catalog = catalog;
        this.readings = new Readings(catalog);
        clear();
    }

    public void accept(Frame frame) {
        readings.accept(frame);
        frame.values().forEach((id, value) -> {
            Trajectory trajectory = trajectories.get(id);
            if (trajectory != null && value != null && !frame.quality().containsKey(id)) {
                trajectory.observed(frame.time(), value, false);
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
            trajectory.settled(answer.seq(), answer.measuredAt());
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

    public Readings readings() {
        return readings;
    }

    /// Empty for points that cannot be written.
    public Optional<Trajectory> trajectory(PointId point) {
        return Optional.ofNullable(trajectories.get(point));
    }

    /// The plant began a new life, or its clock went back: nothing that was known holds any longer.
    public void clear() {
        readings.clear();
        for (Point point : catalog.writable()) {
            trajectories.put(point.id(), new Trajectory(point.limits().orElseThrow(), point.staleAfter().toMillis()));
        }
    }
}
