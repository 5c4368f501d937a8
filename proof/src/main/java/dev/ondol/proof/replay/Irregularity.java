package dev.ondol.proof.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something about a recording that is not as it should be; its components are the keys of the JSON.
///
/// @param kind   what it is
/// @param point  the point, or the first of several
/// @param points how many points it concerns
/// @param from   when it begins, UTC; absent where it concerns all of the recording
/// @param to     when it ends, UTC
/// @param count  rows or readings
/// @param text   for people: what it is and what was done about it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Irregularity(Kind kind, String point, int points, @Nullable String from, @Nullable String to, long count,
        String text) {
    /// What can be wrong with a recording.
    public enum Kind {
        /// A point of the site has no reading at all.
        MISSING_POINT,
        /// A stretch without readings.
        GAP,
        /// Values that are in another unit from some time on.
        CHANGED_UNIT,
        /// A clock that was put forward or back.
        DAYLIGHT_SAVING,
        /// Rows that are older than the row before.
        OUT_OF_ORDER,
        /// Two readings of one point and instant.
        DOUBLED,
        /// A name that is no point of the site.
        UNKNOWN_POINT,
        /// A row that cannot be read.
        UNREADABLE_ROW,
        /// A value outside of what its point can be.
        IMPLAUSIBLE,
        /// A reading that its source called bad.
        BAD_QUALITY,
        /// A recorded message that cannot be read, or not wholly: an alias that no birth told of, for example.
        REFUSED_MESSAGE,
        /// A number that its source has given to a frame, and no frame with it.
        MISSING_MESSAGE
    }

    public static Irregularity of(Kind kind, String point, int points, long count, String text) {
        return new Irregularity(kind, point, points, null, null, count, text);
    }

    static Irregularity between(Kind kind, String point, int points, long from, long to, long count, String text) {
        return new Irregularity(kind, point, points, Instant.ofEpochMilli(from).toString(),
                Instant.ofEpochMilli(to).toString(), count, text);
    }
}
