package dev.ondol.optimizer.problem;

/// The start times a job may have: every 15 minutes for 6 hours, then every hour to 24 hours. Minutes count from the
/// planning cycle.
public final class Slots {
    private static final int FINE = 24;
    private static final int FINE_MINUTES = 15;
    private static final int COARSE_MINUTES = 60;
    /// Number of slots.
    public static final int COUNT = FINE + 18;
    /// End of the last slot.
    public static final int HORIZON_MINUTES = 24 * 60;

    private Slots() {}

    /// First minute of a slot; the end of the horizon for [#COUNT].
    public static int start(int slot) {
        return slot <= FINE ? slot * FINE_MINUTES : FINE * FINE_MINUTES + (slot - FINE) * COARSE_MINUTES;
    }

    /// The first slot that does not begin before a minute; [#COUNT] where there is none.
    public static int notBefore(long minute) {
        int fineMinutes = FINE * FINE_MINUTES;
        long slot = minute <= fineMinutes
                ? Math.ceilDiv(Math.max(0, minute), FINE_MINUTES)
                : FINE + Math.ceilDiv(minute - fineMinutes, COARSE_MINUTES);
        return (int) Math.min(COUNT, slot);
    }
}
