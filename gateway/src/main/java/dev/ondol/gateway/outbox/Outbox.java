package dev.ondol.gateway.outbox;

import dev.ondol.facility.message.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Frames of all sources of a site on disk, from before they are first published until ingest's mark covers them, bounded
/// by their bytes. What is written is in the hands of the operating system when [#offer] returns, so it survives the death
/// of the process (kill -9); [#force], called every second, brings it to the disk, so a power failure costs a second.
///
/// Each start of the gateway is a new boot with sequence numbers from 1: no number can ever be used twice, whatever tail
/// a crash has torn off. Frames of earlier boots stay until a mark of their own boot covers them. Thread-safe.
public final class Outbox implements AutoCloseable {
    private static final long SEGMENT_BYTES = 4L << 20;
    private static final double ROOMY = 0.9;

    private final Map<String, SourceOutbox> sources = new LinkedHashMap<>();
    private final long boundBytes;
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    private Outbox(long boundBytes) {
        this.boundBytes = boundBytes;
    }

    /// Opens or makes the outbox in a folder and recovers the frames that wait there.
    ///
    /// @param boot       name of this life, [a-z0-9]+
    /// @param boundBytes frames beyond this sum are not kept
    public static Outbox open(Path folder, String boot, Collection<String> sources, long boundBytes)
            throws IOException {
        if (!boot.matches("[a-z0-9]+")) {
            throw new IllegalArgumentException("The boot (%s) must match [a-z0-9]+.".formatted(boot));
        }
        Outbox outbox = new Outbox(boundBytes);
        long segmentBytes = Math.clamp(boundBytes / 4, 1, SEGMENT_BYTES);
        for (String source : sources) {
            SourceOutbox kept = new SourceOutbox(folder.resolve(source), boot, segmentBytes);
            outbox.sources.put(source, kept);
            outbox.frames.addAndGet(kept.frames());
            outbox.bytes.addAndGet(kept.bytes());
        }
        return outbox;
    }

    /// Keeps a frame. False if the outbox is full: the oldest frames stay, this one is not kept.
    ///
    /// @throws IOException if the disk refuses; the frame is not kept then
    public boolean offer(String source, long seq, byte[] payload) throws IOException {
        if (bytes.get() + payload.length > boundBytes) {
            return false;
        }
        of(source).append(seq, payload);
        frames.incrementAndGet();
        bytes.addAndGet(payload.length);
        return true;
    }

    /// Forgets the frames that ingest has committed; returns how many that were.
    public int mark(String source, Mark mark) throws IOException {
        SourceOutbox kept = sources.get(source);
        if (kept == null) {
            return 0;
        }
        synchronized (kept) {
            long before = kept.bytes();
            int forgotten = kept.mark(mark.boot(), mark.seq());
            frames.addAndGet(-forgotten);
            bytes.addAndGet(kept.bytes() - before);
            return forgotten;
        }
    }

    /// The frames of a source that no mark covers, oldest first, at most `limit`; their bytes are still on disk.
    public List<Waiting> oldest(String source, int limit) {
        SourceOutbox kept = of(source);
        List<Waiting> waiting = new ArrayList<>();
        for (Segment.Entry entry : kept.oldest(limit)) {
            waiting.add(() -> kept.read(entry));
        }
        return waiting;
    }

    /// A frame that waited when it was asked for.
    @FunctionalInterface
    public interface Waiting {
        /// The message as it was or would have been published, or empty where a mark has covered it meanwhile.
        Optional<byte[]> read() throws IOException;
    }

    public Collection<String> sources() {
        return List.copyOf(sources.keySet());
    }

    /// Frames of one source that no mark covers.
    public long frames(String source) {
        return of(source).frames();
    }

    /// Frames of all sources that no mark covers.
    public long frames() {
        return frames.get();
    }

    /// Bytes of all frames that no mark covers.
    public long bytes() {
        return bytes.get();
    }

    /// True while a tenth of the bound is free: what was full should not be used again before.
    public boolean roomy() {
        return bytes.get() <= boundBytes * ROOMY;
    }

    /// Brings everything that was offered to the disk.
    public void force() throws IOException {
        for (SourceOutbox source : sources.values()) {
            source.force();
        }
    }

    @Override
    public void close() throws IOException {
        for (SourceOutbox source : sources.values()) {
            source.close();
        }
    }

    private SourceOutbox of(String source) {
        SourceOutbox kept = sources.get(source);
        if (kept == null) {
            throw new IllegalArgumentException(
                    "The source (%s) must be one of %s.".formatted(source, sources.keySet()));
        }
        return kept;
    }
}
