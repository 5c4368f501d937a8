package dev.ondol.slurm.command;

import org.jspecify.annotations.Nullable;

/// Slurm's programs are not there, do not end, or cannot reach slurmctld.
public final class SlurmUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public SlurmUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
