package dev.ondol.slurm.queue;

/// What has become of a job, as far as it matters to its GPUs.
public enum JobState {
    /// It has no nodes.
    WAITING,
    /// It has nodes; also while they are made ready or cleaned up.
    RUNNING, FINISHED, FAILED, CANCELLED;

    /// Of Slurm's names; newer versions tell several at a time, for example COMPLETED and COMPLETING.
    static JobState of(Iterable<String> names) {
        JobState state = WAITING;
        for (String name : names) {
            switch (name) {
                case "COMPLETING", "CONFIGURING", "STAGE_OUT", "SIGNALING", "STOPPED" -> {
                    return RUNNING;
                }
                case "RUNNING", "SUSPENDED" -> state = RUNNING;
                case "COMPLETED" -> state = FINISHED;
                case "CANCELLED", "REVOKED" -> state = CANCELLED;
                case "FAILED", "TIMEOUT", "NODE_FAIL", "PREEMPTED", "BOOT_FAIL", "DEADLINE", "OUT_OF_MEMORY" ->
                    state = FAILED;
                // PENDING and all that comes with it, such as REQUEUED and RESV_DEL_HOLD
                default -> {
                }
            }
        }
        return state;
    }

    public boolean ended() {
        return this == FINISHED || this == FAILED || this == CANCELLED;
    }
}
