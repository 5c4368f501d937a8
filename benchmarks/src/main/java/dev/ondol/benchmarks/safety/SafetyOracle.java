package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Verdict;
import dev.ondol.facility.message.Command;

/// Says a property again, in its own words, of everything that happens in a [VerifierLife].
interface SafetyOracle {
    Tried tried();

    /// A verdict was given.
    ///
    /// @param now plant time in milliseconds
    default void judged(Proposal proposal, Verdict verdict, Surroundings around, PlantBook book, long now) {}

    /// A command is about to be written at the plant.
    default void applied(Command command, PlantBook book, long now) {}
}
