package dev.ondol.historian.reading;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A message, or some of its readings, that will not be stored.
///
/// @param received   the message
/// @param boot       null where it is no frame
/// @param seq        0 where it is no frame
/// @param reason     why
/// @param detail     why, in words
/// @param samples    readings refused
/// @param wholeFrame whether nothing of the message is stored
record Rejection(Received received, @Nullable String boot, long seq, Reason reason, String detail, int samples,
        boolean wholeFrame) {
    /// Why telemetry is refused.
    enum Reason {
        MALFORMED, FUTURE, LATE, NO_NUMBER, OUT_OF_RANGE, BAD_QUALITY, REFUSED_BY_DATABASE;

        /// As it stands in the table: `out-of-range`.
        String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// Readings by the code of the reason; bytes that are no frame count as one.
    static Map<String, Long> byReason(List<Rejection> rejections) {
        Map<String, Long> counts = new TreeMap<>();
        rejections.forEach(one -> counts.merge(one.reason().code(), (long) Math.max(1, one.samples()), Long::sum));
        return counts;
    }

    static Rejection whole(ReceivedFrame received, Reason reason, String detail) {
        return new Rejection(received, received.frame().boot(), received.frame().seq(), reason, detail,
                received.samples(), true);
    }
}
