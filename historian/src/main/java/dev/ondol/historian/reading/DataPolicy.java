package dev.ondol.historian.reading;

import dev.ondol.facility.message.ForeignReading;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.discovery.Holding;
import dev.ondol.historian.reading.Rejection.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What may be stored. A frame with a wrong time is refused whole; a wrong reading is refused alone, and the good ones of
/// its frame are kept. A reading of a point that nobody knows is held.
public final class DataPolicy {
    /// Plant time that a frame may be ahead of the site clock, in milliseconds.
    public static final long FUTURE_MILLIS = 5_000;
    /// Plant time that a frame may be behind both the site clock and what is stored of its source, in milliseconds.
    public static final long LATENESS_MILLIS = 24 * 3_600_000L;
    /// While the clock is not known only absurd times are refused: before 2000, after 2200.
    private static final long EARLIEST = 946_684_800_000L;
    private static final long LATEST = 7_258_118_400_000L;
    private static final int NAMED_IN_DETAIL = 5;

    private DataPolicy() {}

    /// Why the bytes, though they have the form of a frame, cannot be one; empty where they can.
    public static Optional<String> flaw(Frame frame) {
        String boot = frame.boot();
        if (boot == null || boot.isEmpty() || boot.length() > 100 || !boot.chars().allMatch(c -> c > ' ' && c < 127)) {
            return Optional.of("The boot must have 1 to 100 printable characters.");
        }
        if (frame.seq() < 1) {
            return Optional.of("The seq (%d) must be positive.".formatted(frame.seq()));
        }
        if (frame.time() < EARLIEST || frame.time() > LATEST) {
            return Optional.of("The time (%d) must lie between the years 2000 and 2200.".formatted(frame.time()));
        }
        return Optional.empty();
    }

    /// Adds the good readings of a frame to `rows`, those of unknown points to `held`, and what is refused to `rejections`.
    ///
    /// @param newest plant time of the newest reading stored from this source. A backlog that comes in order is never
    ///               late, however far the site clock has gone on meanwhile
    static void apply(ReceivedFrame received, OptionalLong newest, KnownNames points, ReadingRows rows, Holding held,
            List<Rejection> rejections) {
        Frame frame = received.frame();
        OptionalLong clock = received.siteClock();
        if (clock.isPresent() && frame.time() - clock.getAsLong() > FUTURE_MILLIS) {
            rejections.add(Rejection.whole(received, Reason.FUTURE,
                    "%d ms ahead of the site clock".formatted(frame.time() - clock.getAsLong())));
            return;
        }
        if (late(frame.time(), clock) && late(frame.time(), newest)) {
            rejections.add(Rejection.whole(received, Reason.LATE,
                    "%d ms behind the site clock".formatted(clock.orElseThrow() - frame.time())));
            return;
        }
        Sieve sieve = new Sieve(received, frame.boot(), frame.seq(), rows, held);
        for (Map.Entry<PointId, @Nullable Double> sample : readings(frame).entrySet()) {
            sieve.take(frame.time(), sample.getKey(), points.of(sample.getKey()), sample.getValue(),
                    frame.quality().get(sample.getKey()));
        }
        for (ForeignReading reading : received.foreign()) {
            sieve.take(frame.time(), reading.name(), points.of(reading.name()), reading.value(), reading.quality());
        }
        rejections.addAll(sieve.rejections(received.samples()));
    }

    /// The same for readings without a sequence number. Each has a time of its own, and one that is too late or ahead of the
    /// site clock is refused alone.
    static void apply(ReceivedValues received, KnownNames points, ReadingRows rows, Holding held,
            List<Rejection> rejections) {
        OptionalLong clock = received.siteClock();
        Sieve sieve = new Sieve(received, null, 0, rows, held);
        for (ReceivedValues.Value value : received.values()) {
            long time = value.time();
            if (time > LATEST || clock.isPresent() && time - clock.getAsLong() > FUTURE_MILLIS) {
                sieve.refuse(Reason.FUTURE, "%s at %d".formatted(value.point(), time));
            } else if (time < EARLIEST || late(time, clock)) {
                sieve.refuse(Reason.LATE, "%s at %d".formatted(value.point(), time));
            } else {
                sieve.take(time, value.point(), points.of(value.point()), value.value(), value.quality());
            }
        }
        if (!received.refusal().isEmpty()) {
            rejections.add(new Rejection(received, null, 0, Reason.MALFORMED, received.refusal(), 0,
                    received.values().isEmpty()));
        }
        rejections.addAll(sieve.rejections(received.values().size()));
    }

    private static boolean late(long time, OptionalLong than) {
        return than.isPresent() && than.getAsLong() - time > LATENESS_MILLIS;
    }

    /// A null in JSON comes through as a null value.
    @SuppressWarnings("unchecked")
    private static Map<PointId, @Nullable Double> readings(Frame frame) {
        return (Map<PointId, @Nullable Double>) (Map<PointId, ?>) frame.values();
    }

    /// The readings of one message on their way: good ones become rows, those of unknown points are held, the others are
    /// counted by reason.
    private static final class Sieve {
        private final Received received;
        private final @Nullable String boot;
        private final long seq;
        private final ReadingRows rows;
        private final Holding held;
        private final Map<Reason, Refused> refused = new EnumMap<>(Reason.class);

        /// @param boot null where the message has no number
        Sieve(Received received, @Nullable String boot, long seq, ReadingRows rows, Holding held) {
            this.received = received;
            this.boot = boot;
            this.seq = seq;
            this.rows = rows;
            this.held = held;
        }

        /// @param name  made a text only where somebody reads it
        /// @param point null where nobody knows it
        void take(long time, Object name, @Nullable KnownPoint point, @Nullable Double raw, @Nullable String quality) {
            if (raw == null || !Double.isFinite(raw)) {
                refuse(Reason.NO_NUMBER, name + " = " + raw);
                return;
            }
            if (quality != null && !PointId.isName(quality)) {
                refuse(Reason.BAD_QUALITY, name.toString());
                return;
            }
            if (point == null) {
                held.add(name.toString(), received.source(), boot, seq, time, raw, quality, received.receivedAt());
                return;
            }
            double value = point.conversion().convert(raw);
            if (value >= point.low() && value <= point.high()) {
                rows.add(time, point.id(), value, quality, received.receivedAt());
            } else {
                refuse(Reason.OUT_OF_RANGE,
                        "%s = %s (plausible: %s to %s)".formatted(name, value, point.low(), point.high()));
            }
        }

        /// @param all readings of the message
        List<Rejection> rejections(int all) {
            return refused.entrySet().stream().map(entry -> new Rejection(received, boot, seq, entry.getKey(),
                    entry.getValue().detail.toString(), entry.getValue().samples, entry.getValue().samples == all))
                    .toList();
        }

        void refuse(Reason reason, String what) {
            Refused which = refused.computeIfAbsent(reason, ignored -> new Refused());
            if (which.samples < NAMED_IN_DETAIL) {
                which.detail.append(which.samples == 0 ? "" : ", ").append(what);
            } else if (which.samples == NAMED_IN_DETAIL) {
                which.detail.append(", and more");
            }
            which.samples++;
        }
    }

    private static final class Refused {
        private final StringBuilder detail = new StringBuilder();
        private int samples;
    }
}
