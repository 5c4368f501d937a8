package dev.ondol.app.role;

import dev.ondol.app.installation.TestCertificates;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.tls.BrokerTls;
import dev.ondol.services.Mosquitto;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Certificates of a site's roles and gateway, and log-ins of the database's roles.
final class Doors {
    private final Path folder;
    private final String site;

    Doors(Path folder, String site) {
        this.folder = folder;
        this.site = site;
        new TestCertificates(List.of(new Topics(site)), List.of("127.0.0.1"), new Validity(Instant.now().minusSeconds(
                60), Instant.now().plus(Duration.ofDays(1)))).write(folder);
    }

    Mosquitto.Locks locks() {
        return new Mosquitto.Locks(folder.resolve("ca.pem"), folder.resolve("broker.pem"), folder.resolve(
                "broker-key.pem"), folder.resolve("mosquitto.acl"));
    }

    String file(String name) {
        return folder.resolve(site).resolve(name + ".pem").normalize().toString();
    }

    /// The broker as that one sees it.
    BrokerAddress address(String url, String who) {
        return new BrokerAddress(url, Optional.empty(), Optional.empty(), Optional.of(new BrokerTls(Optional.of(folder
                .resolve("ca.pem")), Optional.of(Path.of(file(who))), Optional.of(Path.of(file(who + "-key"))), Optional
                        .empty())));
    }

    /// The tables, and a log-in for each role with the owner's password.
    static void makeRoles(RunningDatabase database) {
        Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database.password())).close();
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database
                .password());
                Statement statement = connection.createStatement()) {
            for (RoleName role : RoleName.values()) {
                statement.execute("ALTER ROLE ondol_%s LOGIN PASSWORD '%s'".formatted(role.word(), database
                        .password()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
