package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Verdict;

/// Who says whether a value may be written: the verifier, or one that was broken on purpose.
@FunctionalInterface
public interface Judge {
    /// @param now plant time in milliseconds
    Verdict verify(Proposal proposal, Observations plant, long now);
}
