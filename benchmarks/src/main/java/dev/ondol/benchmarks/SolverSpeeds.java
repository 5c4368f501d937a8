package dev.ondol.benchmarks;

import java.util.List;

/// How fast the solver is.
///
/// @param runs   score calculations for each size and way to calculate
/// @param replan a plan for a long queue of kr-hn1, from the plan before on
public record SolverSpeeds(List<Run> runs, Replan replan) {
    public SolverSpeeds {
        runs = List.copyOf(runs);
    }

    /// One measurement.
    ///
    /// @param jobs                       waiting jobs
    /// @param nodes                      nodes of the site
    /// @param calculator                 "incremental" or "streams"
    /// @param scoreCalculationsPerSecond in a second of wall time
    public record Run(int jobs, int nodes, String calculator, double scoreCalculationsPerSecond) {}

    /// @param jobs            waiting jobs in the problem
    /// @param gpus            GPUs of the site
    /// @param moves           moves evaluated
    /// @param warmStartScore  score of what the search started from
    /// @param score           score of the plan
    /// @param improvedAfterMs wall time of the search after which a better plan than the warm start was there; -1 for never
    /// @param millis          wall time of the whole search
    /// @param heapMb          sum of the most that each memory pool of the heap held meanwhile, MB
    public record Replan(int jobs, int gpus, long moves, String warmStartScore, String score, long improvedAfterMs,
            long millis, long heapMb) {}
}
