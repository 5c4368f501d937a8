package dev.ondol.ingest;

import dev.ondol.facility.message.ForeignReading;
import dev.ondol.facility.message.Frame;
import dev.ondol.messaging.MqttSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message of the frame topic, read but not yet stored.
///
/// @param delivery   to be acknowledged once it is stored
/// @param source     source that the topic names
/// @param frame      null where the bytes are no frame
/// @param foreign    readings of it whose names are not of the form equipment/quantity
/// @param flaw       why they are none; empty otherwise
/// @param receivedAt wall time in milliseconds
record Arrival(MqttSession.Delivery delivery, String source, @Nullable Frame frame, List<ForeignReading> foreign,
        String flaw, long receivedAt) {}
