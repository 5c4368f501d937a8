package dev.ondol.benchmarks.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.PointId;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The plant's gateway and control each in a network of its own, whose link to the broker is cut for half a minute.
class CutLinksIT {
    private static final Logger LOG = LoggerFactory.getLogger(CutLinksIT.class);
    private static final long CUT_MS = 30_000;
    /// Three heartbeats, one look of the desk, and a second for the machine.
    private static final long LOCAL_WITHIN_MS = 4_100;

    private final Topics topics = new Topics("kr-edge");
    private final AtomicLong plantTime = new AtomicLong();
    private final List<Process> processes = new ArrayList<>();
    private Path data = Path.of("target");
    private long plans;

    @Test
    @Tag("R15")
    void thePlantIsOnItsLocalRulesWithinThreeHeartbeatsWhicheverLinkIsCut() throws Exception {
        assumeTrue(Boolean.getBoolean("ondol.full"), "runs with ./ondol test --full");
        assumeTrue(Namespace.possible(), "network namespaces need root and the ip command (apt-get install iproute2)");
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "cut-links")), "rig")
                .toAbsolutePath();
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
                RunningDatabase database = Databases.embedded(data.resolve("database"), 0);
                Namespace atThePlant = Namespace.make(1);
                Namespace atControl = Namespace.make(2);
                MqttSession planner = MqttSession.open(BrokerAddress.of(broker.url()), SessionOptions.transientSession(
                        "ondol-r15"), List.of(new Subscription(topics.clock(), 1)),
                        delivery -> clock(delivery
                                .payload()))) {
            int port = URI.create(broker.url()).getPort();
            String scheme = "tcp://";
            start("gateway", atThePlant, GatewayProcess.class, List.of(scheme + atThePlant.reach(port), data.resolve(
                    "gateway").toString()));
            start("control", atControl, ControlProcess.class, List.of("kr-edge", scheme + atControl.reach(port),
                    database.jdbcUrl().replaceFirst("//[^/]*/", "//" + atControl.reach(database.port()) + "/"), database
                            .user(),
                    database.password()));
            awaitState(planner, "OBEYS");
            long plantCutMs = cut(planner, atThePlant);
            long controlCutMs = cut(planner, atControl);
            LOG.info(
                    "| R15 | link of the plant down 30 s: on local rules after {} s; link of control down 30 s: after {} s; both times in AUTO again afterwards | no chance |",
                    "%.1f".formatted(plantCutMs / 1_000.0), "%.1f".formatted(controlCutMs / 1_000.0));
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    /// @return how long it took until the plant was on its local rules, wall milliseconds
    private long cut(MqttSession planner, Namespace side) throws Exception {
        for (int i = 0; i < 10; i++) {
            plan(planner);
            Thread.sleep(500);
        }
        int before = states().size();
        long cut = System.nanoTime();
        side.cut();
        while (System.nanoTime() - cut < CUT_MS * 1_000_000) {
            plan(planner);
            Thread.sleep(500);
        }
        List<String> since = states().subList(before, states().size());
        assertThat(since).as("it stays on its local rules").hasSize(1);
        String[] local = since.getFirst().split(" ");
        long tookMs = (Long.parseLong(local[1]) - cut) / 1_000_000;
        assertThat(local[0]).isEqualTo("LOCAL");
        assertThat(local[2]).as("set-points left").isEqualTo("0");
        assertThat(tookMs).isLessThanOrEqualTo(LOCAL_WITHIN_MS);
        side.mend();
        awaitState(planner, "OBEYS");
        return tookMs;
    }

    private void awaitState(MqttSession planner, String state) {
        await().atMost(ControlRig.PATIENCE).until(() -> {
            plan(planner);
            Thread.sleep(500);
            List<String> all = states();
            return !all.isEmpty() && all.getLast().startsWith(state);
        });
    }

    private List<String> states() throws IOException {
        Path log = data.resolve("gateway.log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream().filter(line -> line.matches("(OBEYS|LOCAL) \\d+ \\d+")).toList()
                : List.of();
    }

    private void start(String name, Namespace inside, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(inside.inside());
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx300m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main
                        .getName()));
        command.addAll(arguments);
        processes.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(data.resolve(name + ".log")
                .toFile()).start());
    }

    private void plan(MqttSession planner) {
        long now = plantTime.get();
        if (now == 0) {
            return;
        }
        PointId air = PointId.of("hall-h1/supply-air-temperature-setpoint");
        Plan plan = new Plan("plan-" + ++plans, "kr-edge", now, now + 86_400_000, List.of(new SetpointSteps(air, List
                .of(new Step(now, 19 + plans % 3)), "energy")), List.of(), List.of(), new Plan.Expected(1, 1, 1, 1, 1),
                new Plan.Solve("0", 0, 0, 0, 0));
        planner.publish(topics.plan(), JsonMessages.write(plan), 1, true, Optional.empty()).exceptionally(
                failure -> null);
    }

    private void clock(byte[] payload) {
        try {
            plantTime.set(JsonMessages.read(payload, ClockTick.class).plant());
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }
}
