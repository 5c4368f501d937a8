package dev.ondol.ingest;

import dev.ondol.historian.reading.Received;
import dev.ondol.messaging.MqttSession;
import java.util.OptionalLong;

/// One message of telemetry, read but not yet stored.
///
/// @param delivery to be acknowledged once it is stored
/// @param source   who sent it; what its clock is worth is judged by this name
/// @param time     latest plant time of its readings, in milliseconds; empty where it has none
/// @param receivedAt wall time in milliseconds
/// @param content  what is to be stored, asked for when it is
record Arrival(MqttSession.Delivery delivery, String source, OptionalLong time, long receivedAt,
        Content content) {
    /// What a message says, once it is known how late it is.
    @FunctionalInterface
    interface Content {
        /// @param siteClock plant time in milliseconds; empty while the clock is not known
        Received at(OptionalLong siteClock);
    }
}
