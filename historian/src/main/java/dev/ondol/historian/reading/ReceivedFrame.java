package dev.ondol.historian.reading;

import dev.ondol.facility.message.ForeignReading;
import dev.ondol.facility.message.Frame;
import java.util.List;
import java.util.OptionalLong;

/// A frame as it came in.
///
/// @param source     source that the topic names
/// @param frame      the readings
/// @param foreign    readings whose names are not of the form equipment/quantity
/// @param raw        the bytes it was read from
/// @param receivedAt wall time in milliseconds
/// @param siteClock  plant time in milliseconds that the site clock shows now; empty while the clock is not known
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying each payload would cost more than it guards
public record ReceivedFrame(String source, Frame frame, List<ForeignReading> foreign, byte[] raw, long receivedAt,
        OptionalLong siteClock) implements Received {
    /// A frame without foreign names.
    public ReceivedFrame(String source, Frame frame, byte[] raw, long receivedAt, OptionalLong siteClock) {
        this(source, frame, List.of(), raw, receivedAt, siteClock);
    }

    /// How many readings it has.
    int samples() {
        return frame.values().size() + foreign.size();
    }
}
