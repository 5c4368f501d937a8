package dev.ondol.controllers.verify;

import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Ramp.Next;
import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// P2 and P17 at a plant that is reached through a bad network: commands and acknowledgements are late, doubled or lost,
/// frames are missing, and control restarts without a memory. The oracle looks at the plant's own record only.
class SlewPropertyTest {
    /// The mutation check asks for fewer: it runs the test many times.
    private static final int TRIES = Integer.getInteger("ondol.tries", 100_000);
    private static final int TRIES_A_LIFE = 400;
    private static final long STEP_MS = 15_000;
    private static final long PERIOD_MS = 300_000;

    private final Verifier verifier = new Verifier(SITE, CATALOG);

    @Test
    void theSlewLimitHoldsAtThePlantThroughLossDelayAndRestarts() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("SlewPropertyTest seed " + seed + " (repeat with -Dondol.seed)");
        int moves = 0;
        for (int life = 0; life < TRIES / TRIES_A_LIFE; life++) {
            PointId point = List.of(EdgeSite.AIR, EdgeSite.PRESSURE, EdgeSite.CHILLED).get(life % 3);
            Scenario scenario = new Scenario(point, new Random(seed + life), "seed " + seed + ", life " + life);
            for (int i = 0; i < TRIES_A_LIFE; i++) {
                scenario.step();
            }
            moves += scenario.savingMoves;
        }
        assertThat(moves).as("seed %d: the test must also see saving moves", seed).isGreaterThan(TRIES / 100);
    }

    /// One set-point of one plant, and a controller that wants something else all the time.
    private final class Scenario {
        private final PointId point;
        private final SetpointLimits limits;
        private final Random random;
        private final String name;
        private final TreeMap<Long, Double> record = new TreeMap<>();
        private final List<Command> flying = new ArrayList<>();
        private Observations plant = new Observations(CATALOG);
        private long now = 1_700_000_000_000L;
        private double inForce;
        private double target;
        private long epoch = 1;
        private long seq;
        private long appliedSeq;
        private long appliedEpoch;
        private int savingMoves;

        Scenario(PointId point, Random random, String name) {
            this.point = point;
            this.limits = CATALOG.find(point).orElseThrow().limits().orElseThrow();
            this.random = random;
            this.name = name;
            this.inForce = limits.min() + random.nextDouble() * (limits.max() - limits.min());
            this.target = inForce;
            record.put(now, inForce);
        }

        void step() {
            now += STEP_MS;
            if (random.nextInt(100) == 0) {
                plant = new Observations(CATALOG);
                epoch++;
                seq = 0;
            }
            if (random.nextInt(12) == 0) {
                target = limits.min() + random.nextDouble() * (limits.max() - limits.min());
            }
            deliver();
            if (random.nextInt(5) > 0) {
                plant.accept(EdgeSite.frame(now, Map.of(point, inForce)));
            }
            propose();
        }

        private void propose() {
            Trajectory trajectory = plant.trajectory(point).orElseThrow();
            // A wild guess every now and then: the verifier must not rely on the ramp.
            double value = random.nextInt(4) == 0 ? target : switch (Ramp.next(target, limits, trajectory, now)) {
                case Next.Step(double step) -> step;
                case Next.Arrived() -> Double.NaN;
                case Next.Waiting() -> Double.NaN;
                case Next.Unknown() -> Double.NaN;
            };
            Verdict verdict = verifier.verify(new Proposal(point, value, now, now + 900_000), plant, now);
            if (verdict instanceof Accepted(double accepted)) {
                Command command = new Command(SITE.id(), point, accepted, "Cel", epoch, ++seq, now, now + PERIOD_MS,
                        "plan", "plan");
                plant.issued(command);
                if (random.nextInt(10) > 0) {
                    flying.add(command);
                }
            }
        }

        /// Some of what flies arrives, in order; the rest stays for later, and some arrives twice.
        private void deliver() {
            Iterator<Command> commands = flying.iterator();
            while (commands.hasNext() && random.nextInt(5) > 0) {
                Command command = commands.next();
                if (random.nextInt(10) > 0) {
                    commands.remove();
                }
                Acknowledgement.Status status = status(command);
                if (status == Acknowledgement.Status.APPLIED) {
                    apply(command);
                }
                if (random.nextInt(5) > 0) {
                    plant.accept(new Acknowledgement(point, command.epoch(), command.seq(), status, inForce, now),
                            command.epoch() == epoch);
                }
            }
        }

        private Acknowledgement.Status status(Command command) {
            if (command.notAfter() < now) {
                return Acknowledgement.Status.EXPIRED;
            }
            if (command.epoch() == appliedEpoch && command.seq() == appliedSeq) {
                return Acknowledgement.Status.DUPLICATE;
            }
            boolean newer = command.epoch() > appliedEpoch || command.epoch() == appliedEpoch
                    && command.seq() > appliedSeq;
            return newer ? Acknowledgement.Status.APPLIED : Acknowledgement.Status.SUPERSEDED;
        }

        private void apply(Command command) {
            appliedEpoch = command.epoch();
            appliedSeq = command.seq();
            if (saving(command.value()) > saving(inForce)) {
                savingMoves++;
                check(command.value());
            }
            inForce = command.value();
            record.put(now, inForce);
        }

        /// No value in force within the last five minutes, up to now, lies more than one saving step below.
        private void check(double next) {
            Long since = record.floorKey(now - PERIOD_MS);
            double lowest = record.tailMap(since == null ? Long.MIN_VALUE : since, true).values().stream()
                    .mapToDouble(this::saving).min().orElseThrow();
            assertThat(saving(next) - lowest).as("%s: from %s to %s at %d, %s", name, inForce, next, now, record)
                    .isLessThanOrEqualTo(limits.savingStep() + 1e-6);
        }

        private double saving(double value) {
            return limits.safe() == SetpointLimits.SafeDirection.DOWN ? value : -value;
        }
    }

    @Test
    void noActuatorChangesItsDirectionMoreThanFourTimesInAnHour() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("SlewPropertyTest turns seed " + seed + " (repeat with -Dondol.seed)");
        Random random = new Random(seed);
        for (int life = 0; life < 50; life++) {
            turns(random, "seed " + seed + ", life " + life);
        }
    }

    private void turns(Random random, String name) {
        PointId point = EdgeSite.AIR;
        Observations plant = new Observations(CATALOG);
        List<Long> turns = new ArrayList<>();
        double inForce = 22;
        int direction = 0;
        long now = 1_700_000_000_000L;
        for (int i = 1; i <= 2_000; i++) {
            now += STEP_MS;
            plant.accept(EdgeSite.frame(now, Map.of(point, inForce)));
            double value = 18 + 9 * random.nextDouble();
            if (random.nextBoolean()) {
                value = Math.clamp(inForce + 0.4 * (random.nextDouble() - 0.3), 18, 27);
            }
            if (!(verifier.verify(new Proposal(point, value, now, now), plant, now) instanceof Accepted)) {
                continue;
            }
            plant.issued(new Command(SITE.id(), point, value, "Cel", 1, i, now, now + PERIOD_MS, "plan", "plan"));
            plant.accept(new Acknowledgement(point, 1, i, Acknowledgement.Status.APPLIED, value, now), true);
            int next = Double.compare(value, inForce);
            if (direction != 0 && next != 0 && next != direction) {
                turns.add(now);
            }
            direction = next == 0 ? direction : next;
            inForce = value;
            long hourAgo = now - 3_600_000;
            assertThat(turns.stream().filter(time -> time > hourAgo).count()).as("%s at step %d", name, i)
                    .isLessThanOrEqualTo(4);
        }
    }
}
