package dev.ondol.benchmarks.safety;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.gateway.CommandDesk;
import dev.ondol.gateway.DeskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// Random controllers, operators, restarts and clocks against the gateway's command desk, and the book on what it may write. One thread.
final class GatewayLife {
    private static final long START = 1_700_000_100_000L;
    private static final long DATE = 1_750_000_000_000L;
    private static final String SITE = "kr-edge";

    private final Random random;
    private final PointCatalog catalog;
    private final List<Point> points;
    private final GatewayTries tries;
    private final BookedPlant plant;
    private final List<Command> sent = new ArrayList<>();
    private final List<Intervention> acts = new ArrayList<>();
    private final Set<String> applied = new HashSet<>();
    private final Map<PointId, Long> newest = new HashMap<>();
    private final Map<PointId, Held> held = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private CommandDesk desk;
    private long wallMs = 1_000;
    private long jumpMs;
    private long highestEpoch;
    private long nextSeq = 1;
    private long nextAct = 1;
    private long heardMs = Long.MIN_VALUE / 2;
    private long heardEpoch;
    private Mode heardMode = Mode.FALLBACK;
    private boolean exited;
    private boolean chosen;

    /// @param endsMs by the clock that never jumps
    private record Held(double value, long endsMs) {}

    GatewayLife(PointCatalog catalog, GatewayTries tries, Random random) {
        this.random = random;
        this.catalog = catalog;
        this.tries = tries;
        points = catalog.writable().subList(0, 4);
        plant = new BookedPlant(catalog, START);
        desk = desk(DeskState.NEW);
    }

    private CommandDesk desk(DeskState state) {
        return new CommandDesk(SITE, catalog, plant, state, () -> Instant.ofEpochMilli(date()), wallMs);
    }

    /// Wall time, which people may set.
    private long date() {
        return DATE + wallMs + jumpMs;
    }

    void event() {
        wallMs += random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(200);
        if (random.nextInt(4) == 0) {
            plant.advance(plant.time() + 15_000L * random.nextInt(3));
        }
        held.values().removeIf(one -> one.endsMs() <= wallMs);
        int dice = random.nextInt(100);
        if (dice < 28) {
            beat();
        } else if (dice < 31) {
            ask();
        } else if (dice < 41) {
            intervene();
        } else if (dice < 43) {
            restart();
        } else {
            order();
        }
        if (random.nextInt(3) == 0) {
            desk.settle(wallMs);
            held.values().removeIf(one -> one.endsMs() <= wallMs);
            tries.silence.check(open() || held.keySet().containsAll(plant.written().keySet()),
                    () -> "set-points kept without control: " + plant.written());
            tries.operator.check(held.entrySet().stream().allMatch(of -> plant.setpoint(of.getKey()) == of.getValue()
                    .value()), () -> "held " + held + " but in force " + plant.written());
        }
    }

    private void beat() {
        long epoch = Math.max(0, highestEpoch + (random.nextInt(10) == 0 ? random.nextInt(3) - 1 : 0));
        Mode mode = random.nextInt(12) == 0 ? Mode.FALLBACK : random.nextInt(12) == 0 ? Mode.SHADOW : Mode.AUTO;
        desk.heartbeat(new Heartbeat("control", mode, epoch, 0, plant.time()), wallMs);
        raise(epoch);
        if (epoch >= highestEpoch) {
            heardMs = wallMs;
            heardEpoch = epoch;
            heardMode = mode;
            exited &= !(chosen && mode == Mode.AUTO);
        }
    }

    private void ask() {
        Action action = List.of(Action.EXIT_AUTO, Action.CHOOSE_AUTO, Action.CHOOSE_SHADOW).get(random.nextInt(3));
        desk.request(new OperatorRequest("r", action, "kim", 0, ""), wallMs);
        exited |= action == Action.EXIT_AUTO;
        chosen = action == Action.CHOOSE_AUTO;
        if (action == Action.EXIT_AUTO) {
            tries.operator.check(held.keySet().containsAll(plant.written().keySet()), () -> "EXIT_AUTO left "
                    + plant.written());
        }
    }

    private void intervene() {
        boolean again = !acts.isEmpty() && random.nextInt(5) == 0;
        Intervention act = again ? acts.get(random.nextInt(acts.size())) : freshAct();
        acts.add(act);
        PointId point = PointId.of(act.target());
        OperatorReply reply = desk.intervene(act, wallMs);
        Double value = act.value();
        if (act.action() == Intervention.Action.RELEASE) {
            boolean was = held.remove(point) != null;
            tries.operator.check(reply.accepted() == was && !(was && plant.isWritten(point)), () -> point
                    + " was released and is still written");
            return;
        }
        SetpointLimits limits = limits(point);
        boolean good = value != null && limits.contains(value) && date() - act.wall() <= 60_000;
        if (done.contains(act.id())) {
            tries.twice.check(true, () -> ""); // the book stays as it is; the next look at what is held finds a change
        } else if (good) {
            Long seconds = act.seconds();
            held.put(point, new Held(Objects.requireNonNull(value), seconds == null
                    ? Long.MAX_VALUE
                    : wallMs + 1_000
                            * seconds));
            done.add(act.id());
            tries.operator.check(reply.accepted() && plant.setpoint(point) == value, () -> act + " is not in force: "
                    + reply);
        } else {
            tries.envelope.check(!reply.accepted(), () -> act + " was accepted");
        }
    }

    private Intervention freshAct() {
        Point point = points.get(random.nextInt(points.size()));
        SetpointLimits limits = point.limits().orElseThrow();
        boolean release = random.nextInt(3) == 0;
        double value = random.nextInt(8) == 0
                ? Math.nextUp(limits.max())
                : limits.min() + random.nextDouble() * (limits
                        .max() - limits.min());
        return new Intervention("act-" + nextAct++,
                release ? Intervention.Action.RELEASE : Intervention.Action.OVERRIDE,
                point.id().toString(), release ? null : value, random.nextBoolean() ? null : 1L + random.nextInt(20),
                "kim",
                date() - (random.nextInt(10) == 0 ? 61_000 : 0), "");
    }

    private void restart() {
        DeskState state = desk.state();
        plant.relinquishAll(); // a new process finds a plant on local rules
        desk = desk(state);
        heardMs = Long.MIN_VALUE / 2;
        chosen = false;
        done.clear();
        acts.clear();
        held.keySet().removeIf(point -> state.overrides().stream().noneMatch(entry -> entry.point().equals(point)));
    }

    private void order() {
        Command command = !sent.isEmpty() && random.nextInt(4) == 0 ? sent.get(random.nextInt(sent.size())) : fresh();
        sent.add(command);
        desk.settle(wallMs);
        Map<PointId, Double> before = plant.written();
        long writes = plant.writes();
        boolean open = openTo(command);
        Acknowledgement answer = desk.handle(command, wallMs);
        if (command.site().equals(SITE)) {
            raise(command.epoch());
        }
        boolean written = plant.writes() > writes && answer.status() == Status.APPLIED;
        SetpointLimits limits = limits(command.point());
        tries.envelope.check(!written || limits.contains(command.value()) && plant.setpoint(command.point()) == command
                .value(), () -> command + " was written");
        tries.priority.check(!held.containsKey(command.point()) || !written, () -> command + " overwrote an operator");
        tries.expired.check(!written || plant.time() <= command.notAfter(), () -> command + " was applied at " + plant
                .time());
        tries.older.check(!written || command.epoch() == highestEpoch && command.seq() > newest.getOrDefault(command
                .point(), 0L), () -> command + " was applied after epoch " + highestEpoch + ", " + newest);
        tries.silence.check(!written || open, () -> command + " was applied without control");
        String name = command.epoch() + "/" + command.seq();
        tries.twice.check(written
                ? applied.add(name)
                : answer.status() != Status.DUPLICATE || !open
                        || before.equals(plant.written()),
                () -> command + " came a second time: " + answer);
        if (written) {
            newest.put(command.point(), command.seq());
        }
    }

    /// A new command: now and then of another site, epoch, unit, an old number, outside its limits, or late.
    private Command fresh() {
        Point point = points.get(random.nextInt(points.size()));
        SetpointLimits limits = point.limits().orElseThrow();
        double value = switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 2 -> Math.nextUp(limits.max());
            case 3 -> Math.nextDown(limits.min());
            default -> limits.min() + random.nextDouble() * (limits.max() - limits.min());
        };
        long epoch = Math.max(1, highestEpoch + (random.nextInt(15) == 0 ? random.nextInt(4) - 2 : 0));
        long seq = random.nextInt(8) == 0 ? 1 + random.nextInt((int) nextSeq) : nextSeq++;
        long notAfter = plant.time() + (random.nextInt(6) == 0 ? -1 : random.nextInt(60_000));
        return new Command(random.nextInt(30) == 0 ? "kr-hn1" : SITE, point.id(), value, random.nextInt(30) == 0
                ? "furlong"
                : point.quantity().unit(), epoch, seq, plant.time(), notAfter, "p", "plan");
    }

    private SetpointLimits limits(PointId point) {
        return catalog.find(point).flatMap(Point::limits).orElseThrow();
    }

    private boolean openTo(Command command) {
        return open() && command.epoch() <= highestEpoch;
    }

    private boolean open() {
        return wallMs - heardMs < 3_000 && heardMode == Mode.AUTO && heardEpoch >= highestEpoch && !exited;
    }

    private void raise(long epoch) {
        if (epoch > highestEpoch) {
            highestEpoch = epoch;
            newest.clear();
        }
    }
}
