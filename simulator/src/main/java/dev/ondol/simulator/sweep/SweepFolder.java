package dev.ondol.simulator.sweep;

import dev.ondol.simulator.run.Policy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The results of sweeps on disk: `policy=.../site=.../years.csv`, a line a facility-year. Each line is on disk before the next one is begun,
/// so a sweep that is killed leaves at most one half line, which does not count. One process at a time holds the folder.
public final class SweepFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SweepFolder.class);
    private static final String ROWS = "years.csv";
    private static final List<String> KEYS = List.of("weather", "seed", "from", "days", "digest");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    private static final String HEADER = line(Stream.concat(KEYS.stream(), YearColumn.NAMES.stream()).toList());

    private final Path path;
    private final FileChannel lockFile;

    private SweepFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /// Takes the folder; it is made where it is missing.
    ///
    /// @throws IOException with the remedy, if it cannot be written or another process holds it
    public static SweepFolder open(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel file = FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (locked(file).isPresent()) {
                return new SweepFolder(path, file);
            }
            throw new IOException("another sweep works in it; wait for its end");
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static Optional<FileLock> locked(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException e) {
            log.debug("This process holds the folder already.", e);
            return Optional.empty();
        }
    }

    /// Every whole row, the later one where a year stands twice.
    public List<YearRow> rows() throws IOException {
        Map<FacilityYear, YearRow> rows = new TreeMap<>();
        for (Path file : files()) {
            read(file).forEach(row -> rows.put(row.year(), row));
        }
        return List.copyOf(rows.values());
    }

    /// Adds a row; it is on disk when this returns.
    public void append(YearRow row) throws IOException {
        Path file = file(row.year());
        Files.createDirectories(parent(file));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(channel.size());
            String text = channel.size() == 0 ? HEADER + line(cells(row)) : line(cells(row));
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
    }

    /// Puts the rows in order and drops what does not count: half lines, rows that were made again. Afterwards the same rows are the same
    /// bytes, in whatever order they came.
    public void tidy() throws IOException {
        Map<Path, StringBuilder> texts = new LinkedHashMap<>();
        for (YearRow row : rows()) {
            texts.computeIfAbsent(file(row.year()), file -> new StringBuilder(HEADER)).append(line(cells(row)));
        }
        for (Path file : files()) {
            String text = String.valueOf(texts.getOrDefault(file, new StringBuilder(HEADER)));
            if (!text.equals(Files.readString(file))) {
                replace(file, text);
            }
        }
    }

    /// Writes a file beside the rows; either whole or not at all.
    public Path write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        replace(file, text);
        return file;
    }

    /// Text of a file beside the rows; empty where there is none.
    public Optional<String> read(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = Files.createTempFile(parent(file), ".sweep", ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(path, 3)) {
            return files.filter(file -> file.endsWith(ROWS) && Files.isRegularFile(file)).sorted().toList();
        }
    }

    private Path file(FacilityYear year) {
        return path.resolve("policy=" + year.policy().id()).resolve("site=" + year.site()).resolve(ROWS);
    }

    private List<YearRow> read(Path file) throws IOException {
        Path folder = parent(file);
        String site = value(folder, "site=");
        Optional<Policy> policy = Policy.find(value(parent(folder), "policy="));
        String text = Files.readString(file);
        int whole = text.lastIndexOf('\n') + 1;
        if (policy.isEmpty() || !text.startsWith(HEADER)) {
            log.warn("{} is no result of this version of Ondol; its years are made again.", file);
            return List.of();
        }
        List<YearRow> rows = new ArrayList<>();
        text.substring(HEADER.length(), whole).lines()
                .forEach(line -> row(policy.get(), site, line, file).ifPresent(rows::add));
        return rows;
    }

    private static Optional<YearRow> row(Policy policy, String site, String line, Path file) {
        try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
            List<CSVRecord> records = parser.getRecords();
            if (records.size() == 1 && records.getFirst().size() > KEYS.size()) {
                List<String> cells = records.getFirst().toList();
                FacilityYear year = new FacilityYear(site, cells.get(0), Long.parseLong(cells.get(1)), policy, cells
                        .get(2), Integer.parseInt(cells.get(3)));
                return Optional.of(new YearRow(year, cells.get(4), cells.subList(KEYS.size(), cells.size())));
            }
            log.warn("{} has a line that is no row; its year is made again: {}", file, line);
        } catch (IOException | IllegalArgumentException e) {
            log.warn("{} has a broken row; its year is made again: {}", file, e.getMessage());
        }
        return Optional.empty();
    }

    private static String value(Path folder, String key) {
        String name = String.valueOf(folder.getFileName());
        return name.startsWith(key) ? name.substring(key.length()) : "";
    }

    private static List<String> cells(YearRow row) {
        FacilityYear year = row.year();
        return Stream.concat(Stream.of(year.weather(), Long.toString(year.seed()), year.from(), Integer.toString(year
                .days()), row.digest()), row.figures().stream()).toList();
    }

    private static String line(List<String> cells) {
        return FORMAT.format(cells.toArray()) + "\n";
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
