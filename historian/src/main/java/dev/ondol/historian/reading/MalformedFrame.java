package dev.ondol.historian.reading;

/// Bytes that are no frame. They are kept with the reason; a redelivery by the broker is kept again, because nothing
/// identifies them; from a log they come as a [LoggedMessage] and are kept once.
///
/// @param source     source that the topic names
/// @param raw        the bytes
/// @param reason     where and why they are no frame
/// @param receivedAt wall time in milliseconds
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying each payload would cost more than it guards
public record MalformedFrame(String source, byte[] raw, String reason, long receivedAt) implements Received {}
