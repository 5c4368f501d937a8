package dev.ondol.facility.message;

/// Retained by the gateway: the highest epoch and sequence number it has seen. A controller that starts from a restored
/// backup goes on above it.
public record EpochSeen(long epoch, long seq) {}
