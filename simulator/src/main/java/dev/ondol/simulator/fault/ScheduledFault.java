package dev.ondol.simulator.fault;

/// A fault with its time.
///
/// @param fromMillis plant time of its start, milliseconds since 1970-01-01T00:00Z
/// @param toMillis   plant time of its end, exclusive
public record ScheduledFault(long fromMillis, long toMillis, Fault fault) {
    public ScheduledFault {
        if (toMillis <= fromMillis) {
            throw new IllegalArgumentException(
                    "The end (%d) of a fault must be after its start (%d).".formatted(toMillis, fromMillis));
        }
    }
}
