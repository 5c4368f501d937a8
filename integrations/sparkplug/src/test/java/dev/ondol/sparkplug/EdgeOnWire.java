package dev.ondol.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/// An edge node with one air handler, as Sparkplug B 3.0 wants it: births, data by alias when something changes, commands, a will. It takes
/// what it is told, and by exception reports only what has changed.
final class EdgeOnWire implements AutoCloseable {
    static final String SETPOINT = "Supply Air/Setpoint";
    static final String REMOTE = "Supply Air/Remote";
    static final String TEMPERATURE = "Supply Air/Temperature";
    private static final String NODE = "spBv1.0/plant/%s/edge-1";
    private static final String DEVICE = NODE + "/crah-h1-01";

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<Payload.Metric> commands = new CopyOnWriteArrayList<>();
    private final MqttSession session;
    private final long bdSeq;
    private int seq;
    private boolean deaf;
    private int births;

    /// @param bdSeq of this life
    EdgeOnWire(BrokerAddress broker, long bdSeq, double setpoint, boolean remote) {
        this.bdSeq = bdSeq;
        values.put(TEMPERATURE, 23.1);
        values.put("Fan/Speed", 64.0);
        values.put("Fan/Power", 4_300.0);
        values.put(SETPOINT, setpoint);
        values.put(REMOTE, remote ? 1.0 : 0.0);
        session = MqttSession.open(broker, SessionOptions.transientSession("edge-1").withWill(new SessionOptions.Will(
                NODE.formatted("NDEATH"), death().toByteArray(), false)), List.of(
                        new Subscription(NODE.formatted(
                                "NCMD"), 1),
                        new Subscription(DEVICE.formatted("DCMD"), 1)),
                this::receive);
        if (!session.awaitConnected(Duration.ofSeconds(30))) {
            throw new IllegalStateException("The edge node finds no broker.");
        }
        birth();
    }

    private synchronized void receive(Delivery delivery) {
        Payload payload;
        try {
            payload = Payload.parseFrom(delivery.payload());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        if (delivery.topic().contains("/NCMD/")) {
            birth();
            return;
        }
        for (Payload.Metric metric : payload.getMetricsList()) {
            commands.add(metric);
            if (!deaf) {
                set(metric.getName(), metric.hasBooleanValue()
                        ? metric.getBooleanValue() ? 1 : 0
                        : metric.getDoubleValue());
            }
        }
    }

    /// Something changes by itself, or by a hand at the device.
    synchronized void set(String metric, double value) {
        Double before = values.put(metric, value);
        if (before == null || before != value) {
            data(metric, value);
        }
    }

    /// Commands arrive from now on and change nothing, or do again.
    synchronized void deaf(boolean is) {
        deaf = is;
    }

    /// A message gets lost on its way.
    synchronized void lose() {
        seq++;
    }

    synchronized double value(String metric) {
        return values.getOrDefault(metric, Double.NaN);
    }

    boolean remote() {
        return value(REMOTE) == 1;
    }

    /// All metrics of commands that have come.
    List<Payload.Metric> commands() {
        return commands;
    }

    synchronized int births() {
        return births;
    }

    /// Is born, as it does by itself when it connects.
    synchronized void birth() {
        births++;
        seq = 0;
        send(NODE.formatted("NBIRTH"), payload().addMetrics(Payload.Metric.newBuilder().setName("bdSeq").setDatatype(
                DataType.Int64.getNumber()).setLongValue(bdSeq)));
        Payload.Builder device = payload();
        int alias = 0;
        for (Map.Entry<String, Double> entry : values.entrySet()) {
            device.addMetrics(metric(entry.getKey(), entry.getValue()).setName(entry.getKey()).setAlias(alias++));
        }
        send(DEVICE.formatted("DBIRTH"), device);
    }

    private void data(String name, double value) {
        int alias = List.copyOf(values.keySet()).indexOf(name);
        send(DEVICE.formatted("DDATA"), payload().addMetrics(metric(name, value).setAlias(alias)));
    }

    private static Payload.Metric.Builder metric(String name, double value) {
        return name.equals(REMOTE)
                ? Payload.Metric.newBuilder().setDatatype(DataType.Boolean.getNumber()).setBooleanValue(value == 1)
                : Payload.Metric.newBuilder().setDatatype(DataType.Double.getNumber()).setDoubleValue(value);
    }

    private Payload.Builder payload() {
        return Payload.newBuilder().setSeq(seq++ % 256).setTimestamp(System.currentTimeMillis());
    }

    private Payload death() {
        return Payload.newBuilder().setTimestamp(1).addMetrics(Payload.Metric.newBuilder().setName("bdSeq").setDatatype(
                DataType.Int64.getNumber()).setLongValue(bdSeq)).build();
    }

    private void send(String topic, Payload.Builder payload) {
        session.publish(topic, payload.build().toByteArray(), 0, false, Optional.empty()).join();
    }

    /// Dies: an edge node that leaves in order says its NDEATH itself.
    @Override
    public void close() {
        session.publish(NODE.formatted("NDEATH"), death().toByteArray(), 0, false, Optional.empty()).join();
        session.close();
    }
}
