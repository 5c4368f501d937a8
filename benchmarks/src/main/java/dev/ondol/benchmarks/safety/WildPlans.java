package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.ControlOptions;
import dev.ondol.controllers.Controller;
import dev.ondol.controllers.Outlet;
import dev.ondol.controllers.lease.LeaseRecords;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
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
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.gateway.CommandDesk;
import dev.ondol.gateway.DeskState;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.facility.Facility;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// R17: plans as a broken planner would send them (not a number, huge, one ulp outside, from one limit to the other and back, for points
/// that nobody may write) through control, its verifier and the gateway to the simulated facility, in memory and in one thread.
public final class WildPlans implements Outlet {
    private static final long START = 1_700_000_100_000L;
    private static final long STEP_MS = 15_000;
    private static final int PLANS_A_STEP = 10;

    private final Random random;
    private final Site site = SiteReader.builtIn("kr-edge").orElseThrow();
    private final PointCatalog catalog = PointCatalog.of(site);
    private final Tried tried = Tried.inMemory("R17");
    private final JudgedFacility plant;
    private final CommandDesk desk;
    private final Controller controller;
    private final List<PointId> setpoints;
    private final List<PointId> others;
    private final List<Command> arrived = new ArrayList<>();
    private long wallMs;
    private long plans;
    private boolean high;

    /// @param plans  offered
    /// @param writes that reached the plant
    /// @param tried  what was judged there
    public record Outcome(long plans, long writes, Tried tried) {}

    private WildPlans(long seed) {
        random = new Random(seed);
        plant = new JudgedFacility(new Facility(site, new GoodPracticeControl(), new MildDay(START), START, seed),
                catalog, tried);
        desk = new CommandDesk(site.id(), catalog, plant, DeskState.NEW, () -> Instant.ofEpochMilli(wallMs), 0);
        controller = new Controller(site, catalog, "bench", ControlOptions.defaults().withInitialMode(Mode.AUTO), this,
                entry -> entry.carryOut(new ForgetfulRecords()), new SilentTrail(), () -> Instant.ofEpochMilli(wallMs),
                () -> 0, Runnable::run);
        controller.restore();
        controller.epochSeen(new EpochSeen(0, 0), true);
        controller.leaseErrand(true).ifPresent(asked -> controller.leaseAnswered(new LeaseRecords.Answer.Granted(1),
                0));
        setpoints = catalog.writable().stream().map(Point::id).filter(id -> !id.equipment().startsWith("node-"))
                .toList();
        others = catalog.all().stream().map(Point::id).toList();
    }

    /// @param plans so many
    public static Outcome run(long seed, long plans) {
        WildPlans of = new WildPlans(seed);
        while (of.plans < plans) {
            of.step();
        }
        return new Outcome(of.plans, of.plant.writes(), of.tried);
    }

    /// Fifteen plant seconds: telemetry, the clock, a heartbeat, and ten plans.
    private void step() {
        plant.advance(plant.time() + STEP_MS);
        long now = plant.time();
        wallMs += 250;
        List<Point> due = catalog.all().stream().filter(point -> now % point.period().toMillis() == 0).toList();
        controller.frame(new Frame("b", now, now, plant.readings(due), Map.of()));
        controller.clock(new ClockTick(now, wallMs, 60, "run", true));
        controller.wallSecond();
        deliver();
        for (int i = 0; i < PLANS_A_STEP; i++) {
            controller.plan(plan(now));
            deliver();
        }
        desk.settle(wallMs);
    }

    private Plan plan(long now) {
        List<SetpointSteps> wanted = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            PointId point = random.nextInt(30) == 0
                    ? others.get(random.nextInt(others.size()))
                    : setpoints.get(random.nextInt(setpoints.size()));
            wanted.add(new SetpointSteps(point, List.of(new Step(now - random.nextInt(2) * 60_000L, value(point))),
                    "energy"));
        }
        List<NodeProfile> profiles = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String node = catalog.writable().get(random.nextInt(catalog.writable().size())).id().equipment();
            profiles.add(new NodeProfile(node, "wild", value(PointId.of(node + "/power-cap-setpoint")), random
                    .nextBoolean()));
        }
        return new Plan("plan-" + ++plans, site.id(), now, now + 86_400_000, wanted, List.of(), profiles,
                new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0", 0, 0, 0, 0));
    }

    private double value(PointId point) {
        high = !high;
        SetpointLimits limits = catalog.find(point).flatMap(Point::limits).orElse(null);
        if (limits == null) {
            return 1e6 * random.nextGaussian();
        }
        double inForce = plant.setpoint(point);
        return switch (random.nextInt(10)) {
            case 0 -> Double.NaN;
            case 1 -> high ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 2 -> (high ? 1 : -1) * Double.MAX_VALUE * random.nextDouble();
            case 3 -> high ? Math.nextUp(limits.max()) : Math.nextDown(limits.min());
            case 4, 5 -> high ? limits.max() : limits.min();
            case 6 -> limits.min() + random.nextDouble() * (limits.max() - limits.min());
            default -> inForce + limits.savingStep() * 1.2 * random.nextGaussian();
        };
    }

    /// Most arrive at once, some twice, some late, some never.
    private void deliver() {
        for (Command command : List.copyOf(arrived)) {
            if (random.nextInt(20) == 0) {
                continue;
            }
            if (random.nextInt(10) > 0) {
                arrived.remove(command);
            }
            if (random.nextInt(50) > 0) {
                Acknowledgement answer = desk.handle(command, wallMs);
                if (random.nextInt(20) > 0) {
                    controller.acknowledgement(answer);
                }
            }
        }
    }

    @Override
    public void command(Command command, Duration expiry) {
        arrived.add(command);
    }

    @Override
    public void heartbeat(Heartbeat message) {
        desk.heartbeat(message, wallMs);
    }

    @Override
    public void cycleApplied(CycleApplied message) {}

    @Override
    public void reply(OperatorReply message) {}

    @Override
    public void reply(ActReply message) {}

    @Override
    public void recommendations(RecommendationBoard board) {}

    @Override
    public void lockouts(Lockouts message) {}
}
