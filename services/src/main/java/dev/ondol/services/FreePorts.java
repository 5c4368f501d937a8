package dev.ondol.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// TCP ports on loopback.
public final class FreePorts {
    private FreePorts() {}

    /// A port that nobody listens on at this moment.
    public static int next() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on loopback.", e);
        }
    }

    /// The port itself if it is free, any free one for 0; [PortInUse] otherwise.
    ///
    /// @param purpose what wants the port, for the message: "MQTT broker"
    public static int claim(int port, String purpose) {
        if (port == 0) {
            return next();
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of an earlier run that fade out do not count
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            PortInUse taken = new PortInUse(port, purpose);
            taken.addSuppressed(e);
            throw taken;
        }
    }
}
