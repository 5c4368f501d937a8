package dev.ondol.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder that keeps unpacked programs between runs; safe to delete. `ONDOL_CACHE`, else `/var/cache/ondol` for root
/// (other accounts must be able to run what lies there), else `$XDG_CACHE_HOME/ondol` or `~/.cache/ondol`.
final class CacheFolder {
    private CacheFolder() {}

    static Path locate() {
        Path folder = choose();
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ServiceUnavailable("The cache folder %s cannot be created: %s.".formatted(folder, e),
                    "Set ONDOL_CACHE to a folder that this account may write to.", e);
        }
    }

    private static Path choose() {
        String wanted = System.getenv("ONDOL_CACHE");
        if (wanted != null && !wanted.isBlank()) {
            return Path.of(wanted).toAbsolutePath();
        }
        if (ServerAccount.runningAsRoot()) {
            return Path.of("/var/cache/ondol");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.toAbsolutePath().resolve("ondol");
    }
}
