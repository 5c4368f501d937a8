package dev.ondol.historian.discovery;

import dev.ondol.facility.message.JsonMessages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Readings of unknown points in one batch of frames. Not thread-safe.
public final class Holding {
    /// One reading as it came.
    ///
    /// @param time       plant time, milliseconds
    /// @param quality    null where it is good
    /// @param receivedAt wall time, milliseconds
    /// @param numbered   false where it may come again unnoticed
    record Sample(long time, double value, @Nullable String quality, long receivedAt, boolean numbered) {}

    /// The readings of one name.
    static final class OfName {
        private final String source;
        private final String example;
        private final List<Sample> samples = new ArrayList<>();
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private double lastValue;

        OfName(String source, String example) {
            this.source = source;
            this.example = example;
        }

        private void add(Sample sample) {
            samples.add(sample);
            first = Math.min(first, sample.time());
            if (sample.time() >= last) {
                last = sample.time();
                lastValue = sample.value();
            }
        }

        String source() {
            return source;
        }

        String example() {
            return example;
        }

        List<Sample> samples() {
            return samples;
        }

        long first() {
            return first;
        }

        long last() {
            return last;
        }

        double lastValue() {
            return lastValue;
        }
    }

    private final SortedMap<String, OfName> names = new TreeMap<>();
    private int size;

    /// @param name    of the point, as it came
    /// @param source  of the frame
    /// @param boot    of the frame; null where the message has no number
    /// @param seq     of the frame
    /// @param quality null where the reading is good
    public void add(String name, String source, @Nullable String boot, long seq, long time, double value,
            @Nullable String quality, long receivedAt) {
        names.computeIfAbsent(name, ignored -> new OfName(source, example(name, boot, seq, time, value)))
                .add(new Sample(time, value, quality, receivedAt, boot != null));
        size++;
    }

    private static String example(String name, @Nullable String boot, long seq, long time, double value) {
        Map<String, Object> frame = new LinkedHashMap<>();
        if (boot != null) {
            frame.put("boot", boot);
            frame.put("seq", seq);
        }
        frame.put("t", time);
        frame.put("v", Map.of(name, value));
        return new String(JsonMessages.write(frame), StandardCharsets.UTF_8);
    }

    public int size() {
        return size;
    }

    SortedMap<String, OfName> names() {
        return names;
    }
}
