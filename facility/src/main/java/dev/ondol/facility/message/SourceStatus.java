package dev.ondol.facility.message;

/// Retained per source, with `online` false as the last will; of control, `boot` is the name of the process.
public record SourceStatus(boolean online, String boot, long wall) {}
