package dev.ondol.benchmarks.safety;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.gateway.GatewayOptions;
import dev.ondol.gateway.GatewayRole;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// P1 to P4 and P7 to P9 with a real gateway, broker and database, and control as a process that is killed and paused. Plans are wild.
/// The plant runs at 60 plant seconds a second; each value is judged where it is written.
public final class EndToEndTries {
    private static final double RATE = 60;
    private static final long START = 1_700_000_100_000L;
    private static final long PATIENCE_MS = 60_000;
    /// Three heartbeats, one look of the desk, and a second.
    private static final long LOCAL_WITHIN_MS = 4_100;
    private static final long SILENCE_MS = 6_000;
    /// An override takes effect within this.
    private static final long OVERRIDE_MS = 1_000;
    private static final double COLD_C = 18;

    private final Random random;
    private final Site site = SiteReader.builtIn("kr-edge").orElseThrow();
    private final PointCatalog catalog = PointCatalog.of(site);
    private final Topics topics = new Topics(site.id());
    private final SensedPlant plant = new SensedPlant(site, catalog, START);
    private final Tried operator = new Tried("P4", "end-to-end");
    private final Tried expired = new Tried("P7", "end-to-end");
    private final Tried older = new Tried("P8", "end-to-end");
    private final Tried silence = new Tried("P9", "end-to-end");
    private final List<String> arguments;
    private final Path log;
    private final GatewayRole gateway;
    private final MqttSession session;
    private long plans;
    private long acts;
    private long newestEpoch;
    private volatile long applied;

    private EndToEndTries(Path data, EmbeddedBroker broker, RunningDatabase database, long seed) {
        random = new Random(seed);
        log = data.resolve("control.log");
        arguments = List.of(site.id(), broker.url(), database.jdbcUrl(), database.user(), database.password());
        BrokerAddress address = BrokerAddress.of(broker.url());
        gateway = new GatewayRole(site, catalog, plant, address,
                GatewayOptions.freeRunning(data.resolve("gateway"), RATE),
                Clock.systemUTC());
        session = MqttSession.open(address, SessionOptions.transientSession("ondol-safety"),
                List.of(new Subscription(topics
                        .allAcks(), 1), new Subscription(topics.allCommands(), 1)),
                this::hear);
    }

    /// @param data  empty folder for broker, database and logs
    /// @param tries so many of each property
    public static List<Tried> run(Path data, long seed, int tries) throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
                RunningDatabase database = Databases.embedded(data.resolve("database"), 0)) {
            EndToEndTries of = new EndToEndTries(data, broker, database, seed);
            of.gateway.start();
            try {
                for (int i = 0; i < tries; i++) {
                    of.once();
                }
            } finally {
                of.session.close();
                of.gateway.close();
            }
            return List.of(of.plant.envelope(), of.plant.slew(), of.plant.blind(), of.operator, of.expired, of.older,
                    of.silence);
        }
    }

    /// One life of control: it plans, a rack falls silent, it is paused while another takes over, and the other is killed.
    private void once() throws IOException, InterruptedException {
        List<ControlProcess> processes = new ArrayList<>();
        try {
            ControlProcess first = ControlProcess.start(arguments, log);
            processes.add(first);
            operate();
            plant.silence(true);
            Thread.sleep(SILENCE_MS);
            plan();
            Thread.sleep(1_000);
            plant.silence(false);
            late();
            first.pause();
            ControlProcess second = ControlProcess.start(arguments, log);
            processes.add(second);
            operate();
            first.resume();
            Thread.sleep(2_000);
            judge(older, second.alive(), () -> "the second control has ended");
            override(true);
            killed(second, first);
            override(false);
        } finally {
            processes.forEach(ControlProcess::close);
        }
    }

    /// Waits until plans reach the plant.
    private void operate() throws InterruptedException {
        long before = applied;
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (applied == before && System.currentTimeMillis() < end) {
            plan();
            Thread.sleep(500);
        }
        judge(silence, applied > before, () -> "control did not come to command the plant within a minute");
    }

    /// Wants anything, inside the envelope or not, of the air that is watched.
    private void plan() {
        long now = plant.time();
        double value = 10 + 25 * random.nextDouble();
        Plan plan = new Plan("plan-" + ++plans, site.id(), now, now + 86_400_000,
                List.of(steps(plant.air(), now, value),
                        steps(PointId.of("hall-h1/differential-pressure-setpoint"), now, 25 * random.nextDouble())),
                List.of(), List
                        .of(),
                new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0", 0, 0, 0, 0));
        send(topics.plan(), plan, true);
    }

    private static SetpointSteps steps(PointId point, long now, double value) {
        return new SetpointSteps(point, List.of(new Step(now, value)), "energy");
    }

    /// A command that the network has kept for too long arrives at last; its number is the highest of its epoch.
    private void late() throws InterruptedException {
        long now = plant.time();
        double before = plant.setpoint(plant.air());
        double other = before > 22 ? 18.5 : 26.5;
        Command command = new Command(site.id(), plant.air(), other, "Cel", Math.max(1, newestEpoch()),
                1_000_000_000L + plans,
                now - 600_000, now - 1, "late", "plan");
        send(topics.command(plant.air().equipment()), command, false);
        Thread.sleep(500);
        expired.check(plant.setpoint(plant.air()) != other, () -> "an expired command was applied: " + command);
    }

    /// Control dies without a word, and its paused predecessor too: the plant is on local rules within its deadline.
    private void killed(ControlProcess second, ControlProcess first) throws InterruptedException {
        first.kill();
        await(() -> gateway.statistics().automatic());
        long killed = System.nanoTime();
        second.kill();
        await(() -> !gateway.statistics().automatic());
        long tookMs = (plant.relinquishedNanos() - killed) / 1_000_000;
        judge(silence, tookMs <= LOCAL_WITHIN_MS && plant.written().isEmpty(), () -> "local rules after %d ms, left %s"
                .formatted(tookMs, plant.written()));
    }

    /// An operator holds the air cold and lets go, with control and without it.
    private void override(boolean controlled) throws InterruptedException {
        long asked = System.nanoTime();
        act(Intervention.Action.OVERRIDE, COLD_C);
        await(() -> plant.setpoint(plant.air()) == COLD_C);
        long tookMs = (System.nanoTime() - asked) / 1_000_000;
        judge(operator, tookMs <= OVERRIDE_MS, () -> "an override took " + tookMs + " ms");
        if (controlled) {
            plan();
            Thread.sleep(1_000);
        }
        judge(operator, plant.setpoint(plant.air()) == COLD_C, () -> "an override was overwritten");
        act(Intervention.Action.RELEASE, null);
        await(() -> plant.setpoint(plant.air()) != COLD_C);
        judge(operator, plant.setpoint(plant.air()) != COLD_C, () -> "an override was not released");
    }

    private void act(Intervention.Action action, @Nullable Double value) {
        String id = "safety-" + ++acts;
        send(topics.intervention(id), new Intervention(id, action, plant.air().toString(), value, null, "bench", System
                .currentTimeMillis(), ""), false);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (!condition.getAsBoolean() && System.currentTimeMillis() < end) {
            Thread.sleep(20);
        }
    }

    private synchronized void judge(Tried tried, boolean holds, Supplier<String> what) {
        tried.check(holds, what);
    }

    private synchronized long newestEpoch() {
        return newestEpoch;
    }

    private void hear(Delivery delivery) {
        try {
            if (delivery.topic().equals(topics.ack(Topics.last(delivery.topic())))) {
                answered(JsonMessages.read(delivery.payload(), Acknowledgement.class));
            }
        } catch (MalformedMessage e) {
            judge(older, false, () -> "malformed: " + e.getMessage());
        }
    }

    private synchronized void answered(Acknowledgement answer) {
        if (answer.status() == Acknowledgement.Status.APPLIED) {
            applied++;
            older.check(answer.epoch() >= newestEpoch, () -> answer + " after epoch " + newestEpoch);
        }
        newestEpoch = Math.max(newestEpoch, answer.epoch());
    }

    private void send(String topic, Object message, boolean retained) {
        session.publish(topic, JsonMessages.write(message), 1, retained, Optional.empty())
                .exceptionally(failure -> null)
                .join();
    }
}
