package dev.ondol.app.role;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was started, to be closed in reverse order. A failure to close one thing does not keep the others open.
public final class Shutdown implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<Part> parts = new ArrayDeque<>();

    private record Part(String name, AutoCloseable closeable) {}

    /// Remembers something that was started.
    public <T extends AutoCloseable> T add(String name, T started) {
        parts.push(new Part(name, started));
        return started;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.closeable.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("The {} did not close cleanly: {}.", part.name, e.getMessage());
            }
        }
    }
}
