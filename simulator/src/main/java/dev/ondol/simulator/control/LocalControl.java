package dev.ondol.simulator.control;

import dev.ondol.facility.site.Site;

/// The plant's own sequences. One instance serves one plant. A decision starts from each slot's local value, which is the
/// value in force wherever an optimizer has just let go, so every hand-over is bumpless.
public interface LocalControl {
    /// For people: "good practice".
    String name();

    /// Sets the first local values.
    void begin(Site site, Setpoints setpoints);

    /// Moves the local values; called once a step.
    void decide(Signals signals, Setpoints setpoints, double seconds);
}
