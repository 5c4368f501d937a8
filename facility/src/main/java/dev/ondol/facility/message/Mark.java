package dev.ondol.facility.message;

/// Retained by ingest for each source: every frame of this boot up to and including `seq` is committed in the historian.
/// The gateway deletes what is below the mark from its outbox and replays what is above it.
public record Mark(String boot, long seq) {}
