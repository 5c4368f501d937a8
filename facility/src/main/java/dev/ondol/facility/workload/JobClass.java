package dev.ondol.facility.workload;

/// What kind of work a job is; it decides which power profiles fit and which service level holds.
public enum JobClass {
    /// Gangs that run for hours; end within 1.10 x of their uncapped run time.
    TRAINING,
    /// Inference that reads the prompt: compute-bound; throughput at least 0.99 of uncapped.
    PREFILL,
    /// Inference that writes tokens: memory-bound; throughput at least 0.97 of uncapped.
    DECODE,
    /// Work that may wait; ends before arrival + max(4 h, 3 x run time).
    BATCH
}
