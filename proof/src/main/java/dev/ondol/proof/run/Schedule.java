package dev.ondol.proof.run;

import dev.ondol.simulator.run.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Many runs side by side, each on one thread; those that were done before are taken from the folder. Results come in the order
/// of the specs, whatever order they were done in.
public final class Schedule {
    private static final long PATIENCE_S = 60;

    private final List<RunSpec> specs;
    private final RunFolder folder;
    private final int threads;

    /// @param threads runs at the same time
    public Schedule(List<RunSpec> specs, RunFolder folder, int threads) {
        this.specs = List.copyOf(specs);
        this.folder = folder;
        this.threads = threads;
    }

    /// Runs what is missing.
    ///
    /// @param progress hears of each simulated day
    /// @throws IOException          if results cannot be kept
    /// @throws InterruptedException if the thread is interrupted; runs that are done are kept
    public List<RunFigures> run(Progress progress) throws IOException, InterruptedException {
        int total = specs.stream().mapToInt(RunSpec::allDays).sum();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<RunFigures>> futures = new ArrayList<>();
            for (RunSpec spec : specs) {
                futures.add(pool.submit(() -> run(spec, done, total, progress)));
            }
            List<RunFigures> figures = new ArrayList<>();
            for (Future<RunFigures> future : futures) {
                figures.add(future.get());
            }
            return figures;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cannotKeep) {
                throw cannotKeep;
            }
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("A run of the proof failed.", e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("A run of the proof was cancelled.", e);
        } finally {
            pool.shutdownNow();
            boolean ended = pool.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
            assert ended || !Thread.currentThread().isInterrupted() : "runs end when interrupted";
        }
    }

    private RunFigures run(RunSpec spec, AtomicInteger done, int total, Progress progress) throws IOException,
            InterruptedException {
        Optional<RunFigures> before = folder.find(spec);
        if (before.isPresent()) {
            progress.reached(done.addAndGet(spec.allDays()), total);
            return before.get();
        }
        RunFigures figures = new ProofRun(spec, day -> progress.reached(done.incrementAndGet(), total)).run();
        folder.keep(spec, figures);
        return figures;
    }
}
