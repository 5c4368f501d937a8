package dev.ondol.app.cli;

import dev.ondol.messaging.tls.BrokerTls;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which broker a demo meets others at, and what it shows there.
final class BrokerOption {
    private static final String EMBEDDED = "embedded";

    @Option(names = "--broker", paramLabel = "embedded|URL", defaultValue = EMBEDDED, description = "embedded, or an MQTT 5 broker such as tcp://127.0.0.1:1883 or mqtts://broker.example.org:8883.")
    private String url = EMBEDDED;

    @Option(names = "--broker-ca", paramLabel = "FILE", description = "With mqtts: PEM of the authority that signed the broker's certificate (default: those that Java knows).")
    private Optional<Path> ca = Optional.empty();

    @Option(names = "--broker-certificate", paramLabel = "FILE", description = "With mqtts: PEM of the certificate to show, such as gateway.pem of ./ondol certs.")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--broker-key", paramLabel = "FILE", description = "With mqtts: PEM of its private key.")
    private Optional<Path> key = Optional.empty();

    String url() {
        return url;
    }

    /// Empty where none of the files is named.
    Optional<BrokerTls> tls() {
        if (ca.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw new WrongUsage("--broker-certificate and --broker-key belong together.");
        }
        if (!url.startsWith("mqtts://") && !url.startsWith("ssl://")) {
            throw new WrongUsage("--broker (%s) must begin with mqtts:// where certificates are named.".formatted(url));
        }
        return Optional.of(new BrokerTls(ca, certificate, key, Optional.empty()));
    }
}
