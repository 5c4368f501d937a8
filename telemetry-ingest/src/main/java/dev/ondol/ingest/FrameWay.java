package dev.ondol.ingest;

import dev.ondol.historian.reading.LogPartition;
import java.util.List;
import java.util.Map;

/// The way by which frames come to the lines of ingest: sessions at the broker, or a log.
interface FrameWay extends AutoCloseable {
    void start();

    /// Whether all that it needs stands.
    boolean connected();

    /// By each shard that is another process, whether that process stores its sources; nothing where this is not the one that stands in.
    Map<String, Boolean> elsewhere();

    /// Sessions of an earlier arrangement that are not ended yet.
    long emptying();

    /// The database stands before what was read.
    void reread(List<LogPartition> partitions);

    @Override
    void close();
}
