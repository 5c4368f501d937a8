package dev.ondol.historian;

import org.jspecify.annotations.Nullable;

/// The database is away, full, or refuses us. The message names the place and the remedy. Roles log it, keep working and
/// try again; what was being written is either wholly stored or not at all.
public final class HistorianUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean diskFull;

    HistorianUnavailable(String message, boolean diskFull, @Nullable Throwable cause) {
        super(message, cause);
        this.diskFull = diskFull;
    }

    /// True where the database has no disk space left: a human is needed.
    public boolean diskFull() {
        return diskFull;
    }
}
