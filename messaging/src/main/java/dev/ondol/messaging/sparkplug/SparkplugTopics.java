package dev.ondol.messaging.sparkplug;

import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/// The topics of the namespace, and the one command that every edge node knows.
public final class SparkplugTopics {
    private static final String NAMESPACE = "spBv1.0";

    private SparkplugTopics() {}

    /// Everything of a group.
    public static String group(String group) {
        return NAMESPACE + "/" + group + "/#";
    }

    /// Whether the host of that name hears edge nodes.
    public static String state(String hostId) {
        return NAMESPACE + "/STATE/" + hostId;
    }

    /// Commands to an edge node.
    public static String nodeCommand(String group, String node) {
        return NAMESPACE + "/" + group + "/NCMD/" + node;
    }

    /// Commands to a device of an edge node.
    public static String deviceCommand(String group, String node, String device) {
        return NAMESPACE + "/" + group + "/DCMD/" + node + "/" + device;
    }

    /// Asks a node to say again what its metrics are.
    public static byte[] rebirth(long wallMillis) {
        return Payload.newBuilder().setTimestamp(wallMillis).addMetrics(Payload.Metric.newBuilder()
                .setName("Node Control/Rebirth").setTimestamp(wallMillis).setDatatype(DataType.Boolean.getNumber())
                .setBooleanValue(true)).build().toByteArray();
    }

    /// @throws IllegalArgumentException if it cannot be one level of a topic
    public static void requireLevel(String what, String name) {
        if (name.isBlank() || name.contains("/") || name.contains("+") || name.contains("#")) {
            throw new IllegalArgumentException("The %s (%s) must be one level of a topic.".formatted(what, name));
        }
    }
}
