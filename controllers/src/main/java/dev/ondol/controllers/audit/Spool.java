package dev.ondol.controllers.audit;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.audit.AuditRow;
import dev.ondol.facility.audit.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Entries on disk from before the act until they are in the database, a line each; of a key the last line counts. What is
/// written is in the hands of the operating system when [#write] returns and survives kill -9; [#force] brings it to the
/// disk, so a power failure costs what was written since. Owned by whoever holds the trail's lock.
final class Spool implements AutoCloseable {
    private static final String SITE = "-";

    private final Path file;
    private FileChannel channel;

    /// @param open true: its effect is not known yet
    record Line(AuditEntry entry, boolean open) {}

    private Spool(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Spool open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return new Spool(file, channel(file));
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void write(AuditEntry entry, boolean open) throws IOException {
        write(channel, entry, open);
    }

    private static void write(FileChannel to, AuditEntry entry, boolean open) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((entry.canonical(SITE, open ? 0 : 1) + "\n").getBytes(
                StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            to.write(line);
        }
    }

    /// What is there, by key, in the order of the first lines. A line that a crash has torn is left out.
    Map<String, Line> read() throws IOException {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (String text : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            if (text.endsWith("}")) {
                read(text, lines);
            }
        }
        return lines;
    }

    private static void read(String text, Map<String, Line> lines) {
        try {
            AuditEntry entry = new AuditRow(0, "", "", text).entry();
            boolean open = CanonicalJson.read(text).get("seq") instanceof Number state && state.longValue() == 0;
            lines.put(entry.key(), new Line(entry, open));
        } catch (IllegalArgumentException e) {
            // torn in the middle by a crash: the act itself did not follow
        }
    }

    /// Leaves only these, which are open.
    void keepOnly(Collection<AuditEntry> entries) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel to = channel(fresh)) {
            for (AuditEntry entry : List.copyOf(entries)) {
                write(to, entry, true);
            }
            to.force(true);
        }
        channel.close();
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel = channel(file);
    }

    long bytes() throws IOException {
        return channel.size();
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
