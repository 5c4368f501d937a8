package dev.ondol.controllers.notify;

import java.util.concurrent.CompletableFuture;

/// One way to one recipient. Thread-safe.
public interface Messenger extends AutoCloseable {
    /// Stable and without secrets, such as `mail:shift@example.org`: how logs and the ledger call it.
    String name();

    /// Begins to send and returns at once. It is done when the other side has taken the notice over; it fails when it has not, and may then
    /// be asked to send the same notice again.
    CompletableFuture<?> send(Notice notice);

    @Override
    void close();
}
