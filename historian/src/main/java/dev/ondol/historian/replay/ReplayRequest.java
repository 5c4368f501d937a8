package dev.ondol.historian.replay;

/// What somebody wants to have replayed.
///
/// @param source    `historian`, `scenario/NAME` or `file/NAME`
/// @param from      plant time in milliseconds
/// @param to        plant time in milliseconds, exclusive
/// @param policy    `recorded`, or an operation to compare with
/// @param calibrate whether the plant is fitted to the first part of the window
public record ReplayRequest(String source, long from, long to, String policy, boolean calibrate) {
    public ReplayRequest {
        if (from >= to) {
            throw new IllegalArgumentException("The window (%d to %d) must have an end after its beginning.".formatted(
                    from, to));
        }
    }
}
