package dev.ondol.app.config;

import dev.ondol.app.config.OndolConfiguration.Broker;
import dev.ondol.app.config.OndolConfiguration.Control;
import dev.ondol.app.config.OndolConfiguration.Dashboard;
import dev.ondol.app.config.OndolConfiguration.Database;
import dev.ondol.app.config.OndolConfiguration.Ingest;
import dev.ondol.app.config.OndolConfiguration.Optimizer;
import dev.ondol.app.config.OndolConfiguration.RetentionDays;
import dev.ondol.controllers.ControlOptions;
import dev.ondol.dashboards.DashboardOptions;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.Overlay;
import dev.ondol.facility.config.RecordReader;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.rollup.Resolution;
import dev.ondol.historian.rollup.Retention;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.kafka.KafkaFrameLog;
import dev.ondol.kafka.KafkaSettings;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.optimizer.OptimizerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An `ondol.yaml` as read, with what its words stand for.
///
/// @param path          of the file; other files are looked for beside it
/// @param configuration what it says
public record ConfigurationFile(Path path, OndolConfiguration configuration) {
    private static final String PREFIX = "ONDOL_";
    /// Variables of the launcher, the log and the cache.
    private static final Set<String> OTHERS = Set.of("ONDOL_CACHE", "ONDOL_LOG", "ONDOL_JAVA_OPTS",
            "ONDOL_DEBIAN_MIRROR", "ONDOL_FUZZ_SECONDS", "ONDOL_SOAK_MINUTES");

    /// Reads the file; variables of the environment stand in for single keys.
    ///
    /// @throws InvalidConfiguration with every problem of both
    public static ConfigurationFile read(Path path, Map<String, String> environment) throws InvalidConfiguration {
        return new ConfigurationFile(path, RecordReader.read(path.toString(), text(path, "docs/ondol.example.yaml"),
                OndolConfiguration.class, overlay(environment)));
    }

    static Overlay overlay(Map<String, String> environment) {
        return Overlay.of(environment, PREFIX, OTHERS);
    }

    /// @param example a file to start from
    static String text(Path file, String example) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserError("There is no configuration file %s. %s is one to start from.".formatted(file, example),
                    e);
        } catch (IOException e) {
            throw new UserError("The configuration file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private Path folder() {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    public Site site() throws InvalidConfiguration {
        Optional<Site> builtIn = SiteReader.builtIn(configuration.site());
        if (builtIn.isPresent()) {
            return builtIn.get();
        }
        return SiteReader.read(folder().resolve(configuration.site()).toString(), siteText());
    }

    /// The YAML that the site is read from.
    public String siteText() {
        Optional<String> builtIn = SiteReader.text(configuration.site());
        if (builtIn.isPresent()) {
            return builtIn.get();
        }
        Path file = folder().resolve(configuration.site());
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("The site (%s) is neither one of %s nor a file that can be read: %s.".formatted(
                    configuration.site(), SiteReader.builtIn(), file), e);
        }
    }

    /// The broker as one of those who meet there sees it; its certificates are there and valid.
    ///
    /// @param who gateway, ingest, optimize, control, dashboard or operator
    /// @throws dev.ondol.messaging.tls.UnusableCertificate where a file cannot be used
    public BrokerAddress broker(String who) {
        Broker broker = configuration.broker();
        BrokerAddress address = new BrokerAddress(broker.url(), broker.user(), broker.secret().read(folder()), broker
                .tls().map(tls -> tls.read(folder(), who)));
        address.tls().ifPresent(tls -> tls.context(Instant.now()));
        return address;
    }

    /// The database as one of the roles sees it.
    ///
    /// @param who ingest, optimize, control, dashboard or replayer
    public DatabaseAddress database(String who) {
        Database database = configuration.database();
        SecretSource secret = new SecretSource(database.password(),
                database.passwordFile().map(name -> TlsSection.named(
                        name, who)));
        return new DatabaseAddress(database.url(), TlsSection.named(database.user().orElse(""), who), secret.read(
                folder()).orElse(""));
    }

    /// The same, if the file says where: a dashboard puts files there.
    private Optional<Path> sharedReplayFolder() {
        return configuration.replayer().flatMap(OndolConfiguration.ReplayFolder::folder).map(folder()::resolve);
    }

    /// Where recordings and scenarios are that people may replay.
    public Path replayFolder() {
        return folder().resolve(configuration.replayer().flatMap(OndolConfiguration.ReplayFolder::folder).orElse(""));
    }

    /// Which plant is behind the gateway.
    ///
    /// @throws UserError where nothing says so
    public GatewaySection gateway() {
        return configuration.gateway().orElseThrow(() -> new UserError(
                "%s has no section gateway: it says which plant is behind it, gateway.modbus, gateway.sparkplug or gateway.simulated. docs/ondol.example.yaml has them all."
                        .formatted(path)));
    }

    /// Where the gateway keeps frames that are not stored yet and its memory of commands.
    public Path gatewayFolder() {
        return folder().resolve(gateway().folder().orElse("gateway"));
    }

    /// The file that says what the registers of the plant mean.
    ///
    /// @throws UserError where there is none
    public Path registerMap() {
        return folder().resolve(gateway().modbus().orElseThrow(() -> new UserError(
                "%s names no register map: gateway.modbus. integrations/modbus/modbus.example.yaml is one to start from."
                        .formatted(path))));
    }

    /// The file that says what the metrics of the plant's edge nodes mean.
    ///
    /// @throws UserError where there is none
    public Path metricMap() {
        return folder().resolve(gateway().sparkplug().orElseThrow(() -> new UserError(
                "%s names no metric map: gateway.sparkplug. integrations/sparkplug/sparkplug.example.yaml is one to start from."
                        .formatted(path))));
    }

    /// How ingest runs as the one process of the site, or as that of one shard; nobody measures yet.
    ///
    /// @param shard  the only one of this process, `rest` for the sources that none names
    /// @param beside name of this process where it only takes its share of what comes through Kafka
    /// @throws UserError where there is no such shard, or where Kafka does not go with it
    public IngestOptions ingest(Optional<String> shard, Optional<String> beside) throws InvalidConfiguration {
        IngestOptions whole = wholeIngest();
        String site = site().id();
        Optional<KafkaSettings> kafka = kafka("ingest", site);
        if (kafka.isPresent()) {
            if (shard.isPresent() || !whole.shards().isEmpty()) {
                throw new UserError(
                        "%s has a section kafka, and Kafka shares sources out itself: leave out ingest.shards and --shard. More processes are started with --beside NAME."
                                .formatted(path));
            }
            return whole.withLog(new KafkaFrameLog(kafka.get(), site, beside.map(ConfigurationFile::name)));
        }
        if (beside.isPresent()) {
            throw new UserError(
                    "--beside needs a section kafka in %s. Without Kafka more processes are started with ingest.shards and --shard NAME."
                            .formatted(path));
        }
        try {
            return shard.map(whole::withOnly).orElse(whole);
        } catch (IllegalArgumentException e) {
            throw new UserError("%s ingest.shards in %s says which there are.".formatted(e.getMessage(), path), e);
        }
    }

    private static String name(String beside) {
        if (!PointId.isName(beside)) {
            throw new UserError("--beside (%s) must be a name of [a-z0-9-]+.".formatted(beside));
        }
        return beside;
    }

    /// Kafka between the broker and the database; empty where there is none.
    ///
    /// @param who ingest or relay
    public Optional<KafkaSettings> kafka(String who, String site) {
        return configuration.kafka().map(section -> section.read(folder(), site, who));
    }

    private IngestOptions wholeIngest() throws InvalidConfiguration {
        IngestOptions options = IngestOptions.defaults();
        if (configuration.ingest().isEmpty()) {
            return options;
        }
        Ingest ingest = configuration.ingest().get();
        options = options.withShards(ingest.shards().orElse(List.of()))
                .withPlainValues(ingest.plainValues().orElse(true));
        if (ingest.sparkplug().isPresent()) {
            options = options.withSparkplug(ingest.sparkplug().get());
        }
        return ingest.mapping().isPresent()
                ? options.withMapping(MappingFile.read(folder().resolve(ingest.mapping().get())))
                : options;
    }

    /// How the optimizer runs.
    public OptimizerOptions optimizer() {
        OptimizerOptions options = OptimizerOptions.defaults();
        if (configuration.optimizer().isEmpty()) {
            return options;
        }
        Optimizer optimizer = configuration.optimizer().get();
        options = options.withPort(optimizer.port().orElse(options.port())).withSeed(optimizer.seed().orElse(options
                .seed()));
        options = options.withQuotas(optimizer.quotas().orElse(List.of()).stream().collect(Collectors.toMap(
                OndolConfiguration.Quota::tenant, OndolConfiguration.Quota::gpus)));
        options = options.withLimit(optimizer.requests().map(OndolConfiguration.Requests::limit).orElse(options
                .limit()));
        if (optimizer.tls().isPresent()) {
            options = options.withCertificate(optimizer.tls().get().read(folder()));
        }
        return optimizer.weights().isPresent() ? options.withWeights(optimizer.weights().get().weights()) : options;
    }

    /// How control behaves.
    public ControlOptions control() {
        ControlOptions options = ControlOptions.defaults();
        if (configuration.control().isEmpty()) {
            return options;
        }
        Control control = configuration.control().get();
        ControlOptions withMode = control.mode().map(mode -> options.withInitialMode(mode.mode())).orElse(options);
        return control.folder().map(where -> withMode.withFolder(folder().resolve(where))).orElse(withMode);
    }

    /// Who is told of alarms; empty where nobody is.
    public Optional<NotifySection.Roster> roster(Site site) {
        return configuration.control().flatMap(Control::notices).map(notices -> notices.roster(folder(), site.location()
                .zone()));
    }

    /// Where the dashboard is, for notices.
    public Optional<String> dashboardLink() {
        return configuration.control().flatMap(Control::notices).flatMap(NotifySection::dashboard);
    }

    /// How the dashboard is served.
    public DashboardOptions dashboard() {
        Optional<Dashboard> dashboard = configuration.dashboard();
        return new DashboardOptions(dashboard.flatMap(Dashboard::host).orElse("127.0.0.1"), dashboard.flatMap(
                Dashboard::port).orElse(Dashboard.PORT), URI.create(
                        dashboard.flatMap(Dashboard::placementApi).orElse(
                                Dashboard.PLACEMENT_API)),
                Optional.empty(), dashboard.flatMap(Dashboard::tls).map(tls -> tls.read(folder())), dashboard.flatMap(
                        Dashboard::placementCa).map(folder()::resolve),
                dashboard.flatMap(Dashboard::jwt).map(jwt -> jwt.read(folder())),
                dashboard.flatMap(Dashboard::oidc).map(oidc -> oidc.read(folder())), sharedReplayFolder(),
                dashboard.flatMap(Dashboard::fleet).map(fleet -> fleet.read(folder())));
    }

    /// The folder whose free space is watched.
    public Optional<Path> databaseFolder() {
        return configuration.database().folder().map(folder()::resolve);
    }

    public Retention retention() {
        RetentionDays days = configuration.retention().orElse(
                new RetentionDays(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        Map<Resolution, Duration> rollups = new EnumMap<>(Resolution.class);
        days.minutes().ifPresent(count -> rollups.put(Resolution.MINUTE, Duration.ofDays(count)));
        days.tenMinutes().ifPresent(count -> rollups.put(Resolution.TEN_MINUTES, Duration.ofDays(count)));
        days.hours().ifPresent(count -> rollups.put(Resolution.HOUR, Duration.ofDays(count)));
        return new Retention(days.readings().map(Duration::ofDays), rollups);
    }
}
