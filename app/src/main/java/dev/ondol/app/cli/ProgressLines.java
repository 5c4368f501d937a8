package dev.ondol.app.cli;

import dev.ondol.proof.Replay;
import dev.ondol.simulator.run.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/// A progress bar for each step of a long work, one below the other.
final class ProgressLines implements Replay.Steps, AutoCloseable {
    private final PrintWriter err;
    private final List<ProgressBar> bars = new ArrayList<>();

    ProgressLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public Progress of(String step) {
        close();
        ProgressBar bar = new ProgressBarBuilder().setTaskName(step).setInitialMax(1).setConsumer(new ProgressLine(err))
                .build();
        bars.add(bar);
        return (done, total) -> bar.maxHint(total).stepTo(done);
    }

    @Override
    public void close() {
        bars.forEach(ProgressBar::close);
        bars.clear();
    }
}
