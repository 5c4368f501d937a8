package dev.ondol.ingest;

import dev.ondol.historian.reading.Written;
import java.util.List;

/// A batch that is committed and acknowledged.
///
/// @param written     what became of it
/// @param receivedAt  when each of its messages came, wall milliseconds
/// @param commitNanos time of its transaction, from the first statement to the answer to COMMIT
public record Committed(Written written, List<Long> receivedAt, long commitNanos) {}
