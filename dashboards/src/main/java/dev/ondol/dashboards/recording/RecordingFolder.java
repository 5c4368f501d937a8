package dev.ondol.dashboards.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The folder `recordings` of a data folder: CSV files and captures that may be replayed, each with the mapping of its names beside it.
/// Nothing outside of it is read or written. Calls block; thread-safe.
public final class RecordingFolder {
    /// A larger file is put into the folder by hand.
    public static final long LARGEST = 1L << 29;
    /// As many recordings as the Replay screen lists.
    static final int MOST = 200;
    /// What must be left on the disk behind an upload.
    private static final long KEPT_FREE = 1L << 30;
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.(csv|jsonl)(\\.gz)?");
    private static final String UPLOAD = ".upload-";
    private static final String ENDING = "\\.(csv|jsonl)(\\.gz)?$";
    private static final int LONGEST_HEADER = 1 << 16;

    private final Path folder;

    /// @param data the data folder
    public RecordingFolder(Path data) {
        folder = data.resolve("recordings");
    }

    /// One file.
    ///
    /// @param changed wall time in milliseconds
    /// @param mapped  whether a mapping lies beside it
    public record Recording(String name, long bytes, long changed, boolean mapped) {}

    /// Those that are there, by name.
    public List<Recording> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches() && isFile(file)).sorted()
                    .limit(MOST).map(this::recording).flatMap(Optional::stream).toList();
        }
    }

    private Optional<Recording> recording(Path file) {
        String name = file.getFileName().toString();
        try {
            return Optional.of(new Recording(name, Files.size(file), Files.getLastModifiedTime(file).toMillis(), isFile(
                    beside(name))));
        } catch (IOException e) {
            return Optional.empty(); // taken away meanwhile
        }
    }

    /// A file that a name stands for; links lead out of the folder and are none.
    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// Where an upload may be written until it is whole.
    ///
    /// @param bytes as many as were announced; 0 where none were
    /// @throws RefusedRecording if no file of that name can be taken now
    public Path begin(String name, long bytes) throws RefusedRecording, IOException {
        checkName(name);
        if (bytes > LARGEST) {
            throw tooLarge();
        }
        Files.createDirectories(folder);
        sweep();
        if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedRecording("exists", "There is a recording %s already: take another name, or delete it."
                    .formatted(name));
        }
        if (list().size() >= MOST) {
            throw new RefusedRecording("too-many", "%d recordings are kept already: delete one.".formatted(MOST));
        }
        if (Files.getFileStore(folder).getUsableSpace() < KEPT_FREE + bytes) {
            throw new RefusedRecording("disk-full",
                    "The disk of %s has no room for it: 1 GiB must stay free.".formatted(folder));
        }
        return folder.resolve(UPLOAD + UUID.randomUUID());
    }

    /// More bytes came than may.
    public static RefusedRecording tooLarge() {
        return new RefusedRecording("too-large",
                "A recording may have %d MiB at most: compress it with gzip, cut it, or put it into the folder by hand."
                        .formatted(LARGEST >> 20));
    }

    private static void checkName(String name) throws RefusedRecording {
        if (!NAME.matcher(name).matches()) {
            throw new RefusedRecording("bad-name",
                    "The name must be letters, digits, dots, dashes and underscores, and end in .csv, .csv.gz, .jsonl or .jsonl.gz.");
        }
    }

    /// What an upload has left that nobody ended.
    private void sweep() throws IOException {
        long old = System.currentTimeMillis() - ABANDONED.toMillis();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith(UPLOAD)).toList()) {
                if (Files.getLastModifiedTime(file).toMillis() < old) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /// Takes an upload that is whole, if it begins like a recording.
    ///
    /// @param upload what [#begin] gave
    public synchronized Recording keep(Path upload, String name) throws RefusedRecording, IOException {
        checkName(name);
        checkBeginning(upload, name);
        try {
            Files.move(upload, folder.resolve(name));
        } catch (FileAlreadyExistsException e) {
            throw new RefusedRecording("exists", "There is a recording %s already: take another name, or delete it."
                    .formatted(name));
        }
        return recording(folder.resolve(name)).orElseThrow(() -> new NoSuchFileException(name));
    }

    private static void checkBeginning(Path upload, String name) throws RefusedRecording, IOException {
        String header;
        try (InputStream in = opened(upload, name)) {
            header = firstLine(new String(in.readNBytes(LONGEST_HEADER), StandardCharsets.UTF_8));
        } catch (ZipException | java.io.EOFException e) {
            throw new RefusedRecording("no-gzip", "%s is not compressed with gzip, or is cut off.".formatted(name));
        }
        if (header.startsWith("{")) {
            if (!header.contains("\"topic\"")) {
                throw new RefusedRecording("no-recording",
                        "The first line of %s is no recorded message: it has no topic (docs/replay.md has an example)."
                                .formatted(name));
            }
            return;
        }
        List<String> columns = Arrays.stream(header.split(",", -1)).map(String::strip).toList();
        if (!columns.containsAll(List.of("time", "point", "value"))) {
            throw new RefusedRecording("no-recording",
                    "The first row of %s must be time,point,value (perhaps also quality, unit); it is: %s".formatted(
                            name, header.substring(0, Math.min(80, header.length()))));
        }
    }

    private static String firstLine(String text) {
        return text.replace("\uFEFF", "").lines().filter(line -> !line.isBlank() && !line.startsWith("#")).findFirst()
                .orElse("");
    }

    private static InputStream opened(Path file, String name) throws IOException {
        InputStream raw = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        if (!name.endsWith(".gz")) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, LONGEST_HEADER);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// Takes a recording away, and the mapping beside it where no other has the same.
    ///
    /// @throws NoSuchFileException if there is none of that name
    public synchronized void delete(String name) throws IOException {
        Files.delete(existing(name));
        boolean shared = list().stream().anyMatch(other -> beside(other.name()).equals(beside(name)));
        if (!shared) {
            Files.deleteIfExists(beside(name));
        }
    }

    /// @throws NoSuchFileException if there is none of that name
    BufferedReader read(String name) throws IOException {
        return new BufferedReader(new InputStreamReader(opened(existing(name), name), StandardCharsets.UTF_8));
    }

    /// Where the mapping of a recording lies.
    Path mapping(String name) throws NoSuchFileException {
        existing(name);
        return beside(name);
    }

    /// `NAME.mapping.yaml`, as the replayer looks for it.
    private Path beside(String name) {
        return folder.resolve(name.replaceFirst(ENDING, ".mapping.yaml"));
    }

    private Path existing(String name) throws NoSuchFileException {
        if (!NAME.matcher(name).matches() || !isFile(folder.resolve(name))) {
            throw new NoSuchFileException(name);
        }
        return folder.resolve(name);
    }
}
