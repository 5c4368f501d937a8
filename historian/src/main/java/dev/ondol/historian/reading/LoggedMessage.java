package dev.ondol.historian.reading;

import java.util.List;

/// A message that was read from a log. It is stored where the database stands at `from` in its partition, and the database
/// then stands at `next`: so it is stored once, whoever reads it and how often, even where nothing else identifies it.
///
/// @param content what it says; no logged message itself
/// @param from    end of the message before it in the partition, or where its reader began; not behind the message
/// @param next    offset after the message, above `from`
public record LoggedMessage(Received content, LogPartition partition, long from, long next) implements Received {
    public LoggedMessage {
        if (from < 0 || next <= from) {
            throw new IllegalArgumentException("A message of %s must lie between its offsets (%d to %d)."
                    .formatted(partition, from, next));
        }
        if (content instanceof LoggedMessage) {
            throw new IllegalArgumentException("A message of %s must be logged once.".formatted(partition));
        }
    }

    @Override
    public String source() {
        return content.source();
    }

    @Override
    public byte[] raw() {
        return content.raw();
    }

    @Override
    public long receivedAt() {
        return content.receivedAt();
    }

    /// The same messages without the log that they come from.
    static List<? extends Received> contents(List<? extends Received> batch) {
        return batch.stream().map(received -> received instanceof LoggedMessage logged ? logged.content : received)
                .toList();
    }
}
