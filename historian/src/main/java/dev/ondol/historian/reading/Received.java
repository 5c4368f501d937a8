package dev.ondol.historian.reading;

/// One message of telemetry as it came in.
public sealed interface Received permits ReceivedFrame, ReceivedValues, MalformedFrame, LoggedMessage {
    /// The source that its topic names.
    String source();

    /// The bytes as they came.
    byte[] raw();

    /// Wall time of its arrival, in milliseconds since 1970-01-01T00:00Z.
    long receivedAt();
}
