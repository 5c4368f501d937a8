package dev.ondol.gateway.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Frames of one source, in the order in which they were made, over all boots that have frames left. Thread-safe.
final class SourceOutbox {
    private final Path folder;
    private final String boot;
    private final long segmentBytes;
    private final Map<String, Deque<Segment.Entry>> lives = new LinkedHashMap<>();
    private Segment active;
    private int number;
    private long keptBytes;

    /// Opens the folder and begins a new file for `boot`.
    SourceOutbox(Path folder, String boot, long segmentBytes) throws IOException {
        this.folder = folder;
        this.boot = boot;
        this.segmentBytes = segmentBytes;
        Files.createDirectories(folder);
        for (Path file : files(folder)) {
            recover(file);
        }
        active = Segment.create(folder, ++number, boot);
    }

    private void recover(Path file) throws IOException {
        number = Segment.number(file);
        Segment segment = Segment.open(file);
        List<Segment.Entry> entries = segment.scan();
        if (entries.isEmpty()) {
            segment.delete();
            return;
        }
        lives.computeIfAbsent(Segment.boot(file), ignored -> new ArrayDeque<>()).addAll(entries);
        keptBytes += entries.stream().mapToLong(Segment.Entry::length).sum();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !Segment.boot(file).isEmpty()).sorted().toList();
        }
    }

    synchronized void append(long seq, byte[] payload) throws IOException {
        if (active.size() >= segmentBytes) {
            roll();
        }
        lives.computeIfAbsent(boot, ignored -> new ArrayDeque<>()).add(active.append(seq, payload));
        keptBytes += payload.length;
    }

    private void roll() throws IOException {
        Segment full = active;
        full.force();
        active = Segment.create(folder, ++number, boot);
        if (full.empty()) {
            full.delete();
        }
    }

    /// Forgets every frame of that boot up to that number; returns how many.
    synchronized int mark(String markedBoot, long seq) throws IOException {
        Deque<Segment.Entry> life = lives.get(markedBoot);
        int forgotten = 0;
        while (life != null && !life.isEmpty() && life.getFirst().seq() <= seq) {
            Segment.Entry entry = life.removeFirst();
            keptBytes -= entry.length();
            forgotten++;
            entry.segment().release();
            if (entry.segment() != active && entry.segment().empty()) {
                entry.segment().delete();
            }
        }
        if (life != null && life.isEmpty()) {
            lives.remove(markedBoot);
        }
        return forgotten;
    }

    /// The oldest frames, at most `limit`.
    synchronized List<Segment.Entry> oldest(int limit) {
        List<Segment.Entry> entries = new ArrayList<>();
        for (Deque<Segment.Entry> life : lives.values()) {
            life.stream().limit(limit - entries.size()).forEach(entries::add);
        }
        return entries;
    }

    /// The bytes of a frame, or empty where a mark has covered it meanwhile.
    synchronized Optional<byte[]> read(Segment.Entry entry) throws IOException {
        Deque<Segment.Entry> life = lives.get(entry.segment().boot());
        Segment.Entry first = life == null ? null : life.peekFirst();
        boolean kept = first != null && first.seq() <= entry.seq();
        return kept ? Optional.of(entry.segment().read(entry)) : Optional.empty();
    }

    synchronized long frames() {
        return lives.values().stream().mapToLong(Deque::size).sum();
    }

    synchronized long bytes() {
        return keptBytes;
    }

    synchronized void force() throws IOException {
        active.force();
    }

    synchronized void close() throws IOException {
        active.force();
        for (Deque<Segment.Entry> life : lives.values()) {
            for (Segment.Entry entry : life) {
                entry.segment().close();
            }
        }
        if (active.empty()) {
            active.delete();
        } else {
            active.close();
        }
    }
}
