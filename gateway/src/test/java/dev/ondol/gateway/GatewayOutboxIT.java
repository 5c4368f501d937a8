package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.services.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the gateway's outbox keeps while broker, network or ingest are away, on a real broker.
class GatewayOutboxIT {
    private static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final long START = 1_700_000_100_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private EmbeddedBroker broker;
    private final BrokerAddress address;

    GatewayOutboxIT() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/gateway")), "outbox");
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        address = BrokerAddress.of(broker.url());
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void aBrokerThatLosesEverythingInMidRunLosesNothing() throws Exception {
        FakePlant plant = new FakePlant(CATALOG, START);
        try (FakeIngest ingest = new FakeIngest(address, SITE.id());
                GatewayRole gateway = new GatewayRole(SITE, CATALOG, plant, address,
                        limited(GatewayOptions.freeRunning(folder.resolve("data"), 300), Duration.ofMinutes(60)),
                        Clock.systemUTC())) {
            gateway.start();
            await().atMost(PATIENCE).until(() -> ingest.count() > 50);
            int port = broker.port();
            broker.close();
            await().atMost(PATIENCE).until(() -> gateway.statistics().framesUnmarked() > 50);
            broker = EmbeddedBroker.start(folder.resolve("another-broker"), port);
            gateway.awaitEnd();
            GatewayStatistics done = gateway.statistics();
            assertThat(done.framesUnmarked()).isZero();
            assertThat(done.framesReplayed()).isPositive();
            assertThat(ingest.count()).isEqualTo(done.framesPublished());
            for (String source : CATALOG.sources()) {
                List<Frame> frames = ingest.frames(source);
                assertThat(frames).extracting(Frame::seq)
                        .isEqualTo(LongStream.rangeClosed(1, frames.size()).boxed().toList());
            }
        }
    }

    @Test
    void aLostNetworkFillsTheOutboxAndSilencesControlAndWhenItIsBackNothingIsMissing() throws Exception {
        FakePlant plant = new FakePlant(CATALOG, START);
        try (FakeIngest ingest = new FakeIngest(address, SITE.id());
                FakeControl control = new FakeControl(address, SITE.id());
                GatewayRole gateway = new GatewayRole(SITE, CATALOG, plant, address,
                        GatewayOptions.freeRunning(folder.resolve("data"), 150), Clock.systemUTC())) {
            control.beat(Mode.AUTO, 1);
            gateway.start();
            await().atMost(PATIENCE).until(() -> ingest.count() > 20 && gateway.statistics().automatic());
            plant.loseNetwork(true);
            await().atMost(PATIENCE).until(() -> gateway.statistics().framesUnmarked() > 50);
            await().atMost(PATIENCE).until(() -> !gateway.statistics().automatic());
            assertThat(plant.relinquished()).as("the plant is back on its local rules").isPositive();
            long cut = ingest.count();
            long published = gateway.statistics().framesPublished();
            await().atMost(PATIENCE).until(() -> gateway.statistics().framesPublished() > published + 50);
            assertThat(ingest.count()).as("nothing gets out").isEqualTo(cut);
            plant.loseNetwork(false);
            await().atMost(PATIENCE).until(() -> gateway.statistics().automatic());
            await().atMost(PATIENCE).until(() -> gateway.statistics().framesReplayed() > 50
                    && gateway.statistics().framesUnmarked() < 20);
            for (String source : CATALOG.sources()) {
                List<Frame> frames = ingest.frames(source);
                assertThat(frames).extracting(Frame::seq)
                        .isEqualTo(LongStream.rangeClosed(1, frames.size()).boxed().toList());
            }
        }
    }

    @Test
    void aSecondStartGoesOnAndDeliversWhatTheFirstLeft() throws Exception {
        Path data = folder.resolve("data");
        try (FakeIngest ingest = new FakeIngest(address, SITE.id())) {
            ingest.marking(false);
            GatewayRole first = new GatewayRole(SITE, CATALOG, new FakePlant(CATALOG, START), address,
                    GatewayOptions.freeRunning(data, 300), Clock.systemUTC());
            try (first) {
                first.start();
                await().atMost(PATIENCE).until(() -> first.statistics().framesPublished() > 30);
            }
            long stopped = first.statistics().lastMillis();
            long left = first.statistics().framesPublished();
            ResumePoint resume = ResumePoint.read(data, SITE.id()).orElseThrow();
            assertThat(resume.plant()).isEqualTo(stopped);
            assertThat(ResumePoint.read(data, "elsewhere")).isEmpty();
            await().atMost(PATIENCE).until(() -> ingest.count() == left);
            ingest.marking(true);
            try (GatewayRole second = new GatewayRole(SITE, CATALOG, new FakePlant(CATALOG, resume.plant()), address,
                    limited(GatewayOptions.freeRunning(data, 3_000), Duration.ofMinutes(2)), Clock.systemUTC())) {
                second.start();
                second.awaitEnd();
                GatewayStatistics done = second.statistics();
                assertThat(done.firstMillis()).isEqualTo(stopped + 15_000);
                assertThat(done.framesUnmarked()).isZero();
                assertThat(ingest.count()).isEqualTo(left + done.framesPublished());
            }
            assertThat(ingest.lives().stream().map(FakeIngest.Life::boot).distinct()).hasSize(2);
            assertThat(ingest.frames("weather")).extracting(Frame::time).doesNotHaveDuplicates().isSorted();
        }
    }

    @Test
    void aFullOutboxSendsFramesUnderAnotherBootAndSaysSo() throws Exception {
        try (FakeIngest ingest = new FakeIngest(address, SITE.id());
                GatewayRole gateway = new GatewayRole(SITE, CATALOG, new FakePlant(CATALOG, START), address,
                        new GatewayOptions(folder.resolve("data"), 3_000, Optional.of(Duration.ofMinutes(10)),
                                Duration.ofSeconds(5), 100_000, 50, Duration.ofSeconds(30), FrameCodec.JSON),
                        Clock.systemUTC())) {
            ingest.marking(false);
            gateway.start();
            await().atMost(PATIENCE).until(() -> gateway.statistics().framesUnguarded() > 10);
            await().atMost(PATIENCE).until(() -> ingest.lives().stream().anyMatch(life -> life.boot().endsWith("-u1")));
            ingest.marking(true);
            gateway.awaitEnd();
            assertThat(gateway.statistics().framesUnmarked()).isZero();
            for (FakeIngest.Life life : ingest.lives()) {
                List<Long> numbers = ingest.frames(life.source()).stream()
                        .filter(frame -> frame.boot().equals(life.boot()))
                        .map(Frame::seq).toList();
                assertThat(numbers).as("no holes in %s", life)
                        .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
            }
        }
    }

    private static GatewayOptions limited(GatewayOptions options, Duration limit) {
        return new GatewayOptions(options.data(), options.rate(), Optional.of(limit), options.cycleBudget(),
                options.outboxBytes(), options.unmarkedLimit(), options.drainLimit(), options.frames());
    }
}
