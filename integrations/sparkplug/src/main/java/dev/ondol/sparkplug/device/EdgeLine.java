package dev.ondol.sparkplug.device;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.messaging.sparkplug.EdgeNode;
import dev.ondol.messaging.sparkplug.MessageType;
import dev.ondol.messaging.sparkplug.Metric;
import dev.ondol.messaging.sparkplug.MetricMapping;
import dev.ondol.messaging.sparkplug.SparkplugTopics;
import dev.ondol.sparkplug.map.MappedDevice;
import dev.ondol.sparkplug.map.MappedMetric;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One edge node and its devices of the map. What it says is believed from a birth on, until it dies or a message is missing; then it is asked
/// to be born again, and none of its devices has a value before. Thread-safe.
public final class EdgeLine {
    private static final Logger log = LoggerFactory.getLogger(EdgeLine.class);
    private static final String FLAG = "-remote";
    /// A node that is asked for a rebirth gets this long to answer, wall milliseconds.
    private static final long REBIRTH_PAUSE_MS = 2_000;

    private final String group;
    private final String name;
    private final Outlet outlet;
    private final InstantSource wall;
    private final Map<String, EdgeDevice> devices = new LinkedHashMap<>();
    private EdgeNode node;
    private long askedAt = Long.MIN_VALUE / 2;
    /// A birth is wanted for which nobody has asked, because another had been asked for a moment before.
    private boolean wanted;

    public EdgeLine(String group, String name, Outlet outlet, InstantSource wall) {
        this.group = group;
        this.name = name;
        this.outlet = outlet;
        this.wall = wall;
        node = new EdgeNode(name, this::mapped);
    }

    /// Takes a device of the map; all come before the first message.
    public void add(EdgeDevice device) {
        devices.put(device.map().device(), device);
    }

    /// The flag of a set-point is a reading, too, under a name that no point of a site has.
    static PointId flag(MappedMetric metric) {
        PointId point = metric.point().id();
        return new PointId(point.equipment(), point.quantity() + FLAG);
    }

    /// Nothing is known any more: the session was away, and births may have been missed.
    public synchronized void forget() {
        node = new EdgeNode(name, this::mapped);
        devices.values().forEach(device -> device.lost("the broker was away"));
        askForBirth();
    }

    /// Asks again where the node has not been born, or one of its devices has to be.
    public synchronized void beat() {
        if (outlet.connected() && (wanted || !node.whole())) {
            askForBirth();
        }
    }

    /// A device does not show what it was told: its next birth says how it stands.
    synchronized void doubt() {
        askForBirth();
    }

    /// @param device an empty text for the node's own messages
    public synchronized void hear(MessageType type, String device, byte[] payload) {
        EdgeNode.Heard heard;
        try {
            heard = node.hear(type, device, Payload.parseFrom(payload));
        } catch (InvalidProtocolBufferException e) {
            log.warn("Edge node {}/{} sent what is no Sparkplug B payload: {}", group, name, e.getMessage());
            return;
        }
        if (!node.whole()) {
            String why = type == MessageType.NDEATH ? "its edge node is dead" : "a message of its edge node is missing";
            devices.values().forEach(one -> one.lost(why));
        } else {
            settle(type, device, heard);
        }
        if (heard.rebirth()) {
            askForBirth();
        }
    }

    private void settle(MessageType type, String device, EdgeNode.Heard heard) {
        if (type == MessageType.NBIRTH) {
            devices.values().forEach(EdgeDevice::renewed);
        }
        EdgeDevice concerned = devices.get(device);
        if (concerned == null) {
            return;
        }
        switch (type) {
            case NBIRTH, DBIRTH -> concerned.born(metric -> node.metric(device, metric), heard);
            case NDATA, DDATA -> concerned.heard(heard);
            case DDEATH -> concerned.lost("it is dead");
            case NDEATH -> {
            } // of a connection that has been replaced
        }
    }

    private void askForBirth() {
        long now = wall.millis();
        wanted = now - askedAt < REBIRTH_PAUSE_MS;
        if (wanted) {
            return;
        }
        askedAt = now;
        var _ = outlet.send(SparkplugTopics.nodeCommand(group, name), SparkplugTopics.rebirth(now), Optional.empty())
                .exceptionally(e -> {
                    log.debug("The request for a birth did not leave; the next beat asks again.", e);
                    return null;
                });
    }

    private Optional<MetricMapping.Mapped> mapped(String edge, String device, String metric, String unit) {
        EdgeDevice known = devices.get(device);
        return known == null ? Optional.empty() : mapped(known.map(), metric, unit);
    }

    private static Optional<MetricMapping.Mapped> mapped(MappedDevice device, String metric, String unit) {
        for (MappedMetric one : device.metrics()) {
            if (one.remote().filter(metric::equals).isPresent()) {
                return Optional.of(new MetricMapping.Mapped(flag(one), 1, 0));
            }
            if (one.name().equals(metric)) {
                UnitConversion ours = one.conversion();
                if (!unit.isEmpty() && UnitConversion.between(unit, one.point().quantity().unit()).filter(ours::equals)
                        .isEmpty()) {
                    log.warn("{} of {} is in {} by its birth, and not by the map: it is left out.", metric, device
                            .name(), unit);
                    return Optional.empty();
                }
                return Optional.of(new MetricMapping.Mapped(one.point().id(), ours.factor(), ours.offset()));
            }
        }
        return Optional.empty();
    }

    /// What the birth says of a metric.
    @FunctionalInterface
    interface Birth {
        Optional<Metric> metric(String name);
    }
}
