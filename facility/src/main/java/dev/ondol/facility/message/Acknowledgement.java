package dev.ondol.facility.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.point.PointId;
import org.jspecify.annotations.Nullable;

/// The plant's answer to one [Command].
///
/// @param point      the set-point that was to be written
/// @param epoch      epoch of the command
/// @param seq        sequence number of the command
/// @param status     what became of it
/// @param applied    value in force afterwards, read back; absent when nothing was applied
/// @param measuredAt plant time in milliseconds
public record Acknowledgement(PointId point, long epoch, long seq, Status status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Double applied,
        long measuredAt) {
    /// What the plant did with a command.
    public enum Status {
        /// Written and read back.
        APPLIED,
        /// Seen before; nothing changed the second time.
        DUPLICATE,
        /// Plant time was past notAfter.
        EXPIRED,
        /// Older epoch or older sequence number than the plant has seen.
        SUPERSEDED,
        /// Not a writable point here, wrong unit, or outside the plant's own limits.
        REFUSED,
        /// The plant is on its local rules: the operator left AUTO, or the controller was silent.
        LOCAL,
        /// An operator holds the set-point; nothing of lower priority is written.
        OVERRIDDEN
    }
}
