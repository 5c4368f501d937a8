package dev.ondol.simulator.control;

/// Trim & respond of ASHRAE Guideline 36-2021, section 5.1.14: every period the set-point is trimmed towards saving, and
/// each request beyond the ignored ones answers with a step towards more cooling, limited per period. Immutable; the value
/// itself lies in [Setpoints].
///
/// @param low        lowest value
/// @param high       highest value
/// @param trim       change per period without requests, signed
/// @param respond    change per request, of the other sign
/// @param mostRespond largest response per period, of the sign of `respond`
/// @param ignored    requests that are ignored
record TrimAndRespond(double low, double high, double trim, double respond, double mostRespond, int ignored) {
    /// Seconds between two decisions.
    static final double PERIOD_SECONDS = 300;

    TrimAndRespond {
        if (!(low <= high && trim * respond < 0 && respond * mostRespond > 0)) {
            throw new IllegalArgumentException(
                    "The trim (%s) and the response (%s, at most %s) must have opposite signs.".formatted(trim, respond,
                            mostRespond));
        }
    }

    /// The next value.
    double next(double value, int requests) {
        double change = trim;
        int counted = Math.max(0, requests - ignored);
        if (counted > 0) {
            double response = counted * respond;
            change = Math.abs(response) > Math.abs(mostRespond) ? mostRespond : response;
        }
        return Math.clamp(value + change, low, high);
    }
}
