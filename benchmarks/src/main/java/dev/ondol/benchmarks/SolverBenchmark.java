package dev.ondol.benchmarks;

import dev.ondol.benchmarks.SolverSpeeds.Replan;
import dev.ondol.benchmarks.SolverSpeeds.Run;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.optimizer.solve.ScoreSpeed;
import dev.ondol.optimizer.solve.Scoring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Measures how fast scores are calculated, both ways on the same problems in one run, and a plan for a long queue of kr-hn1.
public final class SolverBenchmark {
    /// Jobs and nodes of a problem.
    record Size(int jobs, int nodes) {}

    private static final String SITE = "kr-hn1";

    private final List<Size> sizes;
    private final int waiting;
    private final Duration warmUp;
    private final Duration measured;

    /// @param full true: longer runs, for figures to publish
    public SolverBenchmark(boolean full) {
        this(List.of(new Size(1_000, 500), new Size(5_000, 2_000)), 300, Duration.ofSeconds(full ? 10 : 3), Duration
                .ofSeconds(full ? 30 : 5));
    }

    SolverBenchmark(List<Size> sizes, int waiting, Duration warmUp, Duration measured) {
        this.sizes = List.copyOf(sizes);
        this.waiting = waiting;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /// @param listener hears each measurement as it is made
    public SolverSpeeds measure(Consumer<Run> listener) throws InterruptedException {
        Replan replan = new LongQueue(SiteReader.builtIn(SITE).orElseThrow()).measure(waiting);
        List<Run> runs = new ArrayList<>();
        for (Size size : sizes) {
            for (Scoring scoring : Scoring.values()) {
                var _ = ScoreSpeed.perSecond(LargeProblem.of(size.jobs(), size.nodes()), scoring, warmUp);
                Run run = new Run(size.jobs(), size.nodes(), scoring.name().toLowerCase(Locale.ROOT), ScoreSpeed
                        .perSecond(LargeProblem.of(size.jobs(), size.nodes()), scoring, measured));
                listener.accept(run);
                runs.add(run);
            }
        }
        return new SolverSpeeds(runs, replan);
    }
}
