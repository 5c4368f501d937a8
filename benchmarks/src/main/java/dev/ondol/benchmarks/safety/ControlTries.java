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
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// P20 of the controller: plans come late, not at all, twice, out of order or from the future. Each command belongs to the newest plan
/// that came and still holds; when none holds control says FALLBACK, and why.
public final class ControlTries implements Outlet {
    private static final long START = 1_700_000_100_000L;
    private static final long HOLDS_MS = 900_000;

    private final Tried tried = Tried.inMemory("P20");
    private final Random random;
    private final Site site = SiteReader.builtIn("kr-edge").orElseThrow();
    private final PointCatalog catalog = PointCatalog.of(site);
    private final Surroundings around;
    private final PlantBook book = new PlantBook(catalog);
    private final Controller controller;
    private final List<Command> arrived = new ArrayList<>();
    private final Map<String, Long> cycles = new HashMap<>();
    private long now = START;
    private long wall = 1_750_000_000_000L;
    private long heardAt = START + 15_000;
    private long earlyCycle;
    private long plans;
    private Mode said = Mode.FALLBACK;

    @Override
    public void reply(ActReply message) {}

    @Override
    public void recommendations(RecommendationBoard board) {}

    private ControlTries(Random random) {
        this.random = random;
        around = new Surroundings(site, catalog, random);
        around.setpoints()
                .forEach(point -> book.begins(point, (book.limits(point).min() + book.limits(point).max()) / 2,
                        now));
        controller = new Controller(site, catalog, "bench", ControlOptions.defaults().withInitialMode(Mode.AUTO), this,
                entry -> entry.carryOut(new ForgetfulRecords()), new SilentTrail(), () -> Instant.ofEpochMilli(wall),
                () -> 0, Runnable::run);
        controller.restore();
        controller.epochSeen(new EpochSeen(0, 0), true);
        controller.leaseErrand(true).ifPresent(asked -> controller.leaseAnswered(new LeaseRecords.Answer.Granted(1),
                0));
    }

    public static Tried run(long seed, long tries) {
        ControlTries of = new ControlTries(new Random(seed));
        while (of.tried.tries() < tries) {
            of.instant();
        }
        return of.tried;
    }

    private void instant() {
        now += 15_000;
        wall += 250;
        Map<PointId, Double> told = around.readings(now, book);
        around.setpoints().forEach(point -> told.put(point, book.inForce(point)));
        controller.frame(new Frame("b", now, now, told, Map.of()));
        long before = controller.statistics(0, 0).plans();
        controller.clock(new ClockTick(now, wall, 60, "run", true));
        if (controller.statistics(0, 0).plans() > before) {
            heardAt = earlyCycle; // it had overtaken the clock
        }
        boolean silent = now - heardAt > HOLDS_MS;
        tried.check(!silent || said == Mode.FALLBACK,
                () -> "no plan since %d and mode %s at %d".formatted(heardAt, said,
                        now));
        tried.check(!silent || !controller.statistics(0, 0).cause().isEmpty(),
                () -> "FALLBACK without a cause at " + now);
        if (random.nextInt(20) == 0) {
            offer();
        }
        if (random.nextInt(400) == 0) {
            now += HOLDS_MS; // the planner was away
        }
        answer();
    }

    private void offer() {
        long cycle = now - now % 300_000 + 300_000L * (random.nextInt(8) - 6);
        String id = random.nextInt(6) == 0 && plans > 0 ? "plan-" + plans : "plan-" + ++plans;
        cycles.putIfAbsent(id, cycle);
        double wanted = 16 + 14 * random.nextDouble();
        Plan plan = new Plan(id, random.nextInt(20) == 0 ? "another-site" : site.id(), cycles.getOrDefault(id, cycle),
                now
                        + 86_400_000,
                List.of(new SetpointSteps(around.air, List.of(new Step(START, wanted)), "energy")), List.of(),
                List.of(), new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0", 0, 0, 0, 0));
        long before = controller.statistics(0, 0).plans();
        controller.plan(plan);
        earlyCycle = plan.cycle() > now && plan.site().equals(site.id()) ? plan.cycle() : earlyCycle;
        if (controller.statistics(0, 0).plans() > before) {
            heardAt = plan.cycle();
            tried.check(plan.site().equals(site.id()) && plan.cycle() <= now && now - plan.cycle() <= HOLDS_MS,
                    () -> "followed %s of %s, cycle %d, at %d".formatted(plan.id(), plan.site(), plan.cycle(), now));
        }
    }

    private void answer() {
        for (Command command : List.copyOf(arrived)) {
            arrived.remove(command);
            if (around.setpoints().contains(command.point())) {
                book.applied(command.point(), command.value(), now);
            }
            controller.acknowledgement(new Acknowledgement(command.point(), command.epoch(), command.seq(),
                    Acknowledgement.Status.APPLIED, command.value(), now));
        }
    }

    @Override
    public void command(Command command, Duration expiry) {
        long cycle = cycles.getOrDefault(command.planId(), Long.MIN_VALUE);
        tried.check(
                said == Mode.AUTO && command.issuedAt() - cycle <= HOLDS_MS && command.notAfter() <= cycle + HOLDS_MS,
                () -> "%s in mode %s, its plan is of %d".formatted(command, said, cycle));
        arrived.add(command);
    }

    @Override
    public void heartbeat(Heartbeat message) {
        said = message.mode();
    }

    @Override
    public void cycleApplied(CycleApplied message) {}

    @Override
    public void reply(OperatorReply message) {}

    @Override
    public void lockouts(Lockouts message) {}
}
