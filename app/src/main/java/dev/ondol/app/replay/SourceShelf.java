package dev.ondol.app.replay;

import dev.ondol.app.config.MappingFile;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.rollup.Span;
import dev.ondol.proof.replay.RecordingReader.Wanted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be replayed of a site: its history, kept scenarios and files that people have put into a folder. One thread.
public final class SourceShelf {
    private static final Logger LOG = LoggerFactory.getLogger(SourceShelf.class);
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.(csv|jsonl)(\\.gz)?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String READINGS = "readings.csv.gz";
    private static final int MOST = 200;

    private final Site site;
    private final Historian historian;
    private final Path files;
    private final Path scenarios;
    private final Map<Path, Known> known = new HashMap<>();

    /// What was found in a file, as long as it is the same.
    private record Known(long size, long changed, Optional<Span> span) {}

    /// @param data folder in which `recordings` and `scenarios` are, where there are any
    public SourceShelf(Site site, Historian historian, Path data) {
        this.site = site;
        this.historian = historian;
        this.files = data.resolve("recordings");
        this.scenarios = data.resolve("scenarios");
    }

    /// All there is now: the history first, then scenarios and files by name.
    public List<RecordedSource> list() {
        List<RecordedSource> all = new ArrayList<>();
        historian.replayWork(site.id()).stored(PointId.of(PointCatalog.FACILITY_METER, Quantity.ACTIVE_POWER)
                .toString()).ifPresent(
                        span -> all.add(new RecordedSource(RecordedSource.HISTORIAN, span.from(), span
                                .to())));
        in(scenarios).filter(folder -> NAME.matcher(folder.getFileName().toString()).matches() && Files.exists(folder
                .resolve(READINGS))).forEach(folder -> all.add(of(RecordedSource.SCENARIO + folder.getFileName(), folder
                        .resolve(READINGS))));
        in(files).filter(file -> FILE.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file))
                .forEach(file -> all.add(of(
                        RecordedSource.FILE + file.getFileName(), file)));
        return all.size() > MOST ? all.subList(0, MOST) : all;
    }

    private static Stream<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList().stream();
        } catch (IOException e) {
            LOG.warn("The folder {} cannot be read: {}", folder, e.toString());
            return Stream.of();
        }
    }

    private RecordedSource of(String id, Path file) {
        Optional<Span> span = span(file);
        return new RecordedSource(id, span.map(Span::from).orElse(null), span.map(Span::to).orElse(null));
    }

    private Optional<Span> span(Path file) {
        try {
            long size = Files.size(file);
            long changed = Files.getLastModifiedTime(file).toMillis();
            Known before = known.get(file);
            if (before == null || before.size != size || before.changed != changed) {
                before = new Known(size, changed, firstAndLast(file));
                known.put(file, before);
            }
            return before.span;
        } catch (IOException e) {
            LOG.warn("The file {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /// By its first and last row; a file in another order says less than it has.
    private Optional<Span> firstAndLast(Path file) throws IOException {
        String first = "";
        String last = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(opened(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("time")) {
                    first = first.isEmpty() ? line : first;
                    last = line;
                }
            }
        }
        Optional<Long> from = time(first);
        Optional<Long> to = time(last);
        return from.isPresent() && to.isPresent() && from.get() <= to.get()
                ? Optional.of(new Span(from.get(), to.get() + 1))
                : Optional.empty();
    }

    /// Of a row of CSV, or of a recorded message: that when it came.
    private Optional<Long> time(String row) {
        if (row.startsWith("{")) {
            return CapturedReadings.recordedAt(row);
        }
        String text = row.split(",", 2)[0].replace('"', ' ').strip().replace(' ', 'T');
        try {
            return Optional.of(text.endsWith("Z") || text.matches(".*[+-]\\d{2}:?\\d{2}")
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : LocalDateTime.parse(text).atZone(site.location().zone()).toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Readings of a source as CSV or recorded messages, between two plant times.
    ///
    /// @throws NoSuchFileException if there is no such source
    InputStream open(String id, Wanted wanted, long from, long to) throws IOException {
        return id.equals(RecordedSource.HISTORIAN)
                ? new StoredReadings(historian, site, wanted, from, to)
                : opened(file(id));
    }

    /// What a source calls the points of the site: `NAME.mapping.yaml` beside `NAME.csv`.
    PointMapping mapping(String id) throws InvalidConfiguration {
        if (!id.startsWith(RecordedSource.FILE)) {
            return PointMapping.NONE;
        }
        Path mapping = files.resolve(id.substring(RecordedSource.FILE.length()).replaceFirst("\\.(csv|jsonl)(\\.gz)?$",
                ".mapping.yaml"));
        return Files.exists(mapping) ? MappingFile.read(mapping) : PointMapping.NONE;
    }

    private Path file(String id) throws NoSuchFileException {
        if (id.startsWith(RecordedSource.FILE)) {
            String name = id.substring(RecordedSource.FILE.length());
            if (FILE.matcher(name).matches()) {
                return files.resolve(name);
            }
        } else if (id.startsWith(RecordedSource.SCENARIO)) {
            String name = id.substring(RecordedSource.SCENARIO.length());
            if (NAME.matcher(name).matches()) {
                return scenarios.resolve(name).resolve(READINGS);
            }
        }
        throw new NoSuchFileException(id);
    }

    private static InputStream opened(Path file) throws IOException {
        if (!Files.isRegularFile(file)) { // a pipe would keep the replayer waiting
            throw new NoSuchFileException(file.toString());
        }
        InputStream raw = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
    }
}
