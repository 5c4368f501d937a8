package dev.ondol.controllers;

import dev.ondol.facility.message.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How control behaves.
///
/// @param initialMode     mode at the start, unless an operator has chosen another one before, which the historian keeps;
///                        AUTO holds only where the clock declares a simulated plant
/// @param planValidity    plant time for which a plan is followed after its cycle; silence for longer means FALLBACK, and
///                        so does a set-point held without fresh inputs
/// @param commandValidity plant time for which the plant may apply a command
/// @param heartbeat       wall time between two heartbeats
/// @param resend          wall time without an acknowledgement after which a command is sent again
/// @param epochWait       wall time to wait for the retained epoch of the plant before asking for a new one
/// @param journalCapacity entries that may wait for the database
/// @param folder          where audit entries wait on disk until they are in the database; empty: in memory alone
public record ControlOptions(Mode initialMode, Duration planValidity, Duration commandValidity, Duration heartbeat,
        Duration resend, Duration epochWait, int journalCapacity, Optional<Path> folder) {
    public ControlOptions {
        requirePositive(planValidity, "planValidity");
        requirePositive(commandValidity, "commandValidity");
        requirePositive(heartbeat, "heartbeat");
        requirePositive(resend, "resend");
        requirePositive(epochWait, "epochWait");
        if (journalCapacity < 1) {
            throw new IllegalArgumentException("The journalCapacity (%d) must be positive.".formatted(journalCapacity));
        }
    }

    /// SHADOW, plans valid for three cycles of 5 plant minutes, commands for one.
    public static ControlOptions defaults() {
        return new ControlOptions(Mode.SHADOW, Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(1),
                Duration.ofSeconds(2), Duration.ofSeconds(1), 100_000, Optional.empty());
    }

    public ControlOptions withInitialMode(Mode mode) {
        return new ControlOptions(mode, planValidity, commandValidity, heartbeat, resend, epochWait, journalCapacity,
                folder);
    }

    public ControlOptions withFolder(Path where) {
        return new ControlOptions(initialMode, planValidity, commandValidity, heartbeat, resend, epochWait,
                journalCapacity, Optional.of(where));
    }

    private static void requirePositive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("The %s (%s) must be positive.".formatted(name, value));
        }
    }
}
