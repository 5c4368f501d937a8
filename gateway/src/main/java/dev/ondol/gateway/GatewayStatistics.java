package dev.ondol.gateway;

/// What a gateway has done since its start.
///
/// @param firstMillis       plant time of the first instant it published; 0 before it
/// @param lastMillis        plant time of the newest instant it published; 0 before it
/// @param framesPublished   frames, each counted once however often it was replayed
/// @param samplesPublished  readings in them
/// @param framesReplayed    frames sent again from the outbox
/// @param framesUnguarded   frames that were sent without being kept, because the outbox was full
/// @param framesUnmarked    frames that ingest has not committed yet
/// @param commandsApplied   commands written and read back
/// @param commandsRefused   commands that the desk did not apply, for whatever reason but being a duplicate
/// @param commandsDuplicate commands seen before
/// @param messagesMalformed messages that could not be read, and retained commands
/// @param cyclesOverBudget  lock-step: planning cycles that the clock did not wait for to the end
/// @param effectiveRate     plant seconds a wall second that the clock runs at; 0 in lock-step
/// @param automatic         true while commands are obeyed
/// @param plant             the plant's own account
public record GatewayStatistics(long firstMillis, long lastMillis, long framesPublished, long samplesPublished,
        long framesReplayed, long framesUnguarded, long framesUnmarked, long commandsApplied, long commandsRefused,
        long commandsDuplicate, long messagesMalformed, long cyclesOverBudget, double effectiveRate,
        boolean automatic, PlantAccount plant) {}
