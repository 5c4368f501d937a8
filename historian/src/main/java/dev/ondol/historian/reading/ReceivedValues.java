package dev.ondol.historian.reading;

import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Readings without a sequence number: each is identified by its point and its time, and the first that comes is kept.
///
/// @param source     who sent them, for people
/// @param values     in the order in which they count
/// @param refusal    why something of the message could not be read, or an empty text
/// @param raw        the bytes they were read from
/// @param receivedAt wall time in milliseconds
/// @param siteClock  plant time in milliseconds that the site clock shows now; empty while the clock is not known
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying each payload would cost more than it guards
public record ReceivedValues(String source, List<Value> values, String refusal, byte[] raw, long receivedAt,
        OptionalLong siteClock)
        implements
            Received {
    public ReceivedValues {
        values = List.copyOf(values);
    }

    /// One reading.
    ///
    /// @param time    plant time in milliseconds
    /// @param value   in the unit of the point
    /// @param quality null where the reading is good
    public record Value(long time, PointId point, double value, @Nullable String quality) {}
}
