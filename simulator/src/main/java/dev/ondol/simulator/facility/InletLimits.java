package dev.ondol.simulator.facility;

/// Upper limits of rack inlet air, ASHRAE TC 9.9 thermal guidelines, 5th edition (2021).
final class InletLimits {
    static final double RECOMMENDED_C = 27;
    /// Class A1.
    static final double ALLOWABLE_C = 32;

    private InletLimits() {}
}
