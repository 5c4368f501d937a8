package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.message.ForeignReading;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.discovery.Acceptance;
import dev.ondol.historian.discovery.Discovery;
import dev.ondol.historian.discovery.HeldSamples;
import dev.ondol.historian.discovery.HoldLimits;
import dev.ondol.historian.discovery.Holding;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.ReceivedFrame;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Points are accepted one after the other while their frames come: whichever way ingest and the decision get in each other's way, every reading is stored once.
class AcceptanceRaceIT {
    private static final long T = 1_767_225_600_000L;
    private static final int FRAMES = 400;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant").stream().filter(point -> point.id().toString().endsWith("temperature")).limit(12)
            .toList();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void pointsThatAreAcceptedOneAfterTheOtherWhileTheirFramesComeLoseAndDoubleNothing(TestDatabase kind)
            throws Exception {
        Historian historian = kind.shared();
        String site = "race-" + SITES.incrementAndGet();
        historian.register(site, POINTS);
        Discovery discovery = historian.discovery(site);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> writing = threads.submit(() -> {
                FrameWriter writer = historian.frames(site);
                for (int seq = 1; seq <= FRAMES; seq += 4) {
                    writer.write(IntStream.range(seq, seq + 4).mapToObj(AcceptanceRaceIT::frame).toList());
                }
            });
            Future<?> deciding = threads.submit(() -> {
                while (discovery.listed().size() < POINTS.size()) {
                    Thread.onSpinWait();
                }
                POINTS.forEach(point -> discovery.accept(new Acceptance(foreign(point), point.id(), UnitConversion.SAME,
                        Optional.empty())));
            });
            deciding.get();
            writing.get();
        }
        assertThat(discovery.listed()).as("names that are unknown again").isEmpty();
        assertThat(stored(historian, site)).hasSize(POINTS.size()).allSatisfy((point, count) -> assertThat(count).as(
                point).isEqualTo(FRAMES));
    }

    /// The moment between looking the points up again and writing the batch again, in which one more name may be accepted.
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void onlyANameThatWasLookedUpAgainCanHaveLostItsPoint(TestDatabase kind) {
        Historian historian = kind.shared();
        String site = "race-" + SITES.incrementAndGet();
        historian.register(site, POINTS);
        String name = foreign(POINTS.getFirst());
        HeldSamples held = new HeldSamples(site, HoldLimits.USUAL, 16);
        Holding batch = new Holding();
        batch.add(name, "plant", "b", 1, T, 20, null, T);
        assertThat(save(historian, held, batch, Set.of())).isEqualTo(1);
        historian.discovery(site).accept(new Acceptance(name, POINTS.getFirst().id(), UnitConversion.SAME, Optional
                .empty()));
        assertThatThrownBy(() -> save(historian, held, batch, Set.of("another")))
                .isInstanceOfSatisfying(HeldSamples.PointsAccepted.class, accepted -> assertThat(accepted.names())
                        .containsExactly(name));
        assertThat(historian.discovery(site).listed()).isEmpty();
        assertThat(save(historian, held, batch, Set.of(name))).as("its point is gone").isEqualTo(1);
    }

    private static long save(Historian historian, HeldSamples held, Holding batch, Set<String> lookedUp) {
        return historian.database().transaction(connection -> held.save(connection, batch, lookedUp));
    }

    private static String foreign(Point point) {
        return "BLD1." + point.id().toString().replace('/', '.');
    }

    private static ReceivedFrame frame(int seq) {
        return new ReceivedFrame("plant", new Frame("b", seq, T + seq * 1_000L, Map.of(), Map.of()), POINTS.stream()
                .map(point -> new ForeignReading(foreign(point), 20, null)).toList(),
                new byte[0], T, OptionalLong.empty());
    }

    private static Map<String, Integer> stored(Historian historian, String site) {
        return historian.database().transaction(connection -> {
            try (var select = connection.createStatement(); var rows = select.executeQuery("""
                    SELECT p.name, count(*), count(DISTINCT r.time) FROM reading r JOIN point p ON p.id = r.point_id
                    WHERE p.site = '%s' GROUP BY p.name""".formatted(site))) {
                Map<String, Integer> counts = new java.util.TreeMap<>();
                while (rows.next()) {
                    assertThat(rows.getInt(3)).as("doubled").isEqualTo(rows.getInt(2));
                    counts.put(rows.getString(1), rows.getInt(2));
                }
                return counts;
            }
        });
    }
}
