package dev.ondol.historian.reading;

import java.util.Comparator;
import java.util.UUID;

/// One partition of a log that lies between the broker and the database.
///
/// @param log       the log itself: one that is made anew under the same name has another id
/// @param name      of the log, for people
/// @param partition 0 or more
public record LogPartition(UUID log, String name, int partition) implements Comparable<LogPartition> {
    private static final Comparator<LogPartition> ORDER = Comparator.comparing(LogPartition::log)
            .thenComparingInt(LogPartition::partition).thenComparing(LogPartition::name);

    public LogPartition {
        if (partition < 0) {
            throw new IllegalArgumentException("The partition (%d) of log %s must not be negative.".formatted(partition,
                    name));
        }
    }

    @Override
    public int compareTo(LogPartition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name + "-" + partition;
    }
}
