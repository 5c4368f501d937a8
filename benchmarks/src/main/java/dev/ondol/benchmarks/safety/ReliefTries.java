package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.command.Desired;
import dev.ondol.controllers.command.Reconciler;
import dev.ondol.controllers.command.Reconciler.Outcome;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// P16 of the whole way from plan to command: a hall with a rack that has been too warm for five minutes is cooled more in the next
/// minute, whatever the plan wants; one beyond the allowable range gets all there is.
public final class ReliefTries {
    private static final long START = 1_700_000_100_000L;

    private final Random random;
    private final Site site = SiteReader.builtIn("kr-edge").orElseThrow();
    private final PointCatalog catalog = PointCatalog.of(site);
    private final Reconciler reconciler = new Reconciler(catalog, new Verifier(site, catalog));
    private final Observations plant = new Observations(catalog);
    private final Surroundings around;
    private final PlantBook book = new PlantBook(catalog);
    private final Map<PointId, Long> warmSince = new HashMap<>();
    private long now = START;
    private long seq;
    private String refused = "";

    private ReliefTries(Random random) {
        this.random = random;
        around = new Surroundings(site, catalog, random);
        around.setpoints()
                .forEach(point -> book.begins(point, (book.limits(point).min() + book.limits(point).max()) / 2,
                        now));
    }

    public static Tried run(long seed, long tries) {
        Tried tried = Tried.inMemory("P16");
        ReliefTries of = new ReliefTries(new Random(seed));
        while (tried.tries() < tries) {
            of.minute(tried);
        }
        return tried;
    }

    private void minute(Tried tried) {
        if (random.nextInt(50) == 0) {
            book.applied(around.air, 26, now); // local rules had it for a while
            book.applied(around.pressure, 4, now);
        }
        boolean warm = random.nextInt(4) > 0;
        double worstC = random.nextInt(6) == 0 ? 33 : 28;
        for (int i = 0; i < 4; i++) {
            now += 15_000;
            Map<PointId, Double> told = around.readings(now, book);
            around.setpoints().forEach(point -> told.put(point, book.inForce(point)));
            around.inlets.forEach(inlet -> told.put(inlet, 24 + random.nextDouble()));
            if (warm) {
                told.put(around.inlets.getFirst(), worstC + random.nextDouble());
            }
            plant.accept(new Frame("b", now, now, told, Map.of()));
            around.inlets.forEach(inlet -> {
                if (told.getOrDefault(inlet, 0.0) > 27) {
                    warmSince.putIfAbsent(inlet, now);
                } else {
                    warmSince.remove(inlet);
                }
            });
        }
        Map<PointId, Double> before = Map.of(around.air, book.inForce(around.air), around.pressure, book.inForce(
                around.pressure));
        Outcome whole = reconciler.reconcile(desired(), plant, now);
        refused = whole.refusals().toString();
        carryOut(reconciler.ramp(desired(), plant, now));
        long longest = warmSince.values().stream().mapToLong(since -> now - since).max().orElse(-1);
        for (PointId point : List.of(around.air, around.pressure)) {
            judge(tried, point, before.getOrDefault(point, Double.NaN), longest, warm && worstC > 32);
        }
    }

    private void judge(Tried tried, PointId point, double before, long longest, boolean beyond) {
        SetpointLimits limits = book.limits(point);
        boolean down = limits.safe() == SetpointLimits.SafeDirection.DOWN;
        double full = down ? limits.min() : limits.max();
        double after = book.inForce(point);
        if (beyond) {
            tried.check(Math.abs(after - full) <= limits.deadband(),
                    () -> "%s is %s beyond the allowable range, refused %s".formatted(point, after, refused));
        } else if (longest >= 300_000) {
            boolean cooler = book.saving(point, after) < book.saving(point, before);
            tried.check(cooler || Math.abs(before - full) <= limits.deadband(),
                    () -> "%s stayed at %s after %d s".formatted(
                            point, after, longest / 1000));
        }
    }

    private Desired desired() {
        SetpointLimits air = book.limits(around.air);
        Plan plan = new Plan("p", site.id(), now, now + 900_000,
                List.of(new SetpointSteps(around.air, List.of(new Step(now,
                        air.min() + random.nextDouble() * (air.max() - air.min()))), "energy")),
                List.of(), List.of(),
                new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0", 0, 0, 0, 0));
        return new Desired(plan, 900_000, catalog);
    }

    private void carryOut(Outcome outcome) {
        outcome.writes().forEach(write -> {
            PointId point = write.point().id();
            if (point.equals(around.air) || point.equals(around.pressure)) {
                plant.issued(new Command(site.id(), point, write.value(), "1", 1, ++seq, now, now + 300_000, "p", write
                        .reason()));
                plant.accept(new Acknowledgement(point, 1, seq, Acknowledgement.Status.APPLIED, write.value(), now),
                        true);
                book.applied(point, write.value(), now);
            }
        });
    }
}
