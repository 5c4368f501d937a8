package dev.ondol.services;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/// Puts a database back from the file that [DatabaseBackup] wrote. It appears whole or not at all; the first start replays
/// the log and is then as the backup was.
public final class DatabaseRestore {
    /// Folders that a cluster must have and a backup leaves out.
    private static final List<String> EMPTY = List.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial",
            "pg_snapshots", "pg_stat_tmp", "pg_subtrans", "pg_wal/archive_status", "pg_wal/summaries");

    private DatabaseRestore() {}

    /// @param data      the data folder; it must not have a database of the kind
    /// @param bytesDone called now and then with how many bytes were written
    public static StoredDatabase read(Path file, Path data, LongConsumer bytesDone) {
        Path home = data.toAbsolutePath().normalize();
        Path fresh = home.resolve("restoring");
        try {
            Files.createDirectories(home);
            Folders.delete(fresh);
            StoredDatabase restored = unpack(file, home, fresh, bytesDone);
            Path cluster = fresh.resolve("cluster");
            Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwx------"));
            for (String folder : EMPTY) {
                Files.createDirectories(cluster.resolve(folder));
            }
            Files.writeString(cluster.resolve("ondol.conf"), "");
            Files.createDirectories(restored.folder());
            Files.move(fresh.resolve("password"), restored.folder().resolve("password"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(restored.folder().resolve("password"),
                    PosixFilePermissions.fromString("rw-------"));
            Files.move(cluster, restored.cluster(), StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(fresh);
            return restored;
        } catch (IOException e) {
            throw new ServiceUnavailable("The backup %s could not be restored: %s.".formatted(file, e.getMessage()),
                    "It must be a whole file that ondol backup wrote, and %s must have room.".formatted(home), e);
        }
    }

    private static StoredDatabase unpack(Path file, Path home, Path fresh, LongConsumer bytesDone)
            throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            String kind = kind(tar);
            StoredDatabase restored = new StoredDatabase(kind, home.resolve(kind));
            if (Files.exists(restored.cluster())) {
                throw new ServiceUnavailable("There is a database in %s already.".formatted(restored.folder()),
                        "Move it away or name another data folder.");
            }
            long bytes = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = fresh.resolve(entry.getName()).normalize();
                if (!path.startsWith(fresh)) {
                    throw new IOException("it leads out of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.resolveSibling(""));
                    Files.copy(tar, path);
                    bytes += entry.getSize();
                    bytesDone.accept(bytes);
                }
            }
            return restored;
        }
    }

    private static String kind(TarArchiveInputStream tar) throws IOException {
        TarArchiveEntry first = tar.getNextEntry();
        List<String> lines = first == null || !first.getName().equals("kind")
                ? List.of()
                : new String(tar.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        if (lines.size() != 2 || !lines.getFirst().equals(DatabaseBackup.FORMAT)
                || !List.of(StoredDatabase.TIMESCALEDB, StoredDatabase.POSTGRESQL).contains(lines.get(1))) {
            throw new IOException("it does not begin as a backup does");
        }
        return lines.get(1);
    }
}
