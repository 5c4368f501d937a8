package dev.ondol.ingest;

import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.ForeignReading;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.MixedFrame;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.historian.reading.ReceivedValues.Value;
import dev.ondol.ingest.PlainValues.Timed;
import dev.ondol.ingest.sparkplug.SparkplugHost;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import dev.ondol.messaging.sparkplug.MetricMapping;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Recorded MQTT messages of a site as readings, by the rules of live ingest: frames in JSON and CBOR, single values, and
/// Sparkplug B with its births and aliases. Nothing is stored and nothing asked for again; what cannot be read is counted.
/// One thread.
public final class CapturedMessages {
    private final String prefix;
    private final Readings into;
    private final NameIndex names;
    private final SparkplugHost sparkplug;
    private final Map<String, Meaning> meanings = new HashMap<>();
    private final NavigableMap<String, Set<Long>> numbers = new TreeMap<>();
    private final Map<String, Refused> refused = new TreeMap<>();
    private long repeated;
    private long messages;

    /// Takes the readings up as they come.
    @FunctionalInterface
    public interface Readings {
        /// @param time    plant milliseconds
        /// @param name    a point of the site, or a name that nobody knows
        /// @param value   in the unit of the point
        /// @param quality null where the reading is good
        void reading(long time, String name, double value, @Nullable String quality);
    }

    /// Messages that could not be read, or not wholly.
    ///
    /// @param source whose they are
    /// @param count  how many
    /// @param reason of the first of them
    public record Refused(String source, long count, String reason) {}

    /// Frames that a source has numbered and that are not there.
    ///
    /// @param source whose they are
    /// @param count  how many numbers are missing between the first and the last
    public record Missing(String source, long count) {}

    private record Meaning(String name, UnitConversion conversion) {}

    /// @param mapping what others call the points
    public CapturedMessages(String site, PointMapping mapping, Readings into) {
        this.prefix = "ondol/v1/" + site + "/";
        this.into = into;
        names = new NameIndex(mapping);
        sparkplug = new SparkplugHost(new SparkplugOptions("replay", List.of("any")), MetricMapping.of(mapping), Clock
                .systemUTC());
    }

    /// Reads one message; nothing that comes makes it fail.
    ///
    /// @param arrival wall milliseconds at which it was recorded
    public void hear(long arrival, String topic, byte[] payload, boolean retained) {
        if (topic.startsWith("spBv1.0/")) {
            messages++;
            sparkplug.hear(topic, payload).ifPresent(this::take);
        } else if (topic.startsWith(prefix + "frame/")) {
            messages++;
            frame(topic.substring(prefix.length() + "frame/".length()), payload);
        } else if (topic.startsWith(prefix + "value/")) {
            messages++;
            value(topic, arrival, payload, retained);
        } else if (topic.matches("ondol/v1/[^/]+/(frame|value)/.+")) {
            refuse(topic.split("/")[2], "It is of another site.");
        }
    }

    /// A line that holds no message.
    public void unreadable(String reason) {
        refuse("", reason);
    }

    private void take(SparkplugHost.Message message) {
        for (Value value : message.values()) {
            into.reading(value.time(), value.point().toString(), value.value(), value.quality());
        }
        if (!message.refusal().isEmpty()) {
            refuse(message.source(), message.refusal());
        }
    }

    private void frame(String source, byte[] payload) {
        MixedFrame mixed;
        try {
            mixed = FrameCodec.readMixed(payload);
        } catch (MalformedMessage e) {
            refuse(source, String.valueOf(e.getMessage()));
            return;
        }
        Frame frame = mixed.frame();
        if (!numbers.computeIfAbsent(source + " " + frame.boot(), ignored -> new HashSet<>()).add(frame.seq())) {
            repeated++;
            return;
        }
        for (Map.Entry<PointId, Double> each : frame.values().entrySet()) {
            reading(frame.time(), each.getKey().toString(), each.getValue(), frame.quality().get(each.getKey()));
        }
        for (ForeignReading each : mixed.foreign()) {
            reading(frame.time(), each.name(), each.value(), each.quality());
        }
    }

    private void value(String topic, long arrival, byte[] payload, boolean retained) {
        String[] levels = topic.split("/", -1);
        String name = levels[levels.length - 2] + "/" + levels[levels.length - 1];
        try {
            Timed timed = PlainValues.timed(payload, retained, () -> arrival);
            reading(timed.time(), name, timed.value(), timed.quality());
        } catch (MalformedMessage e) {
            refuse(name, String.valueOf(e.getMessage()));
        }
    }

    private void reading(long time, String name, double value, @Nullable String quality) {
        Meaning meaning = meanings.computeIfAbsent(name, asked -> {
            Optional<NameIndex.Meaning> mapped = names.find(asked);
            return new Meaning(mapped.map(found -> found.point().toString()).orElse(asked), mapped.map(
                    NameIndex.Meaning::conversion).orElse(UnitConversion.SAME));
        });
        into.reading(time, meaning.name, meaning.conversion.convert(value), quality);
    }

    private void refuse(String source, String reason) {
        refused.merge(source, new Refused(source, 1, reason), (before, ignored) -> new Refused(source, before.count
                + 1, before.reason));
    }

    /// Messages that are telemetry of the site, or of edge nodes.
    public long messages() {
        return messages;
    }

    /// Frames that came again and were not counted twice.
    public long repeated() {
        return repeated;
    }

    public List<Refused> refused() {
        return List.copyOf(refused.values());
    }

    /// By source and boot; what came before the first and after the last frame nobody can know.
    public List<Missing> missing() {
        List<Missing> all = new ArrayList<>();
        numbers.forEach((source, seen) -> {
            long first = seen.stream().mapToLong(Long::longValue).min().orElse(0);
            long last = seen.stream().mapToLong(Long::longValue).max().orElse(-1);
            if (last - first + 1 > seen.size()) {
                all.add(new Missing(source, last - first + 1 - seen.size()));
            }
        });
        return all;
    }
}
