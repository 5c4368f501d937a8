package dev.ondol.simulator.heat;

/// A part of the building that holds heat, turns electrical power into heat and may pass heat to the outdoors. Figures are
/// those of the last step. The balance of the whole building is: power of IT, its distribution and the electrical rooms, plus
/// [#electricW] of all parts, minus [#rejectedW] of all parts = change of [#energyJ] of all parts.
public interface HeatBody {
    /// Heat content above 0 C, J.
    double energyJ();

    /// Own electrical power that became heat inside of the building, W.
    double electricW();

    /// Heat that left the building, W; negative where the outdoors heated it.
    double rejectedW();

    /// Heat in - heat out - change of content by the part's own states, W; 0 but for rounding.
    double imbalanceW();
}
