package dev.ondol.simulator.fault;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import java.util.List;

/// The faults of a run, in any order; they may overlap.
///
/// @param faults all of them
public record FaultPlan(List<Fault> faults) {
    /// Nothing breaks.
    public static final FaultPlan NONE = new FaultPlan(List.of());

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /// Reads a schedule: `faults:` with a list of [Fault].
    ///
    /// @param name what is read, for messages
    /// @throws InvalidConfiguration with every problem of the text and its line
    public static FaultPlan read(String name, String yaml) throws InvalidConfiguration {
        return RecordReader.read(name, yaml, FaultPlan.class);
    }
}
