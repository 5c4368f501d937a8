package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.services.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Commands, operators and silence on a real broker; the plant's clock runs at real time.
class GatewayCommandsIT {
    private static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final Point POINT = CATALOG.writable().getFirst();
    private static final long START = 1_700_000_100_000L;
    private static final double VALUE = POINT.limits().orElseThrow().max();

    private final FakePlant plant = new FakePlant(CATALOG, START);
    private final Path folder;
    private final EmbeddedBroker broker;
    private final FakeControl control;
    private final GatewayRole gateway;

    GatewayCommandsIT() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/gateway")), "commands");
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        control = new FakeControl(BrokerAddress.of(broker.url()), SITE.id());
        gateway = gateway(plant);
    }

    @BeforeEach
    void start() {
        gateway.start();
        assertThat(gateway.awaitConnected(Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void stop() {
        gateway.close();
        control.close();
        broker.close();
    }

    @Test
    void aCommandIsAppliedOnceAcknowledgedAndGivenBackWhenControlFallsSilent() {
        enterAuto(1);
        control.command(command(1, 1, VALUE));
        control.command(command(1, 1, VALUE));
        control.command(command(1, 2, VALUE + 1));
        eventually(() -> control.answers().size() == 3);
        assertThat(control.answers()).containsExactly(Status.APPLIED, Status.DUPLICATE, Status.REFUSED);
        assertThat(plant.setpoint(POINT.id())).isEqualTo(VALUE);
        eventually(() -> control.epochSeen().equals(Optional.of(new EpochSeen(1, 2))));
        control.fallSilent();
        eventually(() -> !plant.overridden());
        assertThat(plant.setpoint(POINT.id())).isEqualTo(plant.local(POINT.id()));
        control.command(command(1, 3, VALUE));
        eventually(() -> control.answers().size() == 4);
        assertThat(control.answers().getLast()).isEqualTo(Status.LOCAL);
        assertThat(plant.writes()).hasSize(1);
        assertThat(gateway.statistics().commandsApplied()).isEqualTo(1);
        assertThat(gateway.statistics().commandsDuplicate()).isEqualTo(1);
        assertThat(gateway.statistics().commandsRefused()).isEqualTo(2);
    }

    @Test
    void exitAutoIsObeyedWhileControlGoesOnAsIfNothingWas() {
        enterAuto(1);
        control.command(command(1, 1, VALUE));
        eventually(plant::overridden);
        control.ask(Action.EXIT_AUTO);
        eventually(() -> !plant.overridden());
        control.beat(Mode.AUTO, 1);
        control.command(command(1, 2, VALUE));
        eventually(() -> control.answers().size() == 2);
        assertThat(control.answers()).containsExactly(Status.APPLIED, Status.LOCAL);
        control.ask(Action.CHOOSE_AUTO);
        eventually(() -> gateway.statistics().automatic());
        control.command(command(1, 3, VALUE));
        eventually(() -> control.answers().size() == 3);
        assertThat(control.answers().getLast()).isEqualTo(Status.APPLIED);
    }

    @Test
    void anExitOutlivesTheGatewayAndSoDoesWhatItHasHandled() {
        enterAuto(5);
        control.command(command(5, 1, VALUE));
        eventually(() -> control.answers().size() == 1);
        control.ask(Action.EXIT_AUTO);
        eventually(() -> !gateway.statistics().automatic());
        gateway.close();
        FakePlant again = new FakePlant(CATALOG, START + 3_600_000);
        try (GatewayRole second = gateway(again)) {
            second.start();
            assertThat(second.awaitConnected(Duration.ofSeconds(30))).isTrue();
            control.command(command(5, 1, VALUE));
            control.command(command(5, 2, VALUE));
            control.command(command(4, 9, VALUE));
            eventually(() -> control.answers().size() == 4);
            assertThat(control.answers()).containsExactly(Status.APPLIED, Status.DUPLICATE, Status.LOCAL,
                    Status.SUPERSEDED);
            assertThat(again.writes()).isEmpty();
        }
    }

    @Test
    void bytesThatAreNoCommandAreCountedAndLeftAside() {
        enterAuto(1);
        control.raw(POINT.id().equipment(), "{\"site\":\"kr-edge\"".getBytes(StandardCharsets.UTF_8));
        control.raw(POINT.id().equipment(), new byte[]{(byte) 0xff, 0});
        control.command(command(1, 1, VALUE));
        eventually(() -> control.answers().equals(List.of(Status.APPLIED)));
        assertThat(gateway.statistics().messagesMalformed()).isEqualTo(2);
    }

    @Test
    void theGatewaySaysThatItIsOnlineAndThatItLeaves() {
        eventually(() -> control.online().equals(List.of(true)));
        gateway.close();
        eventually(() -> control.online().equals(List.of(true, false)));
    }

    private void enterAuto(long epoch) {
        control.beat(Mode.AUTO, epoch);
        eventually(() -> gateway.statistics().automatic());
    }

    private GatewayRole gateway(Plant behind) {
        return new GatewayRole(SITE, CATALOG, behind, BrokerAddress.of(broker.url()),
                GatewayOptions.freeRunning(folder.resolve("data"), 1), Clock.systemUTC());
    }

    private static Command command(long epoch, long seq, double value) {
        return new Command(SITE.id(), POINT.id(), value, POINT.quantity().unit(), epoch, seq, START, START + 7_200_000,
                "p", "plan");
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
