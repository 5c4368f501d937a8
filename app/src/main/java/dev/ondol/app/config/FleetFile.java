package dev.ondol.app.config;

import dev.ondol.app.config.FleetConfiguration.SiteSection;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import dev.ondol.facility.plan.Weights;
import dev.ondol.fleet.FleetOptions;
import dev.ondol.fleet.http.Caller;
import dev.ondol.fleet.site.FleetSite;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.messaging.tls.BrokerTls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A `fleet.yaml` as read, with what its words stand for.
///
/// @param path          of the file; other files are looked for beside it
/// @param configuration what it says
public record FleetFile(Path path, FleetConfiguration configuration) {
    private static final String ROLE = "fleet";
    private static final int PATIENCE_MS = 2_000;
    private static final Duration WATCH_EVERY = Duration.ofSeconds(5);

    /// Reads the file; variables of the environment stand in for single keys.
    ///
    /// @throws InvalidConfiguration with every problem of both
    public static FleetFile read(Path path, Map<String, String> environment) throws InvalidConfiguration {
        return new FleetFile(path, RecordReader.read(path.toString(), ConfigurationFile.text(path,
                "docs/fleet.example.yaml"), FleetConfiguration.class, ConfigurationFile.overlay(environment)));
    }

    private Path folder() {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    /// Where it is written down which site got which job.
    public DatabaseAddress database() {
        OndolConfiguration.Database database = configuration.database();
        SecretSource secret = new SecretSource(database.password(), database.passwordFile().map(
                name -> TlsSection.named(name, ROLE)));
        return new DatabaseAddress(database.url(), TlsSection.named(database.user().orElse(""), ROLE), secret.read(
                folder()).orElse(""));
    }

    /// How the front behaves.
    ///
    /// @throws UserError where a file that it names cannot be used, or its parts do not go together
    public FleetOptions options() {
        try {
            return new FleetOptions(configuration.host().orElse("127.0.0.1"), configuration.port().orElse(
                    FleetConfiguration.PORT), configuration.tls().map(tls -> tls.read(folder())),
                    configuration.sites()
                            .stream().map(this::site).toList(),
                    configuration.weights().map(WeightChoice::weights).orElse(Weights.ENERGY), configuration
                            .currency(),
                    Duration.ofMillis(configuration.patienceMs().orElse(PATIENCE_MS)), callers(), WATCH_EVERY);
        } catch (IllegalArgumentException e) {
            throw new UserError("%s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private FleetSite site(SiteSection of) {
        Optional<URI> dashboard = of.dashboard().map(FleetFile::address);
        return new FleetSite(of.name(), of.placementApi().map(FleetFile::address).or(() -> dashboard).orElseThrow(),
                dashboard, of.tokenFile().map(this::token), of.ca().map(name -> new BrokerTls(Optional.of(folder()
                        .resolve(name)), Optional.empty(), Optional.empty(), Optional.empty()).context(Instant.now())),
                of.rate().map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    private static URI address(String text) {
        return URI.create(text.strip());
    }

    private List<Caller> callers() {
        return configuration.callers().orElse(List.of()).stream().map(caller -> Caller.of(caller.name(), caller.role(),
                token(caller.tokenFile()))).toList();
    }

    private String token(String file) {
        String token = new SecretSource(Optional.empty(), Optional.of(file)).read(folder()).orElse("").strip();
        if (token.isEmpty()) {
            throw new UserError("The token file %s is empty. ./ondol token add makes a token.".formatted(folder()
                    .resolve(file)));
        }
        return token;
    }
}
