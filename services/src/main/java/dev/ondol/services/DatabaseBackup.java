package dev.ondol.services;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/// Copies a database whole into one file (tar, gzip), while it runs or not, on every edition the same way: its cluster as
/// PostgreSQL's low-level backup interface lets one copy it ("Making a Base Backup Using the Low Level API"), with the log
/// that makes the copy consistent. What was committed when it ends is in it.
public final class DatabaseBackup {
    static final String FORMAT = "ondol-backup-1";
    private static final int BLOCK = 1 << 16;
    /// What a new server makes for itself, or must not take over.
    private static final List<String> LEFT_OUT = List.of("postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot",
            "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans", "ondol.conf");
    private static final String SLOT = "ondol_backup";

    private final StoredDatabase database;
    private final LongConsumer bytesDone;
    private long bytes;

    private DatabaseBackup(StoredDatabase database, LongConsumer bytesDone) {
        this.database = database;
        this.bytesDone = bytesDone;
    }

    /// Bytes of files that a backup copies, about.
    public static long size(StoredDatabase database) {
        try (Stream<Path> files = Files.walk(database.cluster())) {
            return files.filter(Files::isRegularFile).mapToLong(DatabaseBackup::sizeOf).sum();
        } catch (IOException e) {
            throw unavailable(database, e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // gone meanwhile
        }
    }

    /// @param file      must not exist; it appears when it is whole
    /// @param bytesDone called now and then with how many bytes were read
    public static void write(StoredDatabase database, Path file, LongConsumer bytesDone) {
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), BLOCK);
                    GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, fast());
                    TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                new DatabaseBackup(database, bytesDone).write(tar);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unavailable(database, e);
        } catch (SQLException e) {
            throw new ServiceUnavailable("The database in %s could not be backed up: %s.".formatted(database.folder(),
                    e.getMessage()), "See its server.log.", e);
        }
    }

    private static ServiceUnavailable unavailable(StoredDatabase database, IOException e) {
        return new ServiceUnavailable("The database in %s could not be backed up: %s.".formatted(database.folder(), e),
                "Make room, and run as the account that started the database.", e);
    }

    private static GzipParameters fast() {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_SPEED);
        return parameters;
    }

    private void write(TarArchiveOutputStream tar) throws IOException, SQLException {
        add(tar, "kind", (FORMAT + "\n" + database.kind() + "\n").getBytes(StandardCharsets.UTF_8));
        add(tar, "password", Files.readAllBytes(database.folder().resolve("password")));
        var login = database.running();
        if (login.isPresent()) {
            running(tar, login.get());
        } else {
            try (DataFolder _ = DataFolder.hold(database.folder(), "database")) {
                copy(tar, database.cluster(), LEFT_OUT);
                copy(tar, database.cluster().resolve("pg_wal"), List.of());
            }
        }
    }

    /// The slot keeps the log that was written since the start until it is copied, too.
    private void running(TarArchiveOutputStream tar, StoredDatabase.Login login) throws IOException, SQLException {
        try (Connection connection = PostgresAdministration.connect(login);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_create_physical_replication_slot('%s_%d', true, true)".formatted(SLOT,
                    ProcessHandle.current().pid()));
            statement.execute("SELECT pg_backup_start('ondol', fast => true)");
            copy(tar, database.cluster(), LEFT_OUT);
            try (ResultSet stopped = statement
                    .executeQuery("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
                stopped.next();
                add(tar, "cluster/backup_label", stopped.getString(1).getBytes(StandardCharsets.UTF_8));
            }
            statement.execute("SELECT pg_switch_wal()");
            copy(tar, database.cluster().resolve("pg_wal"), List.of("archive_status", "summaries"));
        }
    }

    private void copy(TarArchiveOutputStream tar, Path folder, List<String> leftOut) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                Path within = folder.relativize(path);
                String name = "cluster/" + database.cluster().relativize(path);
                if (leftOut.contains(within.getName(0).toString())) {
                    continue;
                }
                if (Files.isDirectory(path)) {
                    tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
                    tar.closeArchiveEntry();
                } else if (Files.isRegularFile(path)) {
                    file(tar, path, name);
                }
            }
        }
    }

    /// A file may grow, shrink or vanish meanwhile: what the log knows of that is applied at the restore. Its entry has the
    /// length that was seen first.
    private void file(TarArchiveOutputStream tar, Path path, String name) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            long length = Files.size(path);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(length);
            entry.setModTime(FileTime.fromMillis(0));
            tar.putArchiveEntry(entry);
            byte[] block = new byte[BLOCK];
            long left = length;
            while (left > 0) {
                int read = in.readNBytes(block, 0, (int) Math.min(BLOCK, left));
                if (read == 0) {
                    Arrays.fill(block, (byte) 0);
                    read = (int) Math.min(BLOCK, left);
                }
                tar.write(block, 0, read);
                left -= read;
            }
            tar.closeArchiveEntry();
            bytes += length;
            bytesDone.accept(bytes);
        } catch (NoSuchFileException e) {
            return; // dropped meanwhile
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
