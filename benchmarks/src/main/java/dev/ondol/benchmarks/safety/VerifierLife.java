package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Verdict;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// A plant whose sensors fail, whose operators intervene and whose network loses, delays and doubles what it carries, and somebody who
/// wants something else all the time. What is accepted goes to the plant; the oracles look on. One thread.
final class VerifierLife {
    private static final long STEP_MS = 15_000;
    private static final int PROPOSALS = 8;
    private static final long VALID_MS = 300_000;
    private static final long START = 1_700_000_000_000L;

    private final PointCatalog catalog;
    private final Judge judge;
    private final List<SafetyOracle> oracles;
    private final Random random;
    private final String site;
    private final Surroundings around;
    private final PlantBook book;
    private final List<PointId> setpoints;
    private final List<Command> flying = new ArrayList<>();
    private final List<Command> sent = new ArrayList<>();
    private final Set<String> applied = new HashSet<>();
    private Observations plant;
    private long now = START;
    private long epoch = 1;
    private long seq;
    private long appliedEpoch;
    private final Map<PointId, Long> newest = new HashMap<>();

    VerifierLife(Site site, Judge judge, List<SafetyOracle> oracles, Random random) {
        this.site = site.id();
        this.judge = judge;
        this.oracles = oracles;
        this.random = random;
        catalog = PointCatalog.of(site);
        book = new PlantBook(catalog);
        around = new Surroundings(site, catalog, random);
        setpoints = around.setpoints();
        plant = new Observations(catalog);
        for (PointId point : setpoints) {
            SetpointLimits limits = book.limits(point);
            book.begins(point, whole(point, limits.min() + random.nextDouble() * (limits.max() - limits.min())), now);
        }
    }

    /// Fifteen seconds.
    void step() {
        now += STEP_MS;
        if (random.nextInt(400) == 0) {
            startAnew();
        }
        if (random.nextInt(30) == 0) {
            intervene();
        }
        around.change(now, book);
        deliver();
        for (PointId point : setpoints) {
            if (sent.stream()
                    .noneMatch(command -> command.point().equals(point) && command.notAfter() + 400_000 >= now)) {
                book.settled(point);
            }
        }
        if (random.nextInt(6) > 0) {
            report();
        }
        for (int i = 0; i < PROPOSALS; i++) {
            propose(setpoints.get(random.nextInt(setpoints.size())));
        }
    }

    /// Control restarts without a memory; the plant's clock may have jumped meanwhile.
    private void startAnew() {
        plant = new Observations(catalog);
        plant.overridden(book.overridden);
        plant.outOfService(book.out);
        epoch++;
        seq = 0;
        sent.removeIf(command -> command.issuedAt() < now - 7_200_000);
        sent.forEach(command -> plant.recall(command.point(), command.value(), command.issuedAt()));
        if (random.nextInt(4) == 0) {
            now += 3_600_000;
        }
        book.told.clear();
        around.forget(book);
    }

    private void intervene() {
        book.overridden.clear();
        book.out.clear();
        if (random.nextInt(3) == 0) {
            book.overridden.add(setpoints.get(random.nextInt(setpoints.size())));
        }
        if (random.nextInt(3) == 0) {
            book.out.add(around.someUnit());
        }
        plant.overridden(book.overridden);
        plant.outOfService(book.out);
    }

    private void report() {
        Map<PointId, Double> values = around.readings(now, book);
        Map<PointId, Double> told = new HashMap<>(values);
        Map<PointId, String> quality = new HashMap<>();
        for (PointId point : setpoints) {
            if (random.nextInt(40) > 0) {
                told.put(point, book.inForce(point));
            }
        }
        around.flaws(told, quality, now);
        plant.accept(new Frame("life", now, now, told, quality));
        told.forEach((point, v) -> {
            if (!quality.containsKey(point) && plausible(point, v)) {
                book.told.put(point, now);
                book.value.put(point, v);
            }
        });
        around.watch(now, book);
    }

    private boolean plausible(PointId point, double v) {
        return catalog.find(point).map(of -> v >= of.quantity().low() && v <= of.quantity().high()).orElse(false);
    }

    private void propose(PointId point) {
        SetpointLimits limits = book.limits(point);
        double inForce = book.inForce(point);
        double towards = limits.safe() == SetpointLimits.SafeDirection.DOWN ? 1 : -1;
        double value = whole(point, switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 2 -> random.nextBoolean() ? Math.nextUp(limits.max()) : Math.nextDown(limits.min());
            case 3 -> limits.min() - 1 + random.nextDouble() * (limits.max() - limits.min() + 2);
            case 4, 5, 6, 7, 8 -> inForce + towards * limits.savingStep() * (0.05 + 1.1 * random.nextDouble());
            default -> inForce - towards * limits.savingStep() * 3 * random.nextDouble();
        });
        long plannedAt = random.nextInt(25) == 0 ? now + random.nextInt(600_000) : now - random.nextInt(600_000);
        long validUntil = random.nextInt(25) == 0 ? now - 1 - random.nextInt(100_000) : now + random.nextInt(900_000);
        Proposal proposal = new Proposal(point, value, plannedAt, validUntil);
        Verdict verdict = judge.verify(proposal, plant, now);
        oracles.forEach(oracle -> oracle.judged(proposal, verdict, around, book, now));
        if (verdict instanceof Verdict.Accepted(double accepted)) {
            Command command = new Command(site, point, accepted, catalog.find(point).orElseThrow().quantity().unit(),
                    epoch, ++seq, now, now + VALID_MS, "plan", "plan");
            plant.issued(command);
            sent.add(command);
            book.issued(point, accepted);
            if (random.nextInt(10) > 0) {
                flying.add(command);
            }
        }
    }

    private static double whole(PointId point, double v) {
        return Set.of("ups-modules-setpoint", "eco-mode-setpoint").contains(point.quantity()) ? Math.rint(v) : v;
    }

    /// Some of what flies arrives, in order; the rest stays for later, and some arrives twice.
    private void deliver() {
        Iterator<Command> commands = flying.iterator();
        while (commands.hasNext() && random.nextInt(8) > 0) {
            Command command = commands.next();
            if (random.nextInt(10) > 0) {
                commands.remove();
            }
            Status status = status(command);
            if (status == Status.APPLIED) {
                appliedEpoch = command.epoch();
                newest.put(command.point(), command.seq());
                oracles.forEach(oracle -> oracle.applied(command, book, now));
                book.applied(command.point(), command.value(), now);
            }
            if (random.nextInt(5) > 0) {
                plant.accept(new Acknowledgement(command.point(), command.epoch(), command.seq(), status, book.inForce(
                        command.point()), now), command.epoch() == epoch);
                book.told.put(command.point(), now); // an answer tells what is in force, too
            }
        }
    }

    /// As a gateway answers.
    private Status status(Command command) {
        if (command.epoch() < appliedEpoch) {
            return Status.SUPERSEDED;
        }
        if (command.epoch() > appliedEpoch) {
            newest.clear();
        }
        if (!applied.add(command.epoch() + "/" + command.seq())) {
            return Status.DUPLICATE;
        }
        if (newest.getOrDefault(command.point(), 0L) > command.seq()) {
            return Status.SUPERSEDED;
        }
        if (command.notAfter() < now) {
            return Status.EXPIRED;
        }
        return book.overridden.contains(command.point()) ? Status.OVERRIDDEN : Status.APPLIED;
    }

    /// For messages.
    @Override
    public String toString() {
        return "%s at %d, in force %s".formatted(site, now, setpoints.stream().collect(Collectors.toMap(point -> point,
                book::inForce)));
    }
}
