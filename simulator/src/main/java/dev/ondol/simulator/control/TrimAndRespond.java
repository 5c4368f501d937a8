package dev.ondol.simulator.control;

/// Trim & respond of ASHRAE Guideline 36-2021, section 5.1.14: every period the set-point is trimmed towards saving; requests
/// beyond the ignored ones answer with a step towards more cooling, the larger the more requests there are, limited per
/// period. The value itself lies in [Setpoints], so that a hand-over is bumpless; this holds the timers of one set-point.
final class TrimAndRespond {
    /// The variables of a set-point.
    ///
    /// @param start         first value (SP0)
    /// @param low           lowest value (SPmin)
    /// @param high          highest value (SPmax)
    /// @param delaySeconds  from start to the first change (Td)
    /// @param periodSeconds between two changes (T)
    /// @param ignored       requests that are ignored (I)
    /// @param trim          change per period, signed (SPtrim)
    /// @param respond       change per request, of the other sign (SPres)
    /// @param mostRespond   largest response per period, of the sign of `respond` (SPres-max)
    record Variables(double start, double low, double high, double delaySeconds, double periodSeconds, int ignored,
            double trim, double respond, double mostRespond) {
        Variables {
            if (!(low <= start && start <= high && ignored >= 0 && periodSeconds > 0)) {
                throw new IllegalArgumentException(
                        "The start (%s) must lie in %s to %s, the period (%s s) above 0, the ignored requests (%d) not below 0."
                                .formatted(start, low, high, periodSeconds, ignored));
            }
            if (!(trim * respond < 0 && respond * mostRespond > 0)) {
                throw new IllegalArgumentException(
                        "The trim (%s) and the response (%s, at most %s) must have opposite signs.".formatted(trim,
                                respond, mostRespond));
            }
        }

        /// The same with all values and changes scaled from percent of a reset to `at0` ... `at100`.
        Variables between(double at0, double at100) {
            double perPercent = (at100 - at0) / 100;
            double a = at0 + low * perPercent;
            double b = at0 + high * perPercent;
            return new Variables(at0 + start * perPercent, Math.min(a, b), Math.max(a, b), delaySeconds, periodSeconds,
                    ignored, trim * perPercent, respond * perPercent, mostRespond * perPercent);
        }
    }

    private final Variables variables;
    private double sinceChange;

    TrimAndRespond(Variables variables) {
        this.variables = variables;
        sinceChange = variables.periodSeconds - variables.delaySeconds;
    }

    double start() {
        return variables.start;
    }

    /// Lets time pass. True when a change is due; then [#next] gives it.
    boolean due(double seconds) {
        sinceChange += seconds;
        if (sinceChange < variables.periodSeconds) {
            return false;
        }
        sinceChange = 0;
        return true;
    }

    /// The value of the next period.
    ///
    /// @param requests requests of all that are served, each times its importance
    double next(double value, double requests) {
        double change = variables.trim;
        if (requests > variables.ignored) {
            double response = (requests - variables.ignored) * variables.respond;
            change += Math.abs(response) > Math.abs(variables.mostRespond) ? variables.mostRespond : response;
        }
        double next = value + change;
        double most = Math.abs(variables.mostRespond); // whoever wrote last may have left it outside: no bump
        return Math.clamp(next, Math.min(variables.low, value + most), Math.max(variables.high, value - most));
    }
}
