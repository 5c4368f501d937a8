package dev.ondol.slurm.queue;

import org.jspecify.annotations.Nullable;

/// What `squeue` wrote is not what this connector can read.
public final class UnreadableQueue extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableQueue(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
