package dev.ondol.proof.run;

/// The demand as a utility meters it: mean power of each quarter of an hour of the clock.
final class QuarterHour {
    static final long MINUTE_MILLIS = 60_000;
    private static final int MINUTES = 15;

    private double sumKw;
    private int minutes;

    /// @param began start of the minute, epoch milliseconds
    /// @param kw    mean power of the minute, kW
    /// @return mean of the quarter of an hour that this minute completes, kW; 0 within one, and where some of it was not metered
    double minute(long began, double kw) {
        if (began / MINUTE_MILLIS % MINUTES == 0) {
            sumKw = 0;
            minutes = 0;
        }
        sumKw += kw;
        minutes++;
        return minutes == MINUTES ? sumKw / MINUTES : 0;
    }
}
