package dev.ondol.messaging.capture;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ondol.facility.mapping.MappingWizard.Foreign;
import dev.ondol.facility.mapping.NameList;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.MixedFrame;
import dev.ondol.facility.point.PointId;
import dev.ondol.messaging.sparkplug.EdgeNode;
import dev.ondol.messaging.sparkplug.MessageType;
import dev.ondol.messaging.sparkplug.MetricMapping;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/// The names that recorded messages use: those in frames and topics of single values, and those that births of Sparkplug edge
/// nodes tell, with their engineering units. One thread.
public final class CapturedNames {
    private static final MetricMapping BY_NAME = MetricMapping.byName();

    private final Predicate<PointId> known;
    private final Map<String, Foreign> names = new LinkedHashMap<>();
    private final Map<String, EdgeNode> nodes = new HashMap<>();
    private long messages;
    private String trouble = "";

    private CapturedNames(Predicate<PointId> known) {
        this.known = known;
    }

    /// Names in the order in which they come, each once. A metric that ingest would take for a point of the site bears its name;
    /// any other is `node/device/metric`, as a mapping writes it. What cannot be read is passed over: a replay tells of it.
    ///
    /// @param file     its name, for messages
    /// @param mostRows more are not read
    /// @param known    whether the site has a point
    /// @throws IllegalArgumentException if there are no names, or too many
    public static NameList read(BufferedReader in, String file, long mostRows, Predicate<PointId> known)
            throws IOException {
        CapturedNames found = new CapturedNames(known);
        long rows = 0;
        String line = in.readLine();
        for (; line != null && rows < mostRows; line = in.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            rows++;
            found.hear(line);
            if (found.names.size() > NameList.MOST_NAMES) {
                throw new IllegalArgumentException("The file %s has more than %,d different names."
                        .formatted(file, NameList.MOST_NAMES));
            }
        }
        if (found.names.isEmpty()) {
            throw new IllegalArgumentException(found.messages == 0
                    ? "No line of %s is a recorded message of ours or of Sparkplug.%s".formatted(file, found.trouble)
                    : "%s holds no names. Sparkplug tells them in births: record from before the edge nodes connect, or ask them for a rebirth."
                            .formatted(file));
        }
        return new NameList(List.copyOf(found.names.values()), rows, line == null);
    }

    private void hear(String line) {
        try {
            CapturedMessage message = CapturedMessage.of(line);
            String[] levels = message.topic().split("/", -1);
            if (levels[0].equals("spBv1.0")) {
                sparkplug(levels, message.payload());
            } else if (message.topic().matches("ondol/v1/[^/]+/frame/.+")) {
                frame(FrameCodec.readMixed(message.payload()));
            } else if (message.topic().matches("ondol/v1/[^/]+/value/.+/.+")) {
                messages++;
                add(levels[levels.length - 2] + "/" + levels[levels.length - 1], "");
            }
        } catch (MalformedMessage e) {
            trouble = trouble.isEmpty() ? " " + e.getMessage() : trouble;
        }
    }

    private void frame(MixedFrame mixed) {
        messages++;
        mixed.frame().values().keySet().forEach(point -> add(point.toString(), ""));
        mixed.foreign().forEach(reading -> add(reading.name(), ""));
    }

    private void sparkplug(String[] levels, byte[] payload) throws MalformedMessage {
        Optional<MessageType> type = MessageType.of(levels);
        if (type.isEmpty()) {
            return;
        }
        messages++;
        try {
            nodes.computeIfAbsent(levels[1] + "/" + levels[3], _ -> new EdgeNode(levels[3], this::metric)).hear(type
                    .get(), levels.length == 5 ? levels[4] : "", Payload.parseFrom(payload));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessage("Not a Sparkplug B payload: " + e.getMessage(), e);
        }
    }

    /// Asked for each metric of a birth.
    private Optional<MetricMapping.Mapped> metric(String node, String device, String metric, String unit) {
        Optional<MetricMapping.Mapped> alike = BY_NAME.map(node, device, metric, unit).filter(each -> known.test(each
                .point()));
        if (alike.isPresent()) {
            add(alike.get().point().toString(), "");
        } else {
            add(node + "/" + (device.isEmpty() ? metric : device + "/" + metric), unit);
        }
        return alike;
    }

    private void add(String name, String unit) {
        names.computeIfAbsent(name, _ -> new Foreign(name, unit.isEmpty() ? Optional.empty() : Optional.of(unit),
                Optional.empty()));
    }
}
