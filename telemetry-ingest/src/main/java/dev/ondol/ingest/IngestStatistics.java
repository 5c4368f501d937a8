package dev.ondol.ingest;

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
}
