package dev.ondol.gateway;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.gateway.outbox.Outbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the frames of an instant, keeps them in the outbox and publishes them. While the outbox takes no more, frames
/// still go out, for control must not be blind: then under a boot of their own, because a sequence of a boot has no holes
/// and nobody could replay these. [#publish] is confined to one thread; the counts may be read by any.
final class Telemetry {
    private static final Logger log = LoggerFactory.getLogger(Telemetry.class);
    /// Readings are published in steps of 1 / RESOLUTION of their unit.
    private static final double RESOLUTION = 10_000;

    private final PointCatalog catalog;
    private final Plant plant;
    private final Outbox outbox;
    private final String boot;
    private final FrameCodec codec;
    private final FrameLine line;
    private final Map<String, Long> sequences = new LinkedHashMap<>();
    private final Map<String, Long> unguardedSequences = new LinkedHashMap<>();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong unguarded = new AtomicLong();
    private int unguardedStretch;
    private boolean guarding = true;

    Telemetry(PointCatalog catalog, Plant plant, Outbox outbox, String boot, FrameCodec codec, FrameLine line) {
        this.catalog = catalog;
        this.plant = plant;
        this.outbox = outbox;
        this.boot = boot;
        this.codec = codec;
        this.line = line;
    }

    /// Publishes one frame of every source that has points due at that plant time. Completes when the broker has all of
    /// them or has refused them; refused ones wait in the outbox.
    CompletableFuture<Void> publish(long timeMillis) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (String source : catalog.sources()) {
            List<Point> due = catalog.ofSource(source).stream()
                    .filter(point -> timeMillis % point.period().toMillis() == 0).toList();
            if (!due.isEmpty()) {
                sent.add(publish(source, due, timeMillis).exceptionally(failure -> null));
            }
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> publish(String source, List<Point> due, long timeMillis) {
        Map<PointId, Double> readings = plant.readings(due);
        Map<PointId, Double> values = new LinkedHashMap<>();
        Map<PointId, String> quality = new LinkedHashMap<>();
        for (Point point : due) {
            Double reading = readings.get(point.id());
            if (reading == null || !Double.isFinite(reading)) {
                continue;
            }
            values.put(point.id(), Math.rint(reading * RESOLUTION) / RESOLUTION);
            Quantity quantity = point.quantity();
            if (reading < quantity.low() || reading > quantity.high()) {
                quality.put(point.id(), "out-of-range");
            }
        }
        frames.incrementAndGet();
        samples.addAndGet(values.size());
        return line.publish(source, guarded(source, timeMillis, values, quality));
    }

    /// The bytes of the frame, kept in the outbox if it has room.
    private byte[] guarded(String source, long timeMillis, Map<PointId, Double> values, Map<PointId, String> quality) {
        long seq = sequences.getOrDefault(source, 0L) + 1;
        byte[] bytes = codec.write(new Frame(boot, seq, timeMillis, values, quality));
        if (offer(source, seq, bytes)) {
            sequences.put(source, seq);
            return bytes;
        }
        unguarded.incrementAndGet();
        long unguardedSeq = unguardedSequences.merge(source, 1L, Long::sum);
        return codec.write(
                new Frame(boot + "-u" + unguardedStretch, unguardedSeq, timeMillis, values, quality));
    }

    private boolean offer(String source, long seq, byte[] bytes) {
        try {
            boolean kept = (guarding || outbox.roomy()) && outbox.offer(source, seq, bytes);
            report(kept, "it holds %d frames (%d MB) that ingest has not committed"
                    .formatted(outbox.frames(), outbox.bytes() >> 20));
            return kept;
        } catch (IOException e) {
            report(false, "the disk refuses them: " + e.getMessage());
            return false;
        }
    }

    private void report(boolean kept, String reason) {
        if (guarding && !kept) {
            log.error("The outbox takes no more frames, {}. New frames are sent but not kept until it has room.",
                    reason);
            unguardedStretch++;
            unguardedSequences.clear();
        } else if (kept && !guarding) {
            log.info("The outbox keeps frames again; {} were sent without being kept.", unguarded.get());
        }
        guarding = kept;
    }

    long frames() {
        return frames.get();
    }

    long samples() {
        return samples.get();
    }

    long unguarded() {
        return unguarded.get();
    }
}
