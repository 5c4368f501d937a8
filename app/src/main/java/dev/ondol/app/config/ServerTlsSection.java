package dev.ondol.app.config;

import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.messaging.tls.BrokerTls;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What a web server shows of itself; PEM files, looked for beside ondol.yaml.
///
/// @param key in PKCS #8, not encrypted
public record ServerTlsSection(String certificate, String key) {
    /// The files, which are there, belong together and are valid now.
    ///
    /// @throws dev.ondol.messaging.tls.UnusableCertificate otherwise
    ServerCertificate read(Path beside) {
        ServerCertificate shown = new ServerCertificate(beside.resolve(certificate), beside.resolve(key));
        new BrokerTls(Optional.empty(), Optional.of(shown.certificate()), Optional.of(shown.key()), Optional.empty())
                .context(Instant.now());
        return shown;
    }
}
