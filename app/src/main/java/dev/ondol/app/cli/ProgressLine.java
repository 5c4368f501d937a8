package dev.ondol.app.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBarConsumer;

/// A progress bar on stderr: one line that overwrites itself on a terminal, nothing where stderr is a file.
final class ProgressLine implements ProgressBarConsumer {
    private static final int WIDTH = 100;

    private final PrintWriter err;
    private final boolean terminal = isTerminal();

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    @Override
    public void accept(String line) {
        if (terminal) {
            err.print("\r" + line);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (terminal) {
            err.println();
            err.flush();
        }
    }

    /// Whether a person watches.
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
