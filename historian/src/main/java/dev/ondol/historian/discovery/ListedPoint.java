package dev.ondol.historian.discovery;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A name that the site does not know, and what is known about it.
///
/// @param firstSeen plant time in milliseconds
/// @param lastSeen  plant time in milliseconds
/// @param samples   readings that came
/// @param held      of those, the newest, which become readings once the point is accepted
/// @param letGo     of those, given up
/// @param source    whose frames carried it last
/// @param example   its first reading with its frame, as JSON
public record ListedPoint(String name, State state, String source, long firstSeen, long lastSeen, long samples,
        long held,
        long letGo, double lastValue, @Nullable String example) {
    /// What a person has decided.
    public enum State {
        UNKNOWN, DISMISSED;

        /// As it stands in the table and in JSON.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
