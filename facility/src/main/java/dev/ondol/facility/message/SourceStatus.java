package dev.ondol.facility.message;

/// Retained per source, with `online` false as the last will.
public record SourceStatus(boolean online, String boot, long wall) {}
