package dev.ondol.messaging.sparkplug;

import java.util.Optional;

/// The messages of an edge node that a host reads; the other verbs of the namespace are for others.
public enum MessageType {
    NBIRTH(false), NDEATH(false), NDATA(false), DBIRTH(true), DDEATH(true), DDATA(true);

    private final boolean ofDevice;

    MessageType(boolean ofDevice) {
        this.ofDevice = ofDevice;
    }

    /// @param levels of a topic, `spBv1.0/{group}/{type}/{node}` and for a device one more
    public static Optional<MessageType> of(String[] levels) {
        for (MessageType type : values()) {
            if (levels.length == (type.ofDevice ? 5 : 4) && levels[2].equals(type.name())) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
