package dev.ondol.controllers;

import dev.ondol.controllers.verify.EdgeSite;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.NodeProfile;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A plant that does at once what it is told while control is in AUTO, and the ear for everything that control says.
final class FakePlant implements Outlet {
    static final long START = 1_700_000_100_000L;

    final List<Command> commands = new ArrayList<>();
    final List<CycleApplied> cycles = new ArrayList<>();
    final List<OperatorReply> replies = new ArrayList<>();
    final List<ActReply> actReplies = new ArrayList<>();
    final List<RecommendationBoard> boards = new ArrayList<>();
    final List<Heartbeat> heartbeats = new ArrayList<>();
    final List<Lockouts> lockouts = new ArrayList<>();
    final Map<PointId, Double> setpoints = new HashMap<>();
    final Map<PointId, Double> readings = new HashMap<>();
    boolean deaf;
    boolean simulated = true;
    double rate = 60;
    String run = "run-1";
    long now = START;
    private final List<Command> arrived = new ArrayList<>();
    private Mode mode = Mode.FALLBACK;
    private int plans;

    FakePlant() {
        for (Point point : EdgeSite.CATALOG.writable()) {
            setpoints.put(point.id(), EdgeSite.ordinary(point));
        }
    }

    @Override
    public void command(Command command, Duration expiry) {
        commands.add(command);
        arrived.add(command);
    }

    @Override
    public void cycleApplied(CycleApplied message) {
        cycles.add(message);
    }

    @Override
    public void heartbeat(Heartbeat message) {
        heartbeats.add(message);
        mode = message.mode();
    }

    @Override
    public void reply(OperatorReply message) {
        replies.add(message);
    }

    @Override
    public void reply(ActReply message) {
        actReplies.add(message);
    }

    @Override
    public void recommendations(RecommendationBoard message) {
        boards.add(message);
    }

    @Override
    public void lockouts(Lockouts message) {
        lockouts.add(message);
    }

    /// One instant: answers what has arrived, frames, the clock.
    void tick(Controller controller) {
        answer(controller);
        now += 15_000;
        Map<PointId, Double> values = new HashMap<>(setpoints);
        values.putAll(readings);
        controller.frame(frame(values));
        controller.clock(tick());
        answer(controller);
    }

    void ticks(Controller controller, int count) {
        for (int i = 0; i < count; i++) {
            tick(controller);
        }
    }

    ClockTick tick() {
        return new ClockTick(now, now, rate, run, simulated);
    }

    private Frame frame(Map<PointId, Double> values) {
        return EdgeSite.frame(now, values);
    }

    void answer(Controller controller) {
        for (Command command : List.copyOf(arrived)) {
            arrived.remove(command);
            if (!deaf) {
                boolean obeys = (mode == Mode.AUTO || mode == Mode.ADVISE) && now <= command.notAfter();
                if (obeys) {
                    setpoints.put(command.point(), command.value());
                }
                controller.acknowledgement(new Acknowledgement(command.point(), command.epoch(), command.seq(), obeys
                        ? Acknowledgement.Status.APPLIED
                        : Acknowledgement.Status.LOCAL, inForce(command.point()), now));
            }
        }
    }

    private @Nullable Double inForce(PointId point) {
        return setpoints.get(point);
    }

    /// A plan of the present cycle that wants these values from now on.
    Plan plan(Map<PointId, Double> wanted, NodeProfile... profiles) {
        List<SetpointSteps> steps = wanted.entrySet().stream().map(entry -> new SetpointSteps(entry.getKey(),
                List.of(new Step(now, entry.getValue())), "energy")).toList();
        return new Plan("plan-" + ++plans, EdgeSite.SITE.id(), now, now + 86_400_000, steps, List.of(),
                List.of(profiles), new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0", 0, 0, 0, 0));
    }

    Mode saidMode() {
        return heartbeats.getLast().mode();
    }
}
