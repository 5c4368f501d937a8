package dev.ondol.ingest;

import dev.ondol.historian.reading.Written;
import java.util.OptionalLong;

/// What ingest has done since its start.
///
/// @param frames          frames stored, those included of which readings were refused
/// @param samples         readings stored
/// @param duplicates      frames that had been stored before
/// @param rejectedFrames  frames refused whole
/// @param rejectedSamples readings refused
/// @param batches         transactions
/// @param failures        attempts that failed because the database was away
/// @param waiting         frames received and not yet stored
/// @param newest          newest plant time stored, in milliseconds
/// @param lagMillis       plant time from the newest reading stored to the site clock, 0 or more
/// @param heldSamples     readings of unknown points that were held
public record IngestStatistics(long frames, long samples, long duplicates, long rejectedFrames, long rejectedSamples,
        long batches, long failures, int waiting, OptionalLong newest, OptionalLong lagMillis,
        long heldSamples) {
    static final IngestStatistics START = new IngestStatistics(0, 0, 0, 0, 0, 0, 0, 0, OptionalLong.empty(),
            OptionalLong.empty(), 0);

    IngestStatistics and(Written written) {
        OptionalLong newer = newest.isEmpty()
                || written.newest().isPresent() && written.newest().getAsLong() > newest.getAsLong()
                        ? written.newest()
                        : newest;
        return new IngestStatistics(frames + written.frames(), samples + written.samples(),
                duplicates + written.duplicates(), rejectedFrames + written.rejectedFrames(),
                rejectedSamples + written.rejectedSamples(), batches + 1, failures, waiting, newer, lagMillis,
                heldSamples + written.held());
    }

    /// The same as they stand now.
    ///
    /// @param plant what the site clock shows; 0 while it is not known
    IngestStatistics at(long plant, long failed, int waitingNow) {
        OptionalLong lag = newest.isEmpty() || plant == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, plant - newest.getAsLong()));
        return new IngestStatistics(frames, samples, duplicates, rejectedFrames, rejectedSamples, batches, failed,
                waitingNow, newest, lag, heldSamples);
    }
}
