package dev.ondol.controllers;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.controllers.verify.EdgeSite;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.historian.control.CommandStore;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.FaultProxy;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.ServiceUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The role with a real broker and a real database behind a network that can be cut.
class ControlRoleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DATA = Path.of("target", "it", "control-" + ProcessHandle.current().pid());

    private static EmbeddedBroker broker;
    private static RunningDatabase database;
    private static FaultProxy network;
    private static Historian historian;

    @BeforeAll
    static void startServices() throws ServiceUnavailable {
        broker = EmbeddedBroker.start(DATA.resolve("broker"), 0);
        database = Databases.embedded(DATA.resolve("database"), 0);
        network = FaultProxy.to(database.port());
        String url = database.jdbcUrl().replace(":" + database.port() + "/", ":" + network.port() + "/");
        historian = Historian.open(new DatabaseAddress(url, database.user(), database.password()));
    }

    @AfterAll
    static void stopServices() {
        historian.close();
        network.close();
        database.close();
        broker.close();
    }

    @Test
    void aPlanIsVerifiedSentAppliedAcknowledgedAndWrittenDown() {
        try (MqttPlant plant = plant("it-auto"); ControlRole role = role("it-auto", Mode.AUTO)) {
            role.start();
            awaitEpoch(role);
            plant.ticks(22);
            awaitMode(plant, Mode.AUTO);
            plant.plan("p-1", AIR, 24);
            await().atMost(PATIENCE).until(() -> !plant.cycles.isEmpty());
            await().atMost(PATIENCE).until(() -> role.statistics().applied() == 1);
            assertThat(plant.setpoints).containsEntry(AIR, 22.5);
            assertThat(plant.cycles.getFirst().sent()).isEqualTo(1);
            assertThat(plant.cycles.getFirst().lastSeq()).isEqualTo(1);
            plant.plan("p-2", AIR, 99);
            await().atMost(PATIENCE).until(() -> plant.cycles.size() == 2);
            assertThat(plant.cycles.getLast().rejected()).isEqualTo(1);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(historian.commands("it-auto").counts())
                    .isEqualTo(new CommandStore.Counts(1, 1, 0, 1)));
            assertThat(historian.modes("it-auto").current()).contains(Mode.AUTO);
        }
    }

    @Test
    void inShadowAPlanIsOnlyLookedAt() {
        try (MqttPlant plant = plant("it-shadow"); ControlRole role = role("it-shadow", Mode.SHADOW)) {
            role.start();
            awaitEpoch(role);
            plant.ticks(22);
            plant.plan("p-1", AIR, 20);
            await().atMost(PATIENCE).until(() -> !plant.cycles.isEmpty());
            assertThat(plant.cycles.getFirst().sent()).isZero();
            assertThat(plant.saidMode()).isEqualTo(Mode.SHADOW);
            assertThat(plant.commands).isEmpty();
            assertThat(historian.commands("it-shadow").counts().sent()).isZero();
        }
    }

    @Test
    void exitAutoIsObeyedWhileTheDatabaseIsAwayAndKeptWhenItIsBack() {
        try (MqttPlant plant = plant("it-exit"); ControlRole role = role("it-exit", Mode.AUTO)) {
            role.start();
            awaitEpoch(role);
            plant.ticks(22);
            awaitMode(plant, Mode.AUTO);
            await().atMost(PATIENCE).until(() -> role.statistics().waiting() == 0);
            cutDatabase();
            try {
                long asked = System.nanoTime();
                plant.ask("r-1", Action.EXIT_AUTO);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> !plant.replies.isEmpty());
                System.out.printf("EXIT_AUTO was answered without the database after %d ms%n", (System.nanoTime()
                        - asked) / 1_000_000);
                assertThat(plant.replies).containsExactly(new OperatorReply("r-1", true, Mode.FALLBACK, "done"));
                assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
                plant.plan("p-1", AIR, 20);
                await().atMost(PATIENCE).until(() -> !plant.cycles.isEmpty());
                assertThat(plant.commands).isEmpty();
            } finally {
                healDatabase();
            }
            await().atMost(PATIENCE).until(() -> historian.modes("it-exit").current().equals(Optional.of(
                    Mode.FALLBACK)));
        }
        try (MqttPlant plant = plant("it-exit"); ControlRole role = role("it-exit", Mode.AUTO)) {
            role.start();
            awaitEpoch(role);
            plant.ticks(2);
            await().atMost(PATIENCE).until(() -> plant.heartbeats.stream().anyMatch(beat -> beat.plant() > 0));
            assertThat(plant.saidMode()).as("an exit outlives a restart").isEqualTo(Mode.FALLBACK);
        }
    }

    @Test
    void controlGoesOnWithoutTheDatabaseAndWritesEverythingDownLater() {
        try (MqttPlant plant = plant("it-away"); ControlRole role = role("it-away", Mode.AUTO)) {
            role.start();
            awaitEpoch(role);
            plant.ticks(22);
            awaitMode(plant, Mode.AUTO);
            cutDatabase();
            try {
                plant.plan("p-1", AIR, 20);
                await().atMost(PATIENCE).until(() -> role.statistics().applied() == 1);
                assertThat(plant.setpoints).containsEntry(AIR, 20.0);
            } finally {
                healDatabase();
            }
            await().atMost(PATIENCE).until(() -> historian.commands("it-away").counts().applied() == 1);
            assertThat(role.statistics().lost()).isZero();
        }
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartOnlyDelaysAuto() {
        cutDatabase();
        try (MqttPlant plant = plant("it-late"); ControlRole role = role("it-late", Mode.AUTO)) {
            try {
                role.start();
                plant.ticks(2);
                await().atMost(PATIENCE).until(() -> plant.heartbeats.stream().anyMatch(beat -> beat.plant() > 0));
                assertThat(plant.saidMode()).isEqualTo(Mode.FALLBACK);
                assertThat(role.statistics().cause()).isEqualTo("no-epoch");
            } finally {
                healDatabase();
            }
            awaitMode(plant, Mode.AUTO);
        }
    }

    @Test
    void aSecondControlTakesOverFromOneThatCannotReachTheDatabaseAndKeepsThePlant() throws Exception {
        try (MqttPlant plant = plant("it-two");
                Historian direct = Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database
                        .password()));
                ControlRole first = role("it-two", Mode.AUTO);
                ControlRole second = role("it-two", Mode.AUTO, direct)) {
            first.start();
            long epoch = awaitEpoch(first);
            second.start();
            await().atMost(PATIENCE).until(() -> second.statistics().cause().equals("standby"));
            plant.ticks(22);
            awaitMode(plant, Mode.AUTO);
            assertThat(second.statistics().leads()).isFalse();
            cutDatabase();
            try {
                await().atMost(PATIENCE).until(() -> second.statistics().epoch() > epoch);
            } finally {
                healDatabase();
            }
            await().atMost(PATIENCE).until(() -> first.statistics().cause().equals("standby"));
            assertThat(first.statistics().leads()).isFalse();
            long since = System.currentTimeMillis(); // what was on its way until now may come later
            awaitMode(plant, Mode.AUTO);
            plant.plan("p-1", AIR, 20);
            await().atMost(PATIENCE).until(() -> Double.valueOf(20).equals(plant.setpoints.get(AIR)));
            await().atMost(PATIENCE).until(() -> plant.heartbeats.stream().filter(beat -> beat.wall() > since)
                    .count() >= 3);
            assertThat(plant.heartbeats.stream().filter(beat -> beat.wall() > since)).as("only one speaks")
                    .allSatisfy(beat -> assertThat(beat.epoch()).isEqualTo(second.statistics().epoch()));
        }
    }

    @Test
    void aControlThatEndsInOrderHandsOverWithoutLeavingAutomatic() {
        try (MqttPlant plant = plant("it-over"); ControlRole second = role("it-over", Mode.AUTO)) {
            long epoch;
            try (ControlRole first = role("it-over", Mode.AUTO)) {
                first.start();
                epoch = awaitEpoch(first);
                second.start();
                await().atMost(PATIENCE).until(() -> second.statistics().cause().equals("standby"));
                plant.ticks(22);
                awaitMode(plant, Mode.AUTO);
            }
            await().atMost(PATIENCE).until(() -> plant.heartbeats.getLast().epoch() > epoch);
            List<Heartbeat> all = List.copyOf(plant.heartbeats);
            int over = all.indexOf(all.stream().filter(beat -> beat.epoch() > epoch).findFirst().orElseThrow());
            assertThat(all.get(over - 1).mode()).as("the last word of the first").isEqualTo(Mode.HOLD);
            assertThat(all.get(over).mode()).as("the first word of the second").isEqualTo(Mode.AUTO);
            System.out.printf("The lease was handed over in %d ms%n", all.get(over).wall() - all.get(over - 1).wall());
        }
    }

    @Test
    void aSilentPlannerLeadsToFallbackAndItsReturnToAuto() {
        try (MqttPlant plant = plant("it-silent"); ControlRole role = role("it-silent", Mode.AUTO)) {
            role.start();
            awaitEpoch(role);
            plant.ticks(22);
            plant.plan("p-1", AIR, 20);
            awaitMode(plant, Mode.AUTO);
            plant.ticks(61);
            awaitMode(plant, Mode.FALLBACK);
            await().atMost(PATIENCE).until(() -> historian.modes("it-silent").current().equals(Optional.of(
                    Mode.FALLBACK)));
            plant.plan("p-2", AIR, 19);
            await().atMost(PATIENCE).until(() -> Double.valueOf(19).equals(plant.setpoints.get(AIR)));
            assertThat(plant.saidMode()).isEqualTo(Mode.AUTO);
        }
    }

    @Test
    void everyRestartHasAHigherEpochThanThePlantHasEverSeen() {
        long first;
        try (MqttPlant plant = plant("it-epoch"); ControlRole role = role("it-epoch", Mode.AUTO)) {
            role.start();
            first = awaitEpoch(role);
            plant.ticks(2);
            awaitMode(plant, Mode.AUTO);
        }
        try (MqttPlant plant = plant("it-epoch")) {
            try (ControlRole role = role("it-epoch", Mode.AUTO)) {
                role.start();
                assertThat(awaitEpoch(role)).isGreaterThan(first);
                awaitMode(plant, Mode.AUTO);
            }
            await().atMost(PATIENCE).until(() -> plant.saidMode() == Mode.HOLD);
            plant.remember(1_000);
            try (ControlRole role = role("it-epoch", Mode.AUTO)) {
                role.start();
                await().atMost(PATIENCE).until(() -> role.statistics().epoch() > 1_000);
            }
        }
    }

    @Test
    void nonsenseOnEveryTopicIsCountedAndHarmless() {
        try (MqttPlant plant = plant("it-nonsense"); ControlRole role = role("it-nonsense", Mode.AUTO)) {
            role.start();
            awaitEpoch(role);
            plant.ticks(22);
            plant.nonsense();
            await().atMost(PATIENCE).until(() -> role.statistics().ignored() == 5);
            plant.plan("p-1", AIR, 20);
            await().atMost(PATIENCE).until(() -> Double.valueOf(20).equals(plant.setpoints.get(AIR)));
        }
    }

    private static void cutDatabase() {
        network.refuse(true);
        network.reset();
    }

    private static void healDatabase() {
        network.refuse(false);
    }

    private static long awaitEpoch(ControlRole role) {
        await().atMost(PATIENCE).until(() -> role.statistics().epoch() > 0);
        return role.statistics().epoch();
    }

    private static void awaitMode(MqttPlant plant, Mode mode) {
        await().atMost(PATIENCE).until(() -> plant.saidMode() == mode);
    }

    private static MqttPlant plant(String site) {
        return new MqttPlant(BrokerAddress.of(broker.url()), site);
    }

    private static ControlRole role(String id, Mode mode) {
        return role(id, mode, historian);
    }

    private static ControlRole role(String id, Mode mode, Historian historian) {
        Site edge = EdgeSite.SITE;
        Site site = new Site(id, edge.name(), edge.location(), edge.nodeTypes(), edge.halls(), edge.cooling(), edge
                .electrical(), edge.assets(), edge.envelope());
        return new ControlRole(site, PointCatalog.of(site), BrokerAddress.of(broker.url()), historian, ControlOptions
                .defaults().withInitialMode(mode));
    }
}
