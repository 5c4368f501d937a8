package dev.ondol.slurm.command;

/// Slurm does not do this to a job: it has ended, or has no such node.
public final class SlurmRefused extends Exception {
    private static final long serialVersionUID = 1;

    public SlurmRefused(String message) {
        super(message);
    }
}
