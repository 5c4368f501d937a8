package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.StagedChange;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// P17 and P18, what must not change everywhere at once: halls that all want to save, racks that all want to sleep or to draw more.
public final class StagedTries {
    private static final long START = 1_700_000_100_000L;
    private static final long CYCLE_MS = 300_000;
    private static final long HOUR_MS = 3_600_000;

    private StagedTries() {}

    public static List<Tried> run(long seed, long tries) {
        Tried staged = Tried.inMemory("P17");
        Tried power = Tried.inMemory("P18");
        Random random = new Random(seed);
        while (staged.tries() < tries / 2) {
            canaries(staged, random);
        }
        while (staged.tries() < tries || power.tries() < tries) {
            nodes(staged, power, random);
        }
        return List.of(staged, power);
    }

    /// Some hours of four halls. A hall that begins to save does so alone, or after another one was watched for five minutes.
    private static void canaries(Tried tried, Random random) {
        Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
        PointCatalog catalog = PointCatalog.of(site);
        Verifier verifier = new Verifier(site, catalog);
        List<PointId> halls = site.halls().stream().map(hall -> PointId.of(hall.equipment(),
                Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT)).toList();
        Observations plant = new Observations(catalog);
        Map<PointId, Double> inForce = new HashMap<>();
        Map<PointId, Long> began = new HashMap<>();
        Map<PointId, Long> last = new HashMap<>();
        halls.forEach(hall -> inForce.put(hall, 22.0));
        long now = START;
        for (int cycle = 0; cycle < 2_000; cycle++) {
            now += random.nextInt(40) == 0 ? HOUR_MS + 1 : 60_000L * (1 + random.nextInt(6));
            plant.accept(new Frame("b", cycle, now, Map.copyOf(inForce), Map.of()));
            StagedChange change = verifier.staged(plant, now);
            for (PointId hall : halls) {
                if (random.nextInt(3) > 0) {
                    continue;
                }
                boolean saves = random.nextInt(3) > 0;
                double value = inForce.getOrDefault(hall, 22.0) + (saves ? 0.1 : -0.1);
                if (change.broken(hall, value).isPresent()) {
                    long at = now;
                    tried.check(saves, () -> hall + " must be allowed to cool more at " + at);
                    continue;
                }
                if (saves) {
                    begins(tried, hall, halls, now, began, last);
                }
                inForce.put(hall, value);
                plant.issued(new Command(site.id(), hall, value, "Cel", 1, cycle * 10L + halls.indexOf(hall), now, now
                        + CYCLE_MS, "p", "plan"));
            }
        }
    }

    private static void begins(Tried tried, PointId hall, List<PointId> halls, long now, Map<PointId, Long> began,
            Map<PointId, Long> last) {
        boolean goesOn = active(hall, now, last);
        boolean others = halls.stream().anyMatch(other -> !other.equals(hall) && active(other, now, last));
        boolean watched = halls.stream()
                .anyMatch(other -> !other.equals(hall) && active(other, now, last) && now - began
                        .getOrDefault(other, now) >= CYCLE_MS);
        tried.check(goesOn || !others || watched, () -> hall + " began to save at " + now + " beside " + began);
        if (!goesOn) {
            began.put(hall, now);
        }
        last.put(hall, now);
    }

    private static boolean active(PointId hall, long now, Map<PointId, Long> last) {
        Long at = last.get(hall);
        return at != null && now - at <= HOUR_MS;
    }

    /// A hall whose nodes are all to be parked, woken, capped and uncapped at random.
    private static void nodes(Tried staged, Tried power, Random random) {
        Site site = SiteReader.builtIn("kr-edge").orElseThrow();
        PointCatalog catalog = PointCatalog.of(site);
        Verifier verifier = new Verifier(site, catalog);
        List<PointId> orders = catalog.writable().stream().filter(point -> point
                .quantity() == Quantity.POWER_STATE_SETPOINT).map(point -> point.id()).toList();
        double siteW = site.halls().stream().flatMap(hall -> hall.racks().stream()).filter(group -> group.nodeType()
                .isPresent()).mapToDouble(group -> group.racks() * group.nodesPerRack()
                        * site.nodeType(group.nodeType()
                                .get()).nameplateW())
                .sum();
        Map<PointId, Double> inForce = new HashMap<>();
        Observations plant = new Observations(catalog);
        Map<PointId, Long> parked = new HashMap<>();
        long now = START;
        long seq = 0;
        for (int look = 0; look < 50; look++) {
            now += 60_000L * (1 + random.nextInt(6));
            long at = now;
            orders.forEach(order -> {
                inForce.putIfAbsent(order, 2.0);
                inForce.putIfAbsent(cap(order), 50.0 + 50 * random.nextDouble());
            });
            plant.accept(new Frame("b", look, now, Map.copyOf(inForce), Map.of()));
            StagedChange change = verifier.staged(plant, now);
            double raisedW = 0;
            for (PointId order : orders) {
                double state = random.nextInt(3) == 0 ? 2 : 0;
                if (inForce.getOrDefault(order, 2.0) != state && change.broken(order, state).isEmpty()) {
                    plant.issued(command(order, state, ++seq, now));
                    inForce.put(order, state);
                    if (state == 0) {
                        parked.put(order, now);
                    } else {
                        parked.remove(order);
                    }
                    parked.values().removeIf(time -> time <= at - CYCLE_MS);
                    staged.check(parked.size() <= orders.size() / 4, () -> parked.size() + " of " + orders.size()
                            + " parked within a cycle");
                }
                PointId cap = cap(order);
                double percent = random.nextInt(4) == 0 ? 50 : 100;
                double before = inForce.getOrDefault(cap, 100.0);
                if (before != percent && change.broken(cap, percent).isEmpty()) {
                    plant.issued(command(cap, percent, ++seq, now));
                    raisedW += Math.max(0, percent - before) / 100 * gpuW(site, order);
                    inForce.put(cap, percent);
                    double sumW = raisedW;
                    power.check(sumW <= 0.1 * siteW + 10_200, () -> sumW + " W of " + siteW + " W raised at once");
                }
            }
        }
    }

    private static PointId cap(PointId order) {
        return PointId.of(order.equipment(), Quantity.POWER_CAP_SETPOINT);
    }

    private static double gpuW(Site site, PointId order) {
        return site.halls().stream().flatMap(hall -> hall.racks().stream()).filter(group -> group.nodeType().isPresent()
                && order.equipment().startsWith(group.node(1, 1).substring(0, group.node(1, 1).length() - 5)))
                .findFirst()
                .map(group -> site.nodeType(group.nodeType().get())).map(type -> type.nameplateW() * type.busyFraction()
                        * type.gpuShare())
                .orElseThrow();
    }

    private static Command command(PointId point, double value, long seq, long now) {
        return new Command("kr-edge", point, value, "1", 1, seq, now, now + CYCLE_MS, "p", "plan");
    }
}
