package dev.ondol.app.deployment;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Carries out the probe of a container against a server that answers with a given status.
final class Probe {
    private Probe() {}

    /// @param port that the probe asks; a free one stands in for it
    static int exitCode(List<String> probe, int port, int status) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            return new ProcessBuilder(probe.stream().map(word -> word.replace("/" + port + " ", "/" + server
                    .getAddress().getPort() + " ")).toList()).start().waitFor();
        } finally {
            server.stop(0);
        }
    }
}
