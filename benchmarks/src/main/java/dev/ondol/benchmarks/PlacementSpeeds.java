package dev.ondol.benchmarks;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/// How fast placements are answered over HTTP.
///
/// @param first of kr-hn1; its figures are keys of the whole
/// @param runs  all of them
public record PlacementSpeeds(@JsonUnwrapped Run first, List<Run> runs) {
    public PlacementSpeeds {
        runs = List.copyOf(runs);
    }

    /// One site, 60 % full.
    ///
    /// @param site                of which
    /// @param nodes               its server nodes
    /// @param requestsPerSecond   of the open loop
    /// @param p50Ms               open loop: from the moment at which a request should have been sent to its answer, ms
    /// @param p99Ms               the same
    /// @param p999Ms              the same
    /// @param maxMs               the same
    /// @param placementsPerSecond closed loop
    /// @param clients             of the closed loop
    /// @param placed              answers in both loops that gave nodes
    /// @param notPlaced           answers in both loops that did not
    /// @param notDurable          answers that were given before they were durable
    /// @param solverRunning       whether plans were made all the time
    /// @param plans               so many
    public record Run(String site, int nodes, int requestsPerSecond, double p50Ms, double p99Ms, double p999Ms,
            double maxMs, double placementsPerSecond, int clients, long placed, long notPlaced, long notDurable,
            boolean solverRunning, int plans) {
        /// With the number of plans that were made meanwhile.
        Run with(int made) {
            return new Run(site, nodes, requestsPerSecond, p50Ms, p99Ms, p999Ms, maxMs, placementsPerSecond, clients,
                    placed, notPlaced, notDurable, made > 0, made);
        }
    }
}
