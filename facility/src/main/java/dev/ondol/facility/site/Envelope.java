package dev.ondol.facility.site;

import java.util.Optional;

/// The operator's limits of what may be written, in Celsius and Pa, and what may be done at all.
///
/// @param supplyAirC     supply air of the halls
/// @param pressurePa     differential pressure of the contained aisles
/// @param chilledWaterC  chilled-water supply
/// @param condenserWaterC tower leaving water
/// @param technologyLoopC technology-loop supply
/// @param upsEco          whether the uninterruptible supplies may run in eco mode; absent: they may not
/// @param processorClockPercent clock of the processors of service racks, percent of the one at which they run by themselves, up to 100; absent: it is left alone
public record Envelope(Range supplyAirC, Range pressurePa, Range chilledWaterC, Range condenserWaterC,
        Range technologyLoopC, Optional<Boolean> upsEco, Optional<Range> processorClockPercent) {
    /// Limits with these supplies.
    Envelope withUpsEco(boolean allowed) {
        return new Envelope(supplyAirC, pressurePa, chilledWaterC, condenserWaterC, technologyLoopC, Optional.of(
                allowed), processorClockPercent);
    }

    public record Range(double min, double max) {
        public Range {
            if (!(min < max)) {
                throw new IllegalArgumentException("min (%s) must be below max (%s).".formatted(min, max));
            }
        }
    }
}
