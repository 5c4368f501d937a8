package dev.ondol.services;

import java.nio.file.Path;

/// Starts a database that Ondol brings along.
public final class Databases {
    private Databases() {}

    /// PostgreSQL out of a jar: needs nothing but Linux on amd64.
    ///
    /// @param data folder for this database, created if absent and kept
    /// @param port on loopback, 0 for any free one
    public static RunningDatabase embedded(Path data, int port) throws ServiceUnavailable {
        return EmbeddedPostgres.start(data, port);
    }

    /// TimescaleDB, Apache edition, from Debian's packages; the first start downloads some 40 MB into the cache folder.
    /// Throws [ServiceUnavailable] where that cannot work, so that the caller can take [#embedded].
    ///
    /// @param data folder for this database, created if absent and kept
    /// @param port on loopback, 0 for any free one
    public static RunningDatabase timescale(Path data, int port) throws ServiceUnavailable {
        return DebianTimescale.start(data, port);
    }
}
