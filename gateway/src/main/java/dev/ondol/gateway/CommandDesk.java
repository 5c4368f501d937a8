package dev.ondol.gateway;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.ControlWatch.Standing;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The plant side of every command: the last check before a set-point is written. Each sequence number of an epoch is
/// handled at most once, none of an older epoch, none older than the newest handled for its point, none past its expiry,
/// none outside the point's limits, none where an operator holds the set-point, and none while the plant is on its local rules.
/// Nothing is ever clamped. When control may no longer write, every set-point is given back at once, but for those that an operator
/// holds ([OperatorHolds]).
///
/// No I/O. Confined to one thread; wall times come from a clock that never jumps.
public final class CommandDesk {
    private final String site;
    private final PointCatalog catalog;
    private final Plant plant;
    private final ControlWatch watch;
    private final OperatorHolds holds;
    private final Map<PointId, Long> newestOfPoint = new HashMap<>();
    private long epoch;
    private HandledSequence handled;
    private Standing standing = Standing.SILENT;

    CommandDesk(String site, PointCatalog catalog, Plant plant, DeskState state) {
        this(site, catalog, plant, state, InstantSource.system(), 0);
    }

    /// @param wall   tells the date, for what must outlive a restart
    /// @param wallMs now, by the clock that never jumps
    public CommandDesk(String site, PointCatalog catalog, Plant plant, DeskState state, InstantSource wall,
            long wallMs) {
        this.site = site;
        this.catalog = catalog;
        this.plant = plant;
        watch = new ControlWatch(state.exited());
        epoch = state.epoch();
        handled = new HandledSequence(state.seq());
        holds = new OperatorHolds(catalog, plant, wall, state.overrides(), wallMs);
    }

    /// Carries a command out, or says why not.
    public Acknowledgement handle(Command command, long wallMs) {
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
        if (holds.holds(command.point())) {
            return answer(command, Status.OVERRIDDEN);
        }
        if (!automatic()) {
            return answer(command, Status.LOCAL);
        }
        boolean written = plant.write(command.point(), command.value());
        return answer(command, written ? Status.APPLIED : Status.REFUSED);
    }

    /// Hears control.
    public void heartbeat(Heartbeat heartbeat, long wallMs) {
        adopt(Math.max(epoch, heartbeat.epoch()));
        watch.heartbeat(heartbeat, epoch, wallMs);
        settle(wallMs);
    }

    /// Hears an operator; EXIT_AUTO takes effect before this returns.
    public void request(OperatorRequest request, long wallMs) {
        watch.request(request.action());
        settle(wallMs);
    }

    /// What an operator does by hand; it takes effect before this returns, whether control is alive or not.
    ///
    /// @throws IllegalArgumentException if it is none of the gateway's
    public OperatorReply intervene(Intervention asked, long wallMs) {
        settle(wallMs);
        String code = switch (asked.action()) {
            case OVERRIDE -> holds.hold(asked, wallMs);
            case RELEASE -> holds.release(asked);
            case LOCK_OUT, RETURN -> throw new IllegalArgumentException("The action (%s) must be the gateway's."
                    .formatted(asked.action()));
        };
        return new OperatorReply(asked.id(), code.equals("done"), automatic() ? Mode.AUTO : Mode.FALLBACK, code);
    }

    /// The set-points that an operator holds.
    public Overrides overrides() {
        return new Overrides(holds.entries());
    }

    /// Takes over what an earlier life of this gateway has told the broker, where that is newer than what it kept itself.
    public void recall(EpochSeen seen) {
        if (seen.epoch() > epoch || seen.epoch() == epoch && seen.seq() > handled.newest()) {
            epoch = seen.epoch();
            newestOfPoint.clear();
            handled = new HandledSequence(seen.seq());
        }
    }

    /// Looks at the clock: gives every set-point back when control has fallen silent.
    public void settle(long wallMs) {
        Standing now = watch.standing(epoch, wallMs);
        if (automatic() && now != Standing.AUTOMATIC) {
            plant.relinquishAll();
            holds.reassert();
        }
        holds.expire(wallMs);
        standing = now;
    }

    /// True while commands are obeyed.
    public boolean automatic() {
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

    public EpochSeen seen() {
        return new EpochSeen(epoch, handled.newest());
    }

    /// What must outlive this process.
    public DeskState state() {
        return new DeskState(epoch, handled.newest(), watch.exited(), holds.entries());
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
            case EXPIRED, SUPERSEDED, REFUSED, LOCAL, OVERRIDDEN -> Double.NaN;
        };
        return new Acknowledgement(command.point(), command.epoch(), command.seq(), status,
                Double.isFinite(inForce) ? inForce : null, plant.time());
    }
}
