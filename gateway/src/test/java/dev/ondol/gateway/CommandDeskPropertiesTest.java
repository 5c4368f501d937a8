package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.site.SiteReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Random controllers, operators and clocks against a desk; a book kept beside it checks every single write.
/// 1,000 episodes of 200 events; desks are restarted from their state in between.
class CommandDeskPropertiesTest {
    private static final PointCatalog CATALOG = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow());
    private static final List<Point> POINTS = CATALOG.writable().subList(0, 4);
    private static final long START = 1_700_000_100_000L;
    private static final int EPISODES = 1_000;
    private static final int EVENTS = 200;

    @Test
    void noInputMakesTheDeskWriteWhatItMustNot() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("CommandDeskPropertiesTest seed=" + seed);
        long applied = 0;
        for (int episode = 0; episode < EPISODES; episode++) {
            Episode run = new Episode(new Random(seed + episode), "seed %d, episode %d".formatted(seed, episode));
            for (int event = 0; event < EVENTS; event++) {
                run.event();
            }
            applied += run.applied;
        }
        assertThat(applied).as("the episodes must apply commands at all, seed %d", seed).isGreaterThan(EPISODES);
    }

    private static final class Episode {
        private final Random random;
        private final String name;
        private final FakePlant plant = new FakePlant(CATALOG, START);
        private CommandDesk desk = new CommandDesk("kr-edge", CATALOG, plant, DeskState.NEW);
        private final List<Command> sent = new ArrayList<>();
        private final Set<String> written = new HashSet<>();
        private final Map<PointId, Long> newestSeq = new HashMap<>();
        private long wallMs = 1_000;
        private long highestEpoch;
        private long nextSeq = 1;
        private long applied;
        // the book on control and operator
        private long heardMs = Long.MIN_VALUE / 2;
        private long heardEpoch;
        private Mode heardMode = Mode.FALLBACK;
        private boolean exited;
        private boolean chosen;

        Episode(Random random, String name) {
            this.random = random;
            this.name = name;
        }

        void event() {
            wallMs += random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(200);
            if (random.nextInt(4) == 0) {
                plant.advance(plant.time() + 15_000L * random.nextInt(3));
            }
            int dice = random.nextInt(100);
            if (dice < 30) {
                beat();
            } else if (dice < 33) {
                ask();
            } else if (dice < 35) {
                restart();
            } else {
                order();
            }
            if (random.nextInt(3) == 0) {
                desk.settle(wallMs);
                assertThat(plant.overridden() && !open()).as("%s: P9, set-points kept without control", name).isFalse();
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
                if (exited && chosen && mode == Mode.AUTO) {
                    exited = false;
                }
            }
        }

        private void ask() {
            Action action = List.of(Action.EXIT_AUTO, Action.CHOOSE_AUTO, Action.CHOOSE_SHADOW).get(random.nextInt(3));
            desk.request(new OperatorRequest("r", action, "kim", 0, ""), wallMs);
            switch (action) {
                case EXIT_AUTO -> {
                    exited = true;
                    chosen = false;
                    assertThat(plant.overridden()).as("%s: EXIT_AUTO must be obeyed at once", name).isFalse();
                }
                case CHOOSE_AUTO, CHOOSE_ADVISE -> chosen = true;
                case CHOOSE_SHADOW -> chosen = false;
            }
        }

        private void restart() {
            desk = new CommandDesk("kr-edge", CATALOG, plant, desk.state());
            plant.relinquishAll(); // a new process finds a plant on local rules
            heardMs = Long.MIN_VALUE / 2;
            chosen = false;
        }

        private void order() {
            Command command = !sent.isEmpty() && random.nextInt(4) == 0
                    ? sent.get(random.nextInt(sent.size()))
                    : fresh();
            sent.add(command);
            boolean valid = command.site().equals("kr-edge");
            boolean perfect = perfect(command);
            Map<PointId, Double> before = setpoints();
            int writes = plant.writes().size();
            Acknowledgement answer = desk.handle(command, wallMs);
            if (valid) {
                raise(command.epoch());
            }
            if (plant.writes().size() == writes) {
                assertThat(answer.status()).as("%s: %s", name, command).isNotEqualTo(Status.APPLIED);
                assertThat(perfect).as("%s: %s must be applied but was %s", name, command, answer).isFalse();
                if (answer.status() == Status.DUPLICATE && open()) {
                    assertThat(setpoints()).as("%s: P6, a duplicate changed something", name).isEqualTo(before);
                }
            } else {
                check(command, plant.writes().getLast(), answer);
            }
        }

        private void check(Command command, FakePlant.Write write, Acknowledgement answer) {
            applied++;
            String what = "%s: %s written as %s".formatted(name, command, write);
            SetpointLimits limits = CATALOG.find(write.point()).flatMap(Point::limits).orElseThrow();
            assertThat(write.value() >= limits.min() && write.value() <= limits.max()).as("P1 " + what).isTrue();
            assertThat(write.value()).as("P1, never clamped " + what).isEqualTo(command.value());
            assertThat(written.add(command.epoch() + "/" + command.seq())).as("P6 " + what).isTrue();
            assertThat(plant.time()).as("P7 " + what).isLessThanOrEqualTo(command.notAfter());
            assertThat(command.epoch()).as("P8 epoch " + what).isEqualTo(highestEpoch);
            long newest = newestSeq.getOrDefault(write.point(), 0L);
            assertThat(command.seq()).as("P8 sequence " + what).isGreaterThan(newest);
            newestSeq.put(write.point(), command.seq());
            assertThat(open()).as("P9 " + what).isTrue();
            assertThat(answer.status()).isEqualTo(Status.APPLIED);
            assertThat(answer.applied()).as("read back " + what).isEqualTo(command.value());
        }

        /// A new command: now and then of another site, epoch, unit, an old number, outside its limits, or late.
        private Command fresh() {
            Point point = POINTS.get(random.nextInt(POINTS.size()));
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
            return new Command(random.nextInt(30) == 0 ? "kr-hn1" : "kr-edge", point.id(), value,
                    random.nextInt(30) == 0 ? "furlong" : point.quantity().unit(), epoch, seq, plant.time(), notAfter,
                    "p", "plan");
        }

        /// True if nothing speaks against the command: the desk must apply it.
        private boolean perfect(Command command) {
            SetpointLimits limits = CATALOG.find(command.point()).flatMap(Point::limits).orElseThrow();
            boolean newest = sent.stream().limit(sent.size() - 1L).noneMatch(earlier -> earlier.seq() >= command.seq());
            return command.site().equals("kr-edge") && command.epoch() == highestEpoch && newest
                    && limits.contains(command.value()) && !command.unit().equals("furlong")
                    && command.notAfter() >= plant.time() && open();
        }

        private boolean open() {
            return wallMs - heardMs < 3_000 && heardMode == Mode.AUTO && heardEpoch >= highestEpoch && !exited;
        }

        private void raise(long epoch) {
            if (epoch > highestEpoch) {
                highestEpoch = epoch;
                newestSeq.clear();
            }
        }

        private Map<PointId, Double> setpoints() {
            Map<PointId, Double> values = new HashMap<>();
            POINTS.forEach(point -> values.put(point.id(), plant.setpoint(point.id())));
            return values;
        }
    }
}
