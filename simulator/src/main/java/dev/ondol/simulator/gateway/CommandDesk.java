package dev.ondol.simulator.gateway;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.simulator.gateway.ControlWatch.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The plant side of every command: the last check before a set-point is written. Each sequence number of an epoch is
/// handled at most once, none of an older epoch, none older than the newest handled for its point, none past its expiry,
/// none outside the point's limits, and none while the plant is on its local rules. Nothing is ever clamped. When control
/// may no longer write, every set-point is given back at once.
///
/// No I/O. Confined to one thread; wall times come from a clock that never jumps.
final class CommandDesk {
    private final String site;
    private final PointCatalog catalog;
    private final Plant plant;
    private final ControlWatch watch;
    private final Map<PointId, Long> newestOfPoint = new HashMap<>();
    private long epoch;
    private HandledSequence handled;
    private Standing standing = Standing.SILENT;

    CommandDesk(String site, PointCatalog catalog, Plant plant, DeskState state) {
        this.site = site;
        this.catalog = catalog;
        this.plant = plant;
        watch = new ControlWatch(state.exited());
        epoch = state.epoch();
        handled = new HandledSequence(state.seq());
    }

    /// Carries a command out, or says why not.
    Acknowledgement handle(Command command, long wallMs) {
        if (!command.site().equals(site) || command.epoch() < 1 || command.seq() < 1) {
            return answer(command, Status.REFUSED);
        }
        if (command.epoch() < epoch) {
            return answer(command, Status.SUPERSEDED);
        }
        adopt(command.epoch());
        settle(wallMs);
        if (!handled.add(command.seq())) {
            return answer(command, Status.DUPLICATE);
        }
        if (newestOfPoint.getOrDefault(command.point(), 0L) > command.seq()) {
            return answer(command, Status.SUPERSEDED);
        }
        Optional<Point> point = catalog.find(command.point());
        if (point.isEmpty() || !acceptable(point.get(), command)) {
            return answer(command, Status.REFUSED);
        }
        newestOfPoint.put(command.point(), command.seq());
        if (plant.time() > command.notAfter()) {
            return answer(command, Status.EXPIRED);
        }
        if (!automatic()) {
            return answer(command, Status.LOCAL);
        }
        boolean written = plant.write(command.point(), command.value());
        return answer(command, written ? Status.APPLIED : Status.REFUSED);
    }

    /// Hears control.
    void heartbeat(Heartbeat heartbeat, long wallMs) {
        adopt(Math.max(epoch, heartbeat.epoch()));
        watch.heartbeat(heartbeat, epoch, wallMs);
        settle(wallMs);
    }

    /// Hears an operator; EXIT_AUTO takes effect before this returns.
    void request(OperatorRequest request, long wallMs) {
        watch.request(request.action());
        settle(wallMs);
    }

    /// Takes over what an earlier life of this gateway has told the broker, where that is newer than what it kept itself.
    void recall(EpochSeen seen) {
        if (seen.epoch() > epoch || seen.epoch() == epoch && seen.seq() > handled.newest()) {
            epoch = seen.epoch();
            newestOfPoint.clear();
            handled = new HandledSequence(seen.seq());
        }
    }

    /// Looks at the clock: gives every set-point back when control has fallen silent.
    void settle(long wallMs) {
        Standing now = watch.standing(epoch, wallMs);
        if (automatic() && now != Standing.AUTOMATIC) {
            plant.relinquishAll();
        }
        standing = now;
    }

    /// True while commands are obeyed.
    boolean automatic() {
        return standing == Standing.AUTOMATIC;
    }

    /// Whether commands are obeyed, and if not, why.
    Standing standing() {
        return standing;
    }

    /// True while control is alive and plans, so that a clock may wait for it.
    boolean planning(long wallMs) {
        return watch.planning(wallMs);
    }

    EpochSeen seen() {
        return new EpochSeen(epoch, handled.newest());
    }

    /// What must outlive this process.
    DeskState state() {
        return new DeskState(epoch, handled.newest(), watch.exited());
    }

    private void adopt(long newer) {
        if (newer > epoch) {
            epoch = newer;
            newestOfPoint.clear();
            handled = new HandledSequence(0);
        }
    }

    private static boolean acceptable(Point point, Command command) {
        return command.unit().equals(point.quantity().unit())
                && point.limits().isPresent() && point.limits().get().contains(command.value());
    }

    private Acknowledgement answer(Command command, Status status) {
        double inForce = switch (status) {
            case APPLIED, DUPLICATE -> plant.setpoint(command.point());
            case EXPIRED, SUPERSEDED, REFUSED, LOCAL -> Double.NaN;
        };
        return new Acknowledgement(command.point(), command.epoch(), command.seq(), status,
                Double.isFinite(inForce) ? inForce : null, plant.time());
    }
}
