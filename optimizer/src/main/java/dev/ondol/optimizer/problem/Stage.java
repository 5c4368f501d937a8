package dev.ondol.optimizer.problem;

import dev.ondol.optimizer.model.Outdoor;

/// A stretch of the horizon in which set-points, weather and heat are taken as constant. Short at first, long later: every
/// cycle plans anew.
///
/// @param index      from 0
/// @param fromMinute first minute after the planning cycle
/// @param toMinute   end, exclusive
/// @param outdoor    expected weather in its middle
public record Stage(int index, int fromMinute, int toMinute, Outdoor outdoor) {
    private static final int[] BOUNDS = {0, 5, 15, 30, 60, 120, 240, 360, 720, 1080, 1440};
    /// Number of stages of a horizon.
    public static final int COUNT = BOUNDS.length - 1;

    /// Start of each stage and the end of the last one, minutes after the cycle.
    public static int[] bounds() {
        return BOUNDS.clone();
    }

    /// Start of the n-th stage; its end for n + 1.
    public static int bound(int n) {
        return BOUNDS[n];
    }

    public int minutes() {
        return toMinute - fromMinute;
    }

    /// Minutes of the stage within a time span.
    public int overlap(int from, int to) {
        return Math.max(0, Math.min(to, toMinute) - Math.max(from, fromMinute));
    }
}
