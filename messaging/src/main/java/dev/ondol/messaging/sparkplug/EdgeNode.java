package dev.ondol.messaging.sparkplug;

import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;

/// What is known of one edge node since its last birth.
///
/// ```
/// unknown ──NBIRTH──► born ──gap in seq──► torn ──NBIRTH──► born
///    ▲                  │                   │
///    └──NDEATH with the bdSeq of the birth──┘
/// ```
///
/// While torn, an alias may mean something else than it did, because the message that is missing may have been a birth:
/// metrics are then read by their names only. Not thread-safe.
public final class EdgeNode {
    private static final long NO_BDSEQ = -1;
    private static final int MOST_METRICS = 200_000;
    private static final String ITSELF = "";

    /// The value of a metric, in the unit of the point.
    ///
    /// @param time       as the node says, milliseconds
    /// @param quality    null where the reading is good
    /// @param historical true where it is not the value of now
    public record Reading(long time, PointId point, double value, @Nullable String quality, boolean historical) {}

    /// What a message brought.
    ///
    /// @param without points whose metrics say that they have no value now
    /// @param refusal why something of it could not be read, or an empty text
    /// @param rebirth whether the node must say again what its metrics are
    public record Heard(List<Reading> readings, List<PointId> without, String refusal, boolean rebirth) {
        private static final Heard NOTHING = new Heard(List.of(), List.of(), "", false);

        /// Nothing but a reason.
        public static Heard refused(String why, boolean rebirth) {
            return new Heard(List.of(), List.of(), why, rebirth);
        }
    }

    /// What is collected of a message; its first refusal is enough, it may have thousands.
    private static final class Gathered {
        private final List<Reading> readings = new ArrayList<>();
        private final List<PointId> without = new ArrayList<>();
        private String refusal = "";

        void refuse(String why) {
            if (refusal.isEmpty()) {
                refusal = why;
            }
        }

        Heard heard(boolean rebirth) {
            return new Heard(readings, without, refusal, rebirth);
        }
    }

    /// The metrics of a device, or of the node itself.
    private record Device(Map<String, Metric> names, List<Long> aliases) {}

    private final String name;
    private final MetricMapping mapping;
    private final Map<String, Device> devices = new HashMap<>();
    private final Map<Long, Metric> aliases = new HashMap<>();
    private int metrics;
    private boolean born;
    private boolean torn;
    private long last;
    private long lastTimestamp;
    private long bdSeq = NO_BDSEQ;

    public EdgeNode(String name, MetricMapping mapping) {
        this.name = name;
        this.mapping = mapping;
    }

    /// Whether it was born and no message is missing since.
    public boolean whole() {
        return born && !torn;
    }

    /// What the birth says of a metric of a device.
    public Optional<Metric> metric(String device, String metric) {
        return Optional.ofNullable(devices.get(device)).map(known -> known.names().get(metric));
    }

    /// @param device the device of a D message, an empty text for an N message
    public Heard hear(MessageType type, String device, Payload payload) {
        return switch (type) {
            case NBIRTH -> nodeBirth(payload);
            case NDEATH -> nodeDeath(payload);
            case DBIRTH -> inSequence(payload, () -> {
                forget(device);
                return learn(device, payload);
            });
            case DDEATH -> inSequence(payload, () -> {
                forget(device);
                return Heard.NOTHING;
            });
            case NDATA -> inSequence(payload, () -> data(ITSELF, payload));
            case DDATA -> inSequence(payload, () -> data(device, payload));
        };
    }

    private Heard nodeBirth(Payload payload) {
        forgetAll();
        born = true;
        torn = false;
        follow(payload);
        bdSeq = bdSeq(payload);
        return learn(ITSELF, payload);
    }

    /// Only that of its own birth ends a node: another is the will of a connection that has been replaced.
    private Heard nodeDeath(Payload payload) {
        if (bdSeq(payload) == bdSeq) {
            forgetAll();
            born = false;
        }
        return Heard.NOTHING;
    }

    private Heard inSequence(Payload payload, Supplier<Heard> step) {
        if (!born) {
            return Heard.refused("The edge node was not born.", true);
        }
        boolean again = payload.getSeq() == last && payload.getTimestamp() == lastTimestamp;
        if (!again && payload.getSeq() != (last + 1) % 256) {
            torn = true;
        }
        follow(payload);
        Heard heard = step.get();
        return torn ? new Heard(heard.readings(), heard.without(), heard.refusal(), true) : heard;
    }

    private void follow(Payload payload) {
        last = payload.getSeq();
        lastTimestamp = payload.getTimestamp();
    }

    private Heard learn(String device, Payload payload) {
        Device born = new Device(new HashMap<>(), new ArrayList<>());
        devices.put(device, born);
        Gathered gathered = new Gathered();
        for (Payload.Metric metric : payload.getMetricsList()) {
            if (control(metric.getName())) {
                continue;
            }
            if (metrics >= MOST_METRICS) {
                return new Heard(gathered.readings, gathered.without, "The edge node has more than %d metrics."
                        .formatted(MOST_METRICS), false);
            }
            String unit = Metric.unit(metric);
            Metric known = new Metric(device, metric.getName(), metric.getDatatype(), unit,
                    mapping.map(name, device, metric.getName(), unit));
            if (born.names().put(metric.getName(), known) == null) {
                metrics++;
            }
            if (metric.hasAlias()) {
                aliases.put(metric.getAlias(), known);
                born.aliases().add(metric.getAlias());
            }
            read(known, metric, payload, gathered);
        }
        return gathered.heard(false);
    }

    private Heard data(String device, Payload payload) {
        Device known = devices.get(device);
        if (known == null) {
            return Heard.refused("The device %s was not born.".formatted(device), true);
        }
        Gathered gathered = new Gathered();
        boolean unknown = false;
        for (Payload.Metric message : payload.getMetricsList()) {
            if (message.hasName() && control(message.getName())) {
                continue;
            }
            Metric metric = find(device, known, message);
            if (metric != null) {
                read(metric, message, payload, gathered);
                continue;
            }
            unknown = true;
            gathered.refuse(unknown(message));
        }
        return gathered.heard(unknown);
    }

    private String unknown(Payload.Metric message) {
        return torn
                ? "The sequence has a gap: aliases are not sure before the next birth."
                : "The birth does not tell of metric %s."
                        .formatted(message.hasName() ? message.getName() : message.getAlias());
    }

    private @Nullable Metric find(String device, Device known, Payload.Metric message) {
        if (message.hasName() && !message.getName().isEmpty()) {
            return known.names().get(message.getName());
        }
        Metric metric = torn ? null : aliases.get(message.getAlias());
        return metric != null && metric.device().equals(device) ? metric : null;
    }

    /// Adds the value of a metric if it is one to be kept.
    private static void read(Metric known, Payload.Metric message, Payload payload, Gathered gathered) {
        if (message.getIsNull()) {
            known.mapped().ifPresent(mapped -> gathered.without.add(mapped.point()));
        }
        if (!Metric.measures(message) || message.getIsTransient()) {
            return;
        }
        if (known.mapped().isEmpty()) {
            gathered.refuse(foreign(known));
            return;
        }
        MetricMapping.Mapped mapped = known.mapped().get();
        long time = message.hasTimestamp() ? message.getTimestamp() : payload.getTimestamp();
        gathered.readings.add(new Reading(time, mapped.point(), mapped.value(known.value(message)), Metric.quality(
                message), message.getIsHistorical()));
    }

    private static String foreign(Metric metric) {
        return "The name of metric %s or its unit (%s) is none of the site's.".formatted(
                metric.device().isEmpty() ? metric.name() : metric.device() + "/" + metric.name(), metric.unit());
    }

    private void forget(String device) {
        Device gone = devices.remove(device);
        if (gone != null) {
            metrics -= gone.names().size();
            gone.aliases().forEach(alias -> {
                Metric metric = aliases.get(alias);
                if (metric != null && metric.device().equals(device)) {
                    aliases.remove(alias);
                }
            });
        }
    }

    private void forgetAll() {
        aliases.clear();
        devices.clear();
        metrics = 0;
    }

    private static long bdSeq(Payload payload) {
        return payload.getMetricsList().stream().filter(metric -> metric.getName().equals("bdSeq"))
                .mapToLong(metric -> metric.hasLongValue() ? metric.getLongValue() : metric.getIntValue()).findFirst()
                .orElse(NO_BDSEQ);
    }

    /// Metrics that steer the node and measure nothing.
    private static boolean control(String name) {
        return name.equals("bdSeq") || name.startsWith("Node Control/") || name.startsWith("Device Control/");
    }
}
