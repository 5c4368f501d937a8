package dev.ondol.ingest;

import dev.ondol.historian.reading.LogPartition;
import dev.ondol.historian.reading.LogPositions;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/// A log between the broker and the database, through which the frames of a site come instead of a session at the broker. It
/// begins where the database says, and trusts nothing else. It may hand on a message twice; it never leaves one out but where
/// the log has lost it, which it tells. Implemented outside, so that ingest knows no log.
public interface FrameLog extends AutoCloseable {
    /// Name of this reader where it is not the first of its site: it takes its share of the frames and nothing else.
    Optional<String> beside();

    /// Begins to read, on a thread of its own; the log may come later.
    ///
    /// @param takes what is read
    void start(Taker takes);

    /// Goes back to where the database stands, as soon as may be; from any thread.
    void reread(Collection<LogPartition> partitions);

    /// Whether the log answers and this reader has a part in reading it.
    boolean connected();

    /// Messages of its partitions that it has not handed on; empty where the log does not answer.
    OptionalLong waiting();

    /// Ends the reading; what was handed on may still be stored.
    @Override
    void close();

    /// Takes what is read. Called on the log's one thread.
    interface Taker {
        /// Where the partitions stand in the database.
        LogPositions positions();

        /// @return false where there is no room now, after a short wait: the same entry is to be offered again
        boolean offer(Entry entry) throws InterruptedException;
    }

    /// One message as it stands in the log.
    ///
    /// @param from    end of the message before it, or where the reader began
    /// @param next    offset after it
    /// @param source  who sent it
    /// @param payload the bytes that the source has sent
    /// @param flaw    why it cannot be a frame whatever the bytes are; empty where nothing is known against it
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying each payload would cost more than it guards
    record Entry(LogPartition partition, long from, long next, String source, byte[] payload, Optional<String> flaw) {}
}
