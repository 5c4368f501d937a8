package dev.ondol.historian.reading;

import dev.ondol.facility.message.Frame;
import java.util.OptionalLong;

/// A frame as it came in.
///
/// @param source     source that the topic names
/// @param frame      the readings
/// @param raw        the bytes it was read from
/// @param receivedAt wall time in milliseconds
/// @param siteClock  plant time in milliseconds that the site clock shows now; empty while the clock is not known
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying each payload would cost more than it guards
public record ReceivedFrame(String source, Frame frame, byte[] raw, long receivedAt, OptionalLong siteClock)
        implements
            Received {}
