package dev.ondol.facility.message;

/// Retained by ingest, published at each change: whether the database can store what comes.
///
/// @param room as ingest knows it
/// @param wall since when, in milliseconds
public record StorageStatus(Room room, long wall) {
    /// From good to bad.
    public enum Room {
        /// Enough, as far as one can know.
        ROOMY,
        /// Somebody must make room today.
        LOW,
        /// Nothing is stored; frames wait in broker and outbox.
        FULL
    }
}
