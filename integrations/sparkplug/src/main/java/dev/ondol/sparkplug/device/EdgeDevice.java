package dev.ondol.sparkplug.device;

import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.field.FieldDevice;
import dev.ondol.messaging.sparkplug.EdgeNode.Heard;
import dev.ondol.messaging.sparkplug.Metric;
import dev.ondol.messaging.sparkplug.SparkplugTopics;
import dev.ondol.sparkplug.device.EdgeLine.Birth;
import dev.ondol.sparkplug.map.MappedDevice;
import dev.ondol.sparkplug.map.MappedMetric;
import dev.ondol.sparkplug.map.MappedMetric.Told;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One device of an edge node. A command counts as carried out when the device shows the value, in a DDATA or a birth; what it does not show in
/// time is in doubt, and handed back. Thread-safe.
public final class EdgeDevice implements FieldDevice {
    private static final Logger log = LoggerFactory.getLogger(EdgeDevice.class);
    private static final double ON = 1;
    private static final double OFF = 0;

    private final MappedDevice map;
    private final EdgeLine line;
    private final Outlet outlet;
    private final Duration timeout;
    private final InstantSource wall;
    private final Map<PointId, MappedMetric> setpoints = new LinkedHashMap<>();
    private final Set<PointId> releasing = ConcurrentHashMap.newKeySet();
    private final ReentrantLock talking = new ReentrantLock();
    private final Shown shown = new Shown();
    /// What was told and shown, and not handed back since.
    private final Map<PointId, Double> told = new ConcurrentHashMap<>();
    private volatile Map<String, Metric> births = Map.of();
    private volatile Set<String> missing = Set.of();

    /// Nothing is known of an earlier life of the gateway: every set-point is to be handed back first.
    ///
    /// @param timeout   wall time in which it must show what it was told
    /// @param commanded false: it is only looked at, and nothing is ever written
    public EdgeDevice(MappedDevice map, EdgeLine line, Outlet outlet, Duration timeout, InstantSource wall,
            boolean commanded) {
        this.map = map;
        this.line = line;
        this.outlet = outlet;
        this.timeout = timeout;
        this.wall = wall;
        map.metrics().stream().filter(metric -> commanded && metric.written())
                .forEach(metric -> setpoints.put(metric.point().id(),
                        metric));
        releasing.addAll(setpoints.keySet());
    }

    MappedDevice map() {
        return map;
    }

    /// Its birth says what its metrics are and how they stand. What it was told before and does not show is handed back.
    void born(Birth birth, Heard heard) {
        Map<String, Metric> known = new HashMap<>();
        Set<String> absent = new TreeSet<>();
        for (MappedMetric metric : map.metrics()) {
            for (String name : names(metric)) {
                birth.metric(name).filter(one -> one.mapped().isPresent()).ifPresentOrElse(one -> known.put(name, one),
                        () -> absent.add(name));
            }
        }
        births = Map.copyOf(known);
        if (!absent.isEmpty() && !absent.equals(missing)) {
            log.warn("The birth of {} does not tell of {}, or not as the map does.", name(), absent);
        }
        missing = absent;
        shown.born(heard);
        told.forEach((point, value) -> {
            MappedMetric metric = Objects.requireNonNull(setpoints.get(point));
            boolean counts = metric.remote().isEmpty() || shown.value(EdgeLine.flag(metric)) == ON;
            if (shown.value(point) != value || !counts) {
                log.warn("{} was told {} = {} and is born with {}{}: the set-point is handed back.", name(), point,
                        value, shown.value(point), counts ? "" : " on its own rule");
                release(point);
            }
        });
    }

    private static List<String> names(MappedMetric metric) {
        return metric.remote().map(remote -> List.of(metric.name(), remote)).orElseGet(() -> List.of(metric.name()));
    }

    void heard(Heard heard) {
        shown.heard(heard);
    }

    /// Its node was born again; its own birth follows.
    void renewed() {
        shown.renewed();
    }

    void lost(String why) {
        if (shown.lost()) {
            log.warn("{} has no values any more: {}. Commands to it are refused until it is born again.", name(), why);
        }
    }

    @Override
    public String name() {
        return map.name();
    }

    /// The session that all share is open already.
    @Override
    public void open() {}

    @Override
    public boolean isConnected() {
        return outlet.connected() && shown.alive();
    }

    @Override
    public boolean writes(PointId point) {
        return setpoints.containsKey(point);
    }

    @Override
    public Map<PointId, Double> read(Set<PointId> points) {
        Map<PointId, Double> values = new LinkedHashMap<>();
        if (isConnected()) {
            map.metrics().stream().map(metric -> metric.point().id()).filter(points::contains).forEach(point -> values
                    .put(point, shown.value(point)));
        }
        return values;
    }

    @Override
    public boolean write(PointId point, double value) {
        MappedMetric metric = setpoints.get(point);
        talking.lock();
        try {
            Optional<Told> what = metric == null ? Optional.empty() : encoded(metric, value);
            if (metric == null || what.isEmpty() || !settle()) {
                return false;
            }
            releasing.remove(point); // whoever releases it from here on is heard at the end
            told.put(point, what.get().value());
            if (!tell(metric, what.get()) || !follow(metric, true)) {
                release(point);
            }
            return !releasing.contains(point);
        } finally {
            talking.unlock();
        }
    }

    private Optional<Told> encoded(MappedMetric metric, double value) {
        Metric born = births.get(metric.name());
        boolean flagged = metric.remote().isEmpty() || births.containsKey(metric.remote().get());
        return born == null || !flagged ? Optional.empty() : metric.encode(value, born);
    }

    @Override
    public double inForce(PointId point) {
        return isConnected() ? shown.value(point) : Double.NaN;
    }

    @Override
    public void release(PointId point) {
        if (setpoints.containsKey(point)) {
            releasing.add(point);
        }
    }

    @Override
    public void releaseAll() {
        releasing.addAll(setpoints.keySet());
    }

    @Override
    public void handBack() {
        talking.lock();
        try {
            boolean _ = settle();
        } finally {
            talking.unlock();
        }
    }

    /// The device sees by STATE that this host lives; its node is asked again where it has not been born.
    @Override
    public void beat() {
        line.beat();
    }

    /// @return false where something is still to be handed back
    private boolean settle() {
        for (PointId point : List.copyOf(releasing)) {
            MappedMetric metric = Objects.requireNonNull(setpoints.get(point));
            boolean back = metric.localValue().isPresent()
                    ? encoded(metric, metric.localValue().get()).filter(local -> tell(metric, local)).isPresent()
                    : follow(metric, false);
            if (!back) {
                return false;
            }
            told.remove(point);
            releasing.remove(point);
        }
        return true;
    }

    private boolean tell(MappedMetric metric, Told what) {
        return tell(metric.name(), what.metric(), metric.point().id(), what.value());
    }

    private boolean follow(MappedMetric metric, boolean on) {
        Payload.Metric flag = Payload.Metric.newBuilder().setDatatype(DataType.Boolean.getNumber()).setBooleanValue(on)
                .build();
        return metric.remote().isEmpty()
                || tell(metric.remote().get(), flag, EdgeLine.flag(metric), on ? ON : OFF);
    }

    /// Sends a command and waits until the device shows what it was told.
    private boolean tell(String metric, Payload.Metric body, PointId point, double value) {
        if (!isConnected()) {
            return false;
        }
        long now = wall.millis();
        byte[] payload = Payload.newBuilder().setTimestamp(now).addMetrics(body.toBuilder().setName(metric)
                .setTimestamp(now)).build().toByteArray();
        String topic = map.device().isEmpty()
                ? SparkplugTopics.nodeCommand(map.group(), map.node())
                : SparkplugTopics.deviceCommand(map.group(), map.node(), map.device());
        try {
            outlet.send(topic, payload, Optional.of(timeout)).orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            log.warn("A command to {} did not leave: {}", name(), String.valueOf(e.getCause()));
        }
        if (shown.await(point, value, timeout)) {
            return true;
        }
        log.warn("{} of {} was told {} and shows {}.", metric, name(), value, shown.value(point));
        shown.doubt(point);
        line.doubt();
        return false;
    }

    @Override
    public void close() {}
}
