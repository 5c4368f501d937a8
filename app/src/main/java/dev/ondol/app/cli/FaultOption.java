package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.fault.RandomFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/// What breaks in the plant of a command.
final class FaultOption {
    @Option(names = "--faults", paramLabel = "FILE|SEED", description = "What breaks: a schedule (YAML) or a seed of random faults (default: nothing).")
    private Optional<String> faults = Optional.empty();

    /// The faults asked for, given what can break.
    ///
    /// @param from begin of the days, site-local
    /// @throws InvalidConfiguration with every problem of a schedule
    Function<Facility, FaultPlan> read(LocalDateTime from, int days) throws InvalidConfiguration {
        if (faults.isEmpty()) {
            return facility -> FaultPlan.NONE;
        }
        String asked = faults.get();
        if (asked.matches("-?[0-9]{1,18}")) {
            long seed = Long.parseLong(asked);
            return facility -> RandomFaults.of(facility, from, days, seed);
        }
        FaultPlan plan = FaultPlan.read(asked, text(Path.of(asked)));
        return facility -> plan;
    }

    /// True where nothing is to break.
    boolean none() {
        return faults.isEmpty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("The faults %s cannot be read: %s.".formatted(file, e), e);
        }
    }
}
