package dev.ondol.dashboards.live;

import org.jspecify.annotations.Nullable;

/// One number for an operator, never without its age: a value that is too old is dimmed, and one that is far too old is
/// taken away, so that no number is ever frozen silently.
///
/// @param value the number in the unit that its name says; null where there is none to trust
/// @param state how far it can be trusted
/// @param at    plant time of the measurement in milliseconds; null where nothing was ever received
/// @param ageMs how old it is, in milliseconds of plant time, or of wall time where the whole feed is silent
public record Figure(@Nullable Double value, State state, @Nullable Long at, @Nullable Long ageMs) {
    /// How far a figure can be trusted, best first.
    public enum State {
        /// Younger than 3 periods + latency.
        GOOD,
        /// The source itself says that it is not good.
        SUSPECT,
        /// Older than 3 periods + latency: shown dimmed with its age.
        STALE,
        /// Older than 10 periods + latency: no number any more.
        GONE,
        /// Never received.
        MISSING
    }

    static final Figure MISSING = new Figure(null, State.MISSING, null, null);

    /// True if the number is young enough to act on.
    public boolean good() {
        return state == State.GOOD;
    }

    /// The number, NaN where there is none.
    double number() {
        return value == null ? Double.NaN : value;
    }

    /// A figure derived from two others: as old as the older, as bad as the worse.
    static Figure combine(Figure a, Figure b, java.util.function.DoubleBinaryOperator operator) {
        Figure worse = a.state.compareTo(b.state) >= 0 ? a : b;
        Long at = a.at == null || b.at == null ? null : Long.valueOf(Math.min(a.at, b.at));
        Long age = a.ageMs == null || b.ageMs == null ? null : Long.valueOf(Math.max(a.ageMs, b.ageMs));
        double result = operator.applyAsDouble(a.number(), b.number());
        boolean usable = Double.isFinite(result);
        if (!usable && worse.state.compareTo(State.GONE) < 0) {
            return new Figure(null, State.MISSING, at, age);
        }
        return new Figure(usable ? Double.valueOf(result) : null, worse.state, at, age);
    }
}
