package dev.ondol.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// TCP ports on loopback.
///
/// Free ports are taken from below the range that systems give to outgoing connections (32768 and up on Linux, 49152 and
/// up elsewhere). A port of that range can be lost between choosing and binding, or while a service restarts: to any
/// outgoing connection, even to a client that reconnects to the port itself.
public final class FreePorts {
    private static final int FIRST = 10_240;
    private static final int END = 32_768;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    /// A port that nobody listens on at this moment.
    public static int next() {
        return next(1);
    }

    /// The first of so many ports in a row that nobody listens on at this moment.
    public static int next(int count) {
        for (int tried = 0; tried < TRIES; tried++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, END - count + 1);
            if (IntStream.range(first, first + count).allMatch(FreePorts::isFree)) {
                return first;
            }
        }
        throw new IllegalStateException("No %d free ports in a row on loopback from %d to %d after %d tries."
                .formatted(count, FIRST, END - 1, TRIES));
    }

    /// The port itself if it is free, any free one for 0; [PortInUse] otherwise.
    ///
    /// @param purpose what wants the port, for the message: "MQTT broker"
    public static int claim(int port, String purpose) {
        if (port == 0) {
            return next();
        }
        try {
            bindOnce(port);
            return port;
        } catch (IOException e) {
            PortInUse taken = new PortInUse(port, purpose);
            taken.addSuppressed(e);
            throw taken;
        }
    }

    private static boolean isFree(int port) {
        try {
            bindOnce(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void bindOnce(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of an earlier run that fade out do not count
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
