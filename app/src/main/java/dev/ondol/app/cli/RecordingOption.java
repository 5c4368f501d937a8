package dev.ondol.app.cli;

import dev.ondol.app.config.MappingFile;
import dev.ondol.app.config.UserError;
import dev.ondol.app.replay.RecordedFile;
import dev.ondol.app.replay.StoredReadings;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.rollup.Retention;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.RecordingReader.Wanted;
import dev.ondol.proof.replay.UnusableRecording;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where recorded telemetry comes from: a CSV file, recorded messages, or the stored history.
final class RecordingOption {
    private static final String HISTORIAN = "historian";
    private static final long HOUR = 3_600_000;

    @Option(names = "--source", paramLabel = "FILE|historian", description = "A CSV file with the columns time, point, value and perhaps quality and unit, as simulate --out and export write it; or MQTT messages as mosquitto_sub recorded them, one JSON object a line (docs/replay.md); .gz too. Or the stored history.")
    private Optional<String> source = Optional.empty();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(names = "--mapping", paramLabel = "FILE", description = "What the source calls the points of the site, and in which units: docs/points.md.")
    private Optional<Path> mapping = Optional.empty();

    String name() {
        return source.orElseThrow(() -> new WrongUsage("Name a file, or the historian, with --source."));
    }

    boolean stored() {
        return name().equals(HISTORIAN);
    }

    DatabaseOption database() {
        return database;
    }

    /// Reads what lies between two plant times, with a bar on stderr.
    ///
    /// @param from,to plant milliseconds, the end exclusive
    Recording read(Site site, Wanted wanted, long from, long to, PrintWriter err) throws Exception {
        PointMapping names = mapping.isPresent() ? MappingFile.read(mapping.get()) : PointMapping.NONE;
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("read").setUnit("k rows", 1000).setInitialMax(1)
                .setConsumer(new ProgressLine(err)).build();
                Source source = stored() ? history(site, wanted, from, to, err) : new Source(file(), () -> {})) {
            return RecordedFile.read(source.in, site, names, wanted, from, to, bar::stepTo);
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file %s.".formatted(name()), e);
        } catch (IOException e) {
            throw new UserError("Reading %s failed: %s.".formatted(name(), e.getMessage()), e);
        } catch (UnusableRecording e) {
            throw new UserError("%s: %s".formatted(name(), e.getMessage()), e);
        }
    }

    /// Readings, and what is open behind them.
    private record Source(InputStream in, Runnable behind) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (in) {
                behind.run();
            }
        }
    }

    private Source history(Site site, Wanted wanted, long from, long to, PrintWriter err) throws IOException {
        DatabaseOption.Opened opened = database.open(site.id());
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("roll up").setUnit("h", HOUR).setInitialMax(1)
                .setConsumer(new ProgressLine(err)).build()) {
            opened.historian().upkeep(Retention.FOREVER).run((millis, of) -> bar.maxHint(of).stepTo(millis));
        }
        return new Source(new StoredReadings(opened.historian(), site, wanted, from, to), opened::close);
    }

    private InputStream file() throws IOException {
        InputStream raw = Files.newInputStream(Path.of(name()));
        return name().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
    }
}
