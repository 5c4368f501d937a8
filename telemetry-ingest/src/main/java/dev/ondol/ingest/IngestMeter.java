package dev.ondol.ingest;

/// What ingest tells whoever measures it. Called on its own threads, which must not be held up. How the figures leave the
/// process is not ingest's business.
public interface IngestMeter {
    /// Nobody measures.
    IngestMeter NONE = new IngestMeter() {
    };

    /// A batch is stored.
    default void committed(Committed batch) {}

    /// A session of frames stands again after it was lost.
    default void reconnected() {}

    /// A connection stood while nothing came through it, and was made anew.
    default void stalled() {}

    /// The committed mark of a source was published; its outbox may forget what is below.
    default void marked() {}
}
