package dev.ondol.benchmarks;

import java.util.List;

/// What `ondol bench history` measured.
///
/// @param days      plant days stored
/// @param points    points with a reading every period all that time
/// @param periodS   seconds between two readings of a point
/// @param samples   readings stored in each database, those of the last hour of the further points included
/// @param size      whether this is the full size, and if not, which it would be
/// @param databases one for each database
public record HistorySpeeds(int days, int points, int periodS, long samples, String size, List<OfDatabase> databases) {
    public HistorySpeeds {
        databases = List.copyOf(databases);
    }

    /// @param database      its edition
    /// @param version       of the server, with the extension's
    /// @param loadS         wall seconds that storing took by the way of ingest, frame by frame with binary COPY; 0 where the
    ///                      data of an earlier run were there
    /// @param rollUpS       wall seconds that rolling all of it up took; 0 as above
    /// @param gigabytes     on disk, indexes and roll-ups included
    /// @param loadPerCore   processes that wanted a core, on average of the last minute, a core: above 1 others
    ///                      took part of the machine; negative where it is not known
    /// @param answers       one for each question
    public record OfDatabase(String database, String version, double loadS, double rollUpS, double gigabytes,
            double loadPerCore, List<Answer> answers) {
        public OfDatabase {
            answers = List.copyOf(answers);
        }
    }

    /// @param question what was asked
    /// @param runs     how often, of another point and time each
    /// @param rows     spans or values that the last answer had
    /// @param from     which roll-up answered, or `readings`, or `last values`
    /// @param firstMs  the first run, nothing warmed up
    /// @param medianMs of all runs
    /// @param p95Ms    of all runs
    /// @param limitMs  what the median must stay under
    /// @param held     whether it does
    public record Answer(String question, int runs, int rows, String from, double firstMs, double medianMs,
            double p95Ms,
            double limitMs, boolean held) {}
}
