package dev.ondol.gateway;

/// What lets plant time pass. Confined to the plant's thread, except for the two answers.
sealed interface PlantClock permits FreeRunningClock, LockStepClock, WallClock {
    /// Plant time between two instants, milliseconds.
    long STEP_MS = 15_000;
    /// Plant time between two planning cycles, milliseconds.
    long CYCLE_MS = 300_000;

    /// Returns when the first instant may be published, or when the gateway stops.
    default void begin(long firstMillis) throws InterruptedException {}

    /// The instant after this one.
    default long next(long instantMillis) {
        return instantMillis + STEP_MS;
    }

    /// Returns when the plant may go on from this published instant to the next, or when the gateway stops.
    void pace(long instantMillis) throws InterruptedException;

    /// Plant seconds a wall second that the clock runs at now; 0 in lock-step.
    double rate();

    /// Planning cycles that the clock did not wait for to the end.
    long cyclesOverBudget();
}
