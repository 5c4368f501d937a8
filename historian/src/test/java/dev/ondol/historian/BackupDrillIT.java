package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.control.LeaseStore;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.History.Bucket;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.reading.Written;
import dev.ondol.historian.rollup.Retention;
import dev.ondol.services.DatabaseBackup;
import dev.ondol.services.DatabaseRestore;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.ServiceUnavailable;
import dev.ondol.services.StoredDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/// The drill: a backup is taken while ingest writes, the database is lost, the backup is restored, and site and broker, which
/// are ahead of it, go on.
class BackupDrillIT {
    private static final long T = 1_767_225_600_000L;
    private static final String SITE = "drill";
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant");
    private static final PointId FIRST = POINTS.get(0).id();

    @ParameterizedTest
    @ValueSource(strings = {"timescaledb", "postgresql"})
    void afterARestoreEpochsGoOnAboveTheRetainedOneAndFramesAboveTheRestoredMarkAreTakenAgain(String kind)
            throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "drill")
                .toAbsolutePath();
        Path file = folder.resolve("backup.tar.gz");
        long low;
        long epoch;
        try (RunningDatabase running = start(kind, folder.resolve("a")); Historian historian = open(running)) {
            historian.register(SITE, POINTS);
            historian.lease(LeaseStore.Leased.CONTROL, SITE).take("first", 6, Duration.ofMinutes(1));
            low = backUpWhileItWrites(historian, folder.resolve("a"), file);
            historian.frames(SITE).write(frames(1_000_001, 1_000_002));
            epoch = historian.lease(LeaseStore.Leased.CONTROL, SITE).take("first", 0, Duration.ofMinutes(1))
                    .orElseThrow();
        }
        assertThat(epoch).isEqualTo(8);
        StoredDatabase restored = DatabaseRestore.read(file, folder.resolve("b"), bytes -> {});
        assertThat(restored.running()).isEmpty();
        try (RunningDatabase running = restored.start(); Historian historian = open(running)) {
            assertThat(running.kind()).startsWith(kind);
            assertThat(restored.running()).isPresent();
            FrameWriter writer = historian.frames(SITE);
            long mark = writer.marks().getFirst().mark().seq();
            assertThat(mark).as("what was committed before the backup began is in it").isGreaterThanOrEqualTo(low);
            assertThat(historian.history(SITE).samples(T, T + 2_000_000_000L)).isEqualTo(mark);
            // the site's retained epoch is the one that the lost database gave
            assertThat(historian.lease(LeaseStore.Leased.CONTROL, SITE).take("first", epoch, Duration.ofMinutes(1)))
                    .hasValue(epoch + 1);
            // the outbox sends again what it still holds, below the mark and above
            Written again = writer.write(frames(mark - 5, mark + 20));
            assertThat(again.duplicates()).isEqualTo(6);
            assertThat(again.frames()).isEqualTo(20);
            assertThat(again.marks()).containsExactly(new Written.SourceMark("plant", new Mark("b", mark + 20)));
            historian.upkeep(Retention.FOREVER).run();
            List<Bucket> day = historian.history(SITE).panel(List.of(FIRST), T, T + 86_400_000, 24).series().get(FIRST);
            assertThat(day).isNotEmpty();
            assertThat(historian.history(SITE).samples(T, T + 2_000_000_000L)).isEqualTo(mark + 20);
        }
        assertThatThrownBy(() -> DatabaseRestore.read(file, folder.resolve("b"), bytes -> {}))
                .isInstanceOf(ServiceUnavailable.class).hasMessageContaining("already");
    }

    /// @return the mark when the backup began
    private static long backUpWhileItWrites(Historian historian, Path data, Path file) throws InterruptedException {
        FrameWriter writer = historian.frames(SITE);
        writer.write(frames(1, 200));
        historian.upkeep(Retention.FOREVER).run();
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong seq = new AtomicLong(200);
        Thread ingest = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                long next = seq.get() + 1;
                writer.write(frames(next, next + 9));
                seq.set(next + 9);
            }
        });
        while (seq.get() == 200) {
            Thread.sleep(1);
        }
        long low = seq.get();
        DatabaseBackup.write(StoredDatabase.in(data).orElseThrow(), file, bytes -> {});
        assertThat(seq.get()).as("nothing was written meanwhile").isGreaterThan(low);
        done.set(true);
        ingest.join();
        return low;
    }

    @ParameterizedTest
    @ValueSource(strings = {"timescaledb", "postgresql"})
    void aStoppedDatabaseIsBackedUpToo(String kind) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "drill")
                .toAbsolutePath();
        try (RunningDatabase running = start(kind, folder.resolve("a")); Historian historian = open(running)) {
            historian.register(SITE, POINTS);
            historian.frames(SITE).write(frames(1, 10));
        }
        Path file = folder.resolve("backup.tar.gz");
        DatabaseBackup.write(StoredDatabase.in(folder.resolve("a")).orElseThrow(), file, bytes -> {});
        StoredDatabase restored = DatabaseRestore.read(file, folder.resolve("b"), bytes -> {});
        try (RunningDatabase running = restored.start(); Historian historian = open(running)) {
            assertThat(historian.history(SITE).samples(T, T + 1_000_000)).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatIsNoWholeBackupIsRefusedAndNothingIsLeftOfIt(boolean torn) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "drill")
                .toAbsolutePath();
        Path file = folder.resolve("backup.tar.gz");
        if (torn) {
            try (RunningDatabase _ = start("postgresql", folder.resolve("a"))) {
                DatabaseBackup.write(StoredDatabase.in(folder.resolve("a")).orElseThrow(), file, bytes -> {});
            }
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        } else {
            Files.writeString(file, "not a backup");
        }
        assertThatThrownBy(() -> DatabaseRestore.read(file, folder.resolve("b"), bytes -> {}))
                .isInstanceOf(ServiceUnavailable.class).hasMessageContaining("backup.tar.gz");
        assertThat(StoredDatabase.in(folder.resolve("b"))).isEmpty();
    }

    private static RunningDatabase start(String kind, Path data) {
        try {
            return kind.equals("timescaledb")
                    ? Databases.timescale(data.resolve(kind), 0)
                    : Databases.embedded(data.resolve(kind), 0);
        } catch (ServiceUnavailable e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            throw new TestAbortedException("Skipped: " + e.getMessage(), e);
        }
    }

    private static Historian open(RunningDatabase running) throws IOException {
        return Historian.open(new DatabaseAddress(running.jdbcUrl(), running.user(), running.password()));
    }

    private static List<ReceivedFrame> frames(long first, long last) {
        List<ReceivedFrame> frames = new ArrayList<>();
        for (long seq = first; seq <= last; seq++) {
            frames.add(new ReceivedFrame("plant", new Frame("b", seq, T + seq * 1_000, Map.of(FIRST, 20.0), Map.of()),
                    new byte[0], T, OptionalLong.empty()));
        }
        return frames;
    }
}
