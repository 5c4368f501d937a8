package dev.ondol.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/// One writer with the queue before it. All frames of a source go through one line, whichever session brought them: so a
/// source never has two writers in a process.
final class StorageLine {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final FrameIntake intake;
    private final BatchWriter writer;
    private final Thread thread;

    /// @param window messages that the broker may send unacknowledged
    /// @param writer makes the writer that empties the intake
    StorageLine(String name, int window, Clock wall, Function<FrameIntake, BatchWriter> writer) {
        this.intake = new FrameIntake(2 * window, wall);
        this.writer = writer.apply(intake);
        this.thread = Thread.ofPlatform().daemon().name("ingest-writer-" + name).unstarted(this.writer);
    }

    void start() {
        thread.start();
    }

    FrameIntake intake() {
        return intake;
    }

    BatchWriter writer() {
        return writer;
    }

    /// Stores what is here, if the database answers, and ends.
    void close() {
        writer.close();
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
