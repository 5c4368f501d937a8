package dev.ondol.ingest;

import java.util.concurrent.CompletionStage;

/// Where a [FrameRelay] puts what the broker brings. Implemented outside, so that ingest knows no log.
public interface FrameOutlet extends AutoCloseable {
    /// Takes a message; may wait while there is no room. One source's messages keep their order where nothing fails.
    ///
    /// @param source  who sent it
    /// @param payload as it came; not to be changed
    /// @return done when the message survives whatever is killed. It never fails: what does not work is tried again until it
    ///         does, or until the outlet is closed, and then it stays undone
    CompletionStage<Void> put(String source, byte[] payload);

    /// Whether the newest attempt has worked.
    boolean working();

    /// Attempts that have failed.
    long failures();

    @Override
    void close();
}
