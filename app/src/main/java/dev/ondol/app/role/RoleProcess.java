package dev.ondol.app.role;

/// One role of one site, running until it is closed.
public interface RoleProcess extends AutoCloseable {
    /// What it does and where it can be looked at, on one line.
    String announcement();

    /// Waits until it is closed.
    void awaitEnd() throws InterruptedException;

    /// Ends in order; does nothing the second time.
    @Override
    void close();
}
