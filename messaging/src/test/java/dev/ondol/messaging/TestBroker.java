package dev.ondol.messaging;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.FreePorts;
import dev.ondol.services.Mosquitto;
import dev.ondol.services.ServiceUnavailable;
import java.nio.file.Path;
import java.util.UUID;

/// A real broker that can be restarted on the same port and data.
final class TestBroker implements AutoCloseable {
    enum Product {
        EMBEDDED, MOSQUITTO
    }

    private final Product product;
    private final int port = FreePorts.next();
    private final Path data;
    private Runnable stop;

    private TestBroker(Product product) {
        this.product = product;
        this.data = Path.of("target", "brokers", product + "-" + UUID.randomUUID());
        this.stop = launch();
    }

    static TestBroker start(Product product) {
        return new TestBroker(product);
    }

    int port() {
        return port;
    }

    BrokerAddress address() {
        return BrokerAddress.of("tcp://127.0.0.1:" + port);
    }

    void stop() {
        stop.run();
    }

    void restart() {
        stop();
        stop = launch();
    }

    void launchAgain() {
        stop = launch();
    }

    @Override
    public void close() {
        stop.run();
    }

    private Runnable launch() {
        try {
            return switch (product) {
                case EMBEDDED -> EmbeddedBroker.start(data, port)::close;
                case MOSQUITTO -> Mosquitto.start(data, port, true)::close;
            };
        } catch (ServiceUnavailable e) {
            assumeTrue(product == Product.EMBEDDED || "true".equals(System.getenv("CI")), e.getMessage());
            throw e;
        }
    }
}
