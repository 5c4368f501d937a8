package dev.ondol.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A service's data folder, held by one process at a time through a lock that ends with the process.
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Creates the folder if absent and locks it.
    static DataFolder hold(Path folder, String service) {
        Path path = folder.toAbsolutePath().normalize();
        FileChannel channel = null;
        boolean held = false;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve("in-use.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            held = lock(channel) != null;
        } catch (IOException e) {
            throw new ServiceUnavailable("The %s cannot use its data folder %s: %s.".formatted(service, path, e),
                    "Choose a data folder that this account may write to.", e);
        } finally {
            if (!held && channel != null) {
                close(channel);
            }
        }
        if (!held) {
            throw new ServiceUnavailable("The data folder %s of the %s is in use.".formatted(path, service),
                    "Stop the other Ondol that runs on it or choose another data folder.");
        }
        return new DataFolder(path, channel);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        close(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this same JVM holds it
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
