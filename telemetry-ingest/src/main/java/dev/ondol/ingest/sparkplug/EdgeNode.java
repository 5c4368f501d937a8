package dev.ondol.ingest.sparkplug;

import dev.ondol.historian.reading.ReceivedValues.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
final class EdgeNode {
    private static final long NO_BDSEQ = -1;
    private static final int MOST_METRICS = 200_000;
    private static final String ITSELF = "";

    /// What a message brought.
    ///
    /// @param refusal why something of it could not be read, or an empty text
    /// @param rebirth whether the node must say again what its metrics are
    record Heard(List<Value> values, String refusal, boolean rebirth) {
        private static final Heard NOTHING = new Heard(List.of(), "", false);
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

    EdgeNode(String name, MetricMapping mapping) {
        this.name = name;
        this.mapping = mapping;
    }

    /// @param device the device of a D message, an empty text for an N message
    Heard hear(MessageType type, String device, Payload payload) {
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
            return new Heard(List.of(), "The edge node was not born.", true);
        }
        boolean again = payload.getSeq() == last && payload.getTimestamp() == lastTimestamp;
        if (!again && payload.getSeq() != (last + 1) % 256) {
            torn = true;
        }
        follow(payload);
        Heard heard = step.get();
        return torn ? new Heard(heard.values(), heard.refusal(), true) : heard;
    }

    private void follow(Payload payload) {
        last = payload.getSeq();
        lastTimestamp = payload.getTimestamp();
    }

    private Heard learn(String device, Payload payload) {
        Device born = new Device(new HashMap<>(), new ArrayList<>());
        devices.put(device, born);
        List<Value> values = new ArrayList<>();
        String refusal = "";
        for (Payload.Metric metric : payload.getMetricsList()) {
            if (control(metric.getName())) {
                continue;
            }
            if (metrics >= MOST_METRICS) {
                return new Heard(values, "The edge node has more than %d metrics.".formatted(MOST_METRICS), false);
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
            refusal = read(known, metric, payload, values, refusal);
        }
        return new Heard(values, refusal, false);
    }

    private Heard data(String device, Payload payload) {
        Device known = devices.get(device);
        if (known == null) {
            return new Heard(List.of(), "The device %s was not born.".formatted(device), true);
        }
        List<Value> values = new ArrayList<>();
        String refusal = "";
        boolean unknown = false;
        for (Payload.Metric message : payload.getMetricsList()) {
            if (message.hasName() && control(message.getName())) {
                continue;
            }
            Metric metric = find(device, known, message);
            if (metric != null) {
                refusal = read(metric, message, payload, values, refusal);
                continue;
            }
            unknown = true;
            if (refusal.isEmpty()) {
                refusal = unknown(message);
            }
        }
        return new Heard(values, refusal, unknown);
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
    ///
    /// @return the first refusal of the message so far; one is enough, a message may have thousands
    private static String read(Metric known, Payload.Metric message, Payload payload, List<Value> values,
            String refusal) {
        if (!Metric.measures(message) || message.getIsTransient()) {
            return refusal;
        }
        if (known.mapped().isEmpty()) {
            return refusal.isEmpty() ? foreign(known) : refusal;
        }
        MetricMapping.Mapped mapped = known.mapped().get();
        long time = message.hasTimestamp() ? message.getTimestamp() : payload.getTimestamp();
        values.add(new Value(time, mapped.point(), mapped.value(known.value(message)), Metric.quality(message)));
        return refusal;
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
