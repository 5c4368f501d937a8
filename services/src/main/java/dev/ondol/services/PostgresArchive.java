package dev.ondol.services;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's programs as they come in the jar of io.zonky.test.postgres, unpacked once into the cache folder.
final class PostgresArchive {
    private static final Logger log = LoggerFactory.getLogger(PostgresArchive.class);
    private static final String EVERYONE_RUNS = "rwxr-xr-x";
    private static final String RESOURCE = "/postgres-linux-x86_64.txz";

    private PostgresArchive() {}

    /// The folder with `bin`, `lib` and `share`.
    static Path unpacked(Path cache) {
        Platform.requireLinuxOnAmd64("embedded PostgreSQL");
        try {
            Path target = cache.resolve("postgresql-" + fingerprint());
            if (!Files.isDirectory(target)) {
                log.info("Unpacking PostgreSQL into {}.", target);
                Path fresh = Files.createTempDirectory(cache, "postgresql-");
                unpack(fresh);
                publish(fresh, target);
            }
            return target;
        } catch (IOException e) {
            throw new ServiceUnavailable(
                    "The embedded PostgreSQL could not be unpacked into %s: %s.".formatted(cache, e),
                    "Make room there, or set ONDOL_CACHE to a folder that this account may write to.", e);
        }
    }

    private static InputStream open() throws IOException {
        InputStream archive = PostgresArchive.class.getResourceAsStream(RESOURCE);
        if (archive == null) {
            throw new IOException("the class path lacks " + RESOURCE);
        }
        return archive;
    }

    private static String fingerprint() throws IOException {
        try (InputStream archive = open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int n = archive.read(block); n >= 0; n = archive.read(block)) {
                digest.update(block, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static void unpack(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(EVERYONE_RUNS));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(open()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("the archive leads out of its folder: " + entry.getName());
                }
                createFolder(entry.isDirectory() ? path : path.resolveSibling(""));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (!entry.isDirectory()) {
                    Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
                    boolean program = (entry.getMode() & 0111) != 0;
                    Files.setPosixFilePermissions(path,
                            PosixFilePermissions.fromString(program ? EVERYONE_RUNS : "rw-r--r--"));
                }
            }
        }
    }

    /// With its parents, open to the account that the server runs under, whatever the umask says.
    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolder(folder.resolveSibling(""));
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(EVERYONE_RUNS));
        }
    }

    /// In one step, so that nobody ever sees half of it; whoever comes second throws his away.
    private static void publish(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Folders.delete(fresh);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }
}
