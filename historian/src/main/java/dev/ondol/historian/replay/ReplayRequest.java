package dev.ondol.historian.replay;

import org.jspecify.annotations.Nullable;

/// What somebody wants to have replayed.
///
/// @param source    `historian`, `scenario/NAME` or `file/NAME`
/// @param from      plant time in milliseconds
/// @param to        plant time in milliseconds, exclusive
/// @param policy    `recorded`, or an operation to compare with
/// @param calibrate whether the plant is fitted to the first part of the window
/// @param at        instead of all that: plant time of the plan that is asked for; null where none is
/// @param plant     YAML of the keys that are other in the plant; null where it is as built
/// @param name      by which the result is kept; null where it gives way to newer ones
public record ReplayRequest(String source, long from, long to, String policy, boolean calibrate, @Nullable Long at,
        @Nullable String plant, @Nullable String name) {
    public ReplayRequest {
        if (from >= to) {
            throw new IllegalArgumentException("The window (%d to %d) must have an end after its beginning.".formatted(
                    from, to));
        }
    }

    /// In the plant as built, not to be kept.
    public ReplayRequest(String source, long from, long to, String policy, boolean calibrate) {
        this(source, from, to, policy, calibrate, null, null, null);
    }
}
