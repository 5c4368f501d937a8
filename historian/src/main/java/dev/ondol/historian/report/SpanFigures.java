package dev.ondol.historian.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the historian knows of a span of plant time.
///
/// @param energy   hours of the energy meters, by meter and time
/// @param inlets   how warm rack inlets were
/// @param commands what was sent and what became of it
/// @param alarms   raised, by priority
/// @param done     acts of people and of control beside commands, as in the audit log
public record SpanFigures(List<MeterHour> energy, Inlets inlets, Commands commands, Map<String, Long> alarms,
        List<Done> done) {
    public SpanFigures {
        energy = List.copyOf(energy);
        alarms = Map.copyOf(alarms);
        done = List.copyOf(done);
    }

    /// @param at    start, plant time in milliseconds
    /// @param hours that it covers: more than 1 where the next ones have no count
    public record MeterHour(String meter, long at, double kwh, int hours) {}

    /// @param highestC       of all racks; null without a reading
    /// @param rack           where that was
    /// @param rackHours      hours of racks with readings
    /// @param rackHoursAbove of those, hours in which the recommended range was passed
    public record Inlets(@Nullable Double highestC, @Nullable String rack, long rackHours, long rackHoursAbove) {}

    /// @param refused by the plant
    /// @param stopped set-points that the verifier did not let through
    public record Commands(long sent, long applied, long refused, long stopped) {}

    /// @param count rows of the audit log
    public record Done(String kind, String action, String outcome, long count) {}
}
