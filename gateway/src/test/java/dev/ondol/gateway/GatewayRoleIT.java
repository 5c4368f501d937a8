package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Frames, clock and outbox of the gateway on a real broker, with a plant without physics.
class GatewayRoleIT {
    private static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final long START = 1_700_000_100_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final EmbeddedBroker broker;
    private final BrokerAddress address;

    GatewayRoleIT() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/gateway")), "frames");
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        address = BrokerAddress.of(broker.url());
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void framesArriveCompleteAndInOrderAndTheTickAfterThem() throws Exception {
        try (FakeIngest ingest = new FakeIngest(address, SITE.id()); FakeControl control = obedientControl()) {
            assertThat(control.answers()).isEmpty();
            GatewayStatistics done = lockStep(new FakePlant(CATALOG, START), Duration.ofMinutes(10),
                    Duration.ofSeconds(20));
            for (String source : CATALOG.sources()) {
                long periodMs = CATALOG.ofSource(source).getFirst().period().toMillis();
                List<Long> times = LongStream.rangeClosed(START / 15_000, (START + 600_000) / 15_000)
                        .map(t -> t * 15_000)
                        .filter(t -> t % periodMs == 0).boxed().toList();
                List<Frame> frames = ingest.frames(source);
                assertThat(frames).extracting(Frame::time).isEqualTo(times);
                assertThat(frames).extracting(Frame::seq)
                        .isEqualTo(LongStream.rangeClosed(1, times.size()).boxed().toList());
                assertThat(frames).allSatisfy(frame -> assertThat(frame.values())
                        .containsOnlyKeys(CATALOG.ofSource(source).stream().map(Point::id).toList()));
                assertThat(frames).allSatisfy(frame -> assertThat(frame.quality()).isEmpty());
            }
            assertThat(done.framesPublished()).isEqualTo(ingest.count());
            assertThat(done.framesUnmarked()).isZero();
            assertThat(done.cyclesOverBudget()).isZero();
            assertThat(done.firstMillis()).isEqualTo(START);
            assertThat(done.lastMillis()).isEqualTo(START + 600_000);
            assertThat(ingest.ticks()).extracting(ClockTick::plant)
                    .isEqualTo(LongStream.rangeClosed(0, 40).map(i -> START + i * 15_000).boxed().toList());
            assertThat(ingest.ticks()).allMatch(tick -> tick.simulated() && tick.rate() == 0);
        }
    }

    @Test
    void lockStepDoesNotPassABoundaryBeforeItsCycleIsApplied() throws Exception {
        FakePlant plant = new FakePlant(CATALOG, START);
        Set<Long> passedTooEarly = new HashSet<>();
        Set<Long> applied = new HashSet<>();
        plant.onAdvance(to -> {
            synchronized (applied) {
                for (long boundary = START; boundary < to; boundary += PlantClock.CYCLE_MS) {
                    if (!applied.contains(boundary)) {
                        passedTooEarly.add(boundary);
                    }
                }
            }
        });
        try (FakeIngest ingest = new FakeIngest(address, SITE.id());
                FakeControl control = new FakeControl(address, SITE.id())) {
            control.onBoundary(boundary -> {
                pause();
                synchronized (applied) {
                    applied.add(boundary);
                }
                control.applied(new CycleApplied(boundary, "p", 0, 0, 0, 0));
            });
            GatewayStatistics done = lockStep(plant, Duration.ofMinutes(15), Duration.ofSeconds(30));
            assertThat(passedTooEarly).isEmpty();
            assertThat(applied).hasSize(4);
            assertThat(done.cyclesOverBudget()).isZero();
            assertThat(plant.schedulerTicks()).hasSize(16);
            assertThat(ingest.count()).isEqualTo(done.framesPublished());
        }
    }

    @Test
    void framesInCborCarryTheSameReadingsAsInJsonAndWaitInTheOutboxLikeThem() throws Exception {
        Map<FrameCodec, Map<String, Map<PointId, Double>>> readings = new EnumMap<>(FrameCodec.class);
        Map<FrameCodec, List<byte[]>> raw = new EnumMap<>(FrameCodec.class);
        for (FrameCodec codec : FrameCodec.values()) {
            List<byte[]> messages = new CopyOnWriteArrayList<>();
            Set<Long> lostOnce = new HashSet<>(Set.of(3L, 7L));
            String client = "listener-" + codec;
            try (FakeIngest ingest = new FakeIngest(address, SITE.id());
                    FakeControl control = obedientControl();
                    MqttSession listener = MqttSession.open(address, SessionOptions.transientSession(client),
                            List.of(new MqttSession.Subscription(new Topics(SITE.id()).allFrames(), 1)),
                            delivery -> messages.add(delivery.payload()));
                    GatewayRole gateway = new GatewayRole(SITE, CATALOG, new FakePlant(CATALOG, START), address,
                            GatewayOptions.lockStep(folder.resolve("data-" + codec), Duration.ofMinutes(5),
                                    Duration.ofSeconds(20)).withFrames(codec),
                            Clock.systemUTC())) {
                listener.awaitConnected(PATIENCE);
                ingest.lose(frame -> lostOnce.remove(frame.seq()));
                gateway.start();
                gateway.awaitEnd();
                assertThat(control.answers()).isEmpty();
                assertThat(gateway.statistics().framesReplayed()).isPositive();
                assertThat(ingest.count()).isEqualTo(gateway.statistics().framesPublished());
                Map<String, Map<PointId, Double>> all = new TreeMap<>();
                CATALOG.sources().forEach(source -> ingest.frames(source)
                        .forEach(frame -> all.put(source + " " + frame.time(), frame.values())));
                readings.put(codec, all);
            }
            raw.put(codec, messages);
        }
        assertThat(readings.get(FrameCodec.CBOR)).isNotEmpty().isEqualTo(readings.get(FrameCodec.JSON));
        assertThat(raw.get(FrameCodec.JSON)).isNotEmpty().allMatch(bytes -> bytes[0] == '{');
        assertThat(raw.get(FrameCodec.CBOR)).isNotEmpty().allMatch(bytes -> (bytes[0] & 0xff) == 0x87);
    }

    @Test
    void aPlannerThatDoesNotAnswerCostsItsBudgetAndIsCounted() throws Exception {
        try (FakeIngest ingest = new FakeIngest(address, SITE.id())) {
            GatewayStatistics done = lockStep(new FakePlant(CATALOG, START), Duration.ofMinutes(5),
                    Duration.ofMillis(200));
            assertThat(done.cyclesOverBudget()).isEqualTo(2);
            assertThat(ingest.count()).isEqualTo(done.framesPublished());
        }
    }

    @Test
    void aFrameThatIsLostOnItsWayIsSentAgainWhenTheMarkStands() throws Exception {
        Set<Long> lostOnce = new HashSet<>(Set.of(3L, 7L));
        try (FakeIngest ingest = new FakeIngest(address, SITE.id()); FakeControl control = obedientControl()) {
            ingest.lose(frame -> lostOnce.remove(frame.seq()));
            GatewayStatistics done = lockStep(new FakePlant(CATALOG, START), Duration.ofMinutes(5),
                    Duration.ofSeconds(20));
            assertThat(lostOnce).isEmpty();
            assertThat(done.framesUnmarked()).isZero();
            assertThat(ingest.count()).isEqualTo(done.framesPublished());
            assertThat(ingest.duplicates()).as("only the source that stood was sent again")
                    .isLessThan(done.framesPublished());
            assertThat(control.answers()).isEmpty();
        }
    }

    @Test
    void marksTrimTheOutboxOnDisk() throws Exception {
        try (FakeIngest ingest = new FakeIngest(address, SITE.id()); FakeControl control = obedientControl()) {
            lockStep(new FakePlant(CATALOG, START), Duration.ofMinutes(5), Duration.ofSeconds(20));
            assertThat(ingest.count()).isPositive();
            assertThat(control.answers()).isEmpty();
        }
        try (var files = Files.walk(folder.resolve("data/outbox"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aDataFolderThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (GatewayRole gateway = new GatewayRole(SITE, CATALOG, new FakePlant(CATALOG, START), address,
                GatewayOptions.freeRunning(file, 1), Clock.systemUTC())) {
            assertThatThrownBy(gateway::start).isInstanceOf(GatewayUnavailable.class)
                    .hasMessageContaining(file.toString()).hasMessageContaining("can be written");
        }
    }

    /// A control that is done with every cycle at once, and sends nothing.
    private FakeControl obedientControl() {
        FakeControl control = new FakeControl(address, SITE.id());
        control.onBoundary(boundary -> control.applied(
                new CycleApplied(boundary, "none", 0, 0, 0, 0)));
        return control;
    }

    private GatewayStatistics lockStep(Plant plant, Duration limit, Duration budget) throws InterruptedException {
        try (GatewayRole gateway = new GatewayRole(SITE, CATALOG, plant, address,
                GatewayOptions.lockStep(folder.resolve("data"), limit, budget), Clock.systemUTC())) {
            gateway.start();
            gateway.awaitEnd();
            return gateway.statistics();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
