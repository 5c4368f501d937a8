package dev.ondol.facility.site;

/// The operator's limits of what may be written, in Celsius and Pa.
///
/// @param supplyAirC     supply air of the halls
/// @param pressurePa     differential pressure of the contained aisles
/// @param chilledWaterC  chilled-water supply
/// @param condenserWaterC tower leaving water
/// @param technologyLoopC technology-loop supply
public record Envelope(Range supplyAirC, Range pressurePa, Range chilledWaterC, Range condenserWaterC,
        Range technologyLoopC) {
    public record Range(double min, double max) {
        public Range {
            if (!(min < max)) {
                throw new IllegalArgumentException("min (%s) must be below max (%s).".formatted(min, max));
            }
        }
    }
}
