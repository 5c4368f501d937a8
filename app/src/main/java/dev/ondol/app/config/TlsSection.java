package dev.ondol.app.config;

import dev.ondol.messaging.tls.BrokerTls;
import java.nio.file.Path;
import java.util.Optional;

/// PEM files for the connection to the broker, looked for beside ondol.yaml. `{role}` in a name stands for who reads it: gateway,
/// ingest, optimize, control, dashboard or operator, so that one file serves all.
///
/// @param ca              certificates of the authorities that sign the broker's; absent: those that Java knows
/// @param certificate     what is shown; absent: nothing
/// @param key             its private key in PKCS #8
/// @param keyPasswordFile a file whose first line is the password of the key
public record TlsSection(Optional<String> ca, Optional<String> certificate, Optional<String> key,
        Optional<String> keyPassword, Optional<String> keyPasswordFile) {
    public TlsSection {
        new SecretSource(keyPassword, keyPasswordFile).check("key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("tls must have both a certificate and its key, or neither.");
        }
    }

    /// @param beside folder of ondol.yaml
    BrokerTls read(Path beside, String who) {
        return new BrokerTls(ca.map(name -> file(beside, name, who)), certificate.map(name -> file(beside, name, who)),
                key.map(name -> file(beside, name, who)), new SecretSource(keyPassword, keyPasswordFile.map(
                        name -> named(name, who))).read(beside));
    }

    private static Path file(Path beside, String name, String who) {
        return beside.resolve(named(name, who));
    }

    static String named(String name, String who) {
        return name.replace("{role}", who);
    }

    /// Without the password.
    @Override
    public String toString() {
        return "TlsSection[certificate=" + certificate.orElse("") + "]";
    }
}
