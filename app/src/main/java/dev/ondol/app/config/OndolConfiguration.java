package dev.ondol.app.config;

import dev.ondol.dashboards.DashboardOptions;
import dev.ondol.facility.message.Mode;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.Shard;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.optimizer.api.RequestLimit;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `ondol.yaml`. One file serves every role; a role reads its own section and those that all share.
///
/// @param site       a shipped site by name, or a site file, looked for beside ondol.yaml
/// @param broker     where roles meet
/// @param database   where the historian lives
/// @param management metrics and health; absent: 127.0.0.1:9090
/// @param retention  how long history is kept; absent: for ever
/// @param ingest     of the role ingest
/// @param optimizer  of the role optimize
/// @param control    of the role control
/// @param dashboard  of the role dashboard
/// @param replayer   of the role replayer
/// @param gateway    of the role gateway
/// @param kafka      between broker and database, for the role ingest and the relay; absent: ingest hears the broker itself
public record OndolConfiguration(String site, Broker broker, Database database, Optional<Management> management,
        Optional<RetentionDays> retention, Optional<Ingest> ingest,
        Optional<Optimizer> optimizer, Optional<Control> control, Optional<Dashboard> dashboard,
        Optional<ReplayFolder> replayer, Optional<GatewaySection> gateway, Optional<KafkaSection> kafka) {
    public OndolConfiguration {
        if (site.isBlank()) {
            throw new IllegalArgumentException("The site must be a name, such as kr-hn1, or a file.");
        }
    }

    public Management managed() {
        return management.orElse(new Management(Optional.empty(), Optional.empty()));
    }

    /// @param url          tcp://host:port or mqtts://host:port
    /// @param user         absent where the broker asks for none
    /// @param passwordFile a file whose first line is the password
    /// @param tls          with mqtts: whom to trust and what to show; absent: the authorities that Java knows, and nothing
    public record Broker(String url, Optional<String> user, Optional<String> password, Optional<String> passwordFile,
            Optional<TlsSection> tls) {
        public Broker {
            new SecretSource(password, passwordFile).check("broker");
            if (url.contains("@")) {
                throw new IllegalArgumentException(
                        "The url of the broker must not hold an account; user and password have keys of their own.");
            }
            if (BrokerAddress.of(url).tls().isEmpty() && tls.isPresent()) {
                throw new IllegalArgumentException(
                        "The url of the broker (%s) must begin with mqtts:// where it has tls.".formatted(url));
            }
        }

        public SecretSource secret() {
            return new SecretSource(password, passwordFile);
        }

        /// Without the password.
        @Override
        public String toString() {
            return "Broker[url=" + url + ", user=" + user.orElse("") + "]";
        }
    }

    /// @param url          jdbc:postgresql://host:port/name
    /// @param user         role that owns the schema, or one of each process: `ondol_{role}`
    /// @param passwordFile a file whose first line is the password
    /// @param folder       the database's folder where it is on this machine: its free space is watched
    public record Database(String url, Optional<String> user, Optional<String> password, Optional<String> passwordFile,
            Optional<String> folder) {
        public Database {
            new SecretSource(password, passwordFile).check("database");
            new dev.ondol.historian.DatabaseAddress(url, "", "");
            if (url.matches("(?i).*[?&](password|user)=.*")) {
                throw new IllegalArgumentException(
                        "The url of the database must not hold an account; user and password have keys of their own.");
            }
        }

        public SecretSource secret() {
            return new SecretSource(password, passwordFile);
        }

        /// Without the password.
        @Override
        public String toString() {
            return "Database[url=" + url + ", user=" + user.orElse("") + "]";
        }
    }

    /// @param host address to listen on; absent: 127.0.0.1
    /// @param port absent: 9090; 0: a free one
    public record Management(Optional<String> host, Optional<Integer> port) {
        public static final int PORT = 9090;

        public Management {
            checkPort(port);
        }
    }

    /// Plant days, counted back from the newest reading; what is absent is kept for ever.
    public record RetentionDays(Optional<Integer> readings, Optional<Integer> minutes, Optional<Integer> tenMinutes,
            Optional<Integer> hours) {
        private static final int LEAST = 2;

        public RetentionDays {
            for (Optional<Integer> days : List.of(readings, minutes, tenMinutes, hours)) {
                if (days.isPresent() && days.get() < LEAST) {
                    throw new IllegalArgumentException(
                            "The retention (%d) must be at least %d days.".formatted(days.get(), LEAST));
                }
            }
        }
    }

    /// @param shards      sources apart from the others
    /// @param plainValues whether one value a message is taken; absent: it is
    /// @param sparkplug   the Sparkplug B groups of the site; absent: none
    /// @param mapping     a file that says what others call the points of the site, looked for beside ondol.yaml
    public record Ingest(Optional<List<Shard>> shards, Optional<Boolean> plainValues,
            Optional<SparkplugOptions> sparkplug, Optional<String> mapping) {
        public Ingest {
            shards.ifPresent(IngestOptions::check);
        }
    }

    /// @param port    of the placement API on loopback; absent: 8081; 0: a free one
    /// @param seed    of the solver; absent: 1
    /// @param weights what plans are to save; absent: energy alone
    /// @param quotas  GPUs that tenants may have at the same time; a tenant that is not named may have all
    /// @param requests how often one caller may ask the placement API; absent: 2,000 a second, 4,000 at once
    /// @param tls     certificate of the placement API; absent: plain HTTP
    public record Optimizer(Optional<Integer> port, Optional<Long> seed, Optional<WeightChoice> weights,
            Optional<List<Quota>> quotas, Optional<Requests> requests, Optional<ServerTlsSection> tls) {
        public Optimizer {
            checkPort(port);
            Set<String> tenants = new HashSet<>();
            for (Quota quota : quotas.orElse(List.of())) {
                if (!tenants.add(quota.tenant())) {
                    throw new IllegalArgumentException("The tenant (%s) has two quotas.".formatted(quota.tenant()));
                }
            }
        }
    }

    /// @param gpus most GPUs of the tenant at the same time, 0 or more
    public record Quota(String tenant, int gpus) {
        public Quota {
            if (gpus < 0) {
                throw new IllegalArgumentException("The quota (%d) of the tenant (%s) must not be negative.".formatted(
                        gpus, tenant));
            }
        }
    }

    /// @param perSecond in the long run, 1 to 1,000,000; absent: 2,000
    /// @param burst     at once, 1 to 1,000,000; absent: twice as many
    public record Requests(Optional<Integer> perSecond, Optional<Integer> burst) {
        private static final int MOST = 1_000_000;

        public Requests {
            for (Optional<Integer> requests : List.of(perSecond, burst)) {
                if (requests.isPresent() && (requests.get() < 1 || requests.get() > MOST)) {
                    throw new IllegalArgumentException("The requests (%d) must be 1 to %d.".formatted(requests.get(),
                            MOST));
                }
            }
        }

        RequestLimit limit() {
            int lasting = perSecond.orElse(RequestLimit.USUAL.perSecond());
            return new RequestLimit(lasting, burst.orElse(2 * lasting));
        }
    }

    /// @param mode at the first start, SHADOW, ADVISE or AUTO; absent: SHADOW. AUTO holds only where the clock declares a simulated plant
    /// @param folder where audit entries wait on disk until they are in the database, looked for beside ondol.yaml; absent: in
    ///               memory alone, and a process that is killed forgets those on their way
    /// @param notices who is told of alarms; absent: nobody but those who look at the dashboard
    public record Control(Optional<InitialMode> mode, Optional<String> folder, Optional<NotifySection> notices) {}

    /// @param folder in which `recordings` (CSV files) and `scenarios` are, looked for beside ondol.yaml; absent: that of ondol.yaml
    public record ReplayFolder(Optional<String> folder) {}

    /// Modes in which control may begin.
    public enum InitialMode {
        SHADOW(Mode.SHADOW), ADVISE(Mode.ADVISE), AUTO(Mode.AUTO);

        private final Mode mode;

        InitialMode(Mode mode) {
            this.mode = mode;
        }

        public Mode mode() {
            return mode;
        }
    }

    /// @param host         address to listen on, beyond loopback only with tls; absent: 127.0.0.1
    /// @param port         absent: 8080; 0: a free one
    /// @param placementApi where the role optimize answers; absent: http://127.0.0.1:8081
    /// @param placementCa  PEM of the authority behind the certificate of placementApi; absent: those that Java knows
    /// @param tls          certificate of the dashboard; absent: plain HTTP
    /// @param fleet        the front of the fleet that the site belongs to; absent: other sites are not shown
    /// @param oidc         identity provider that people may sign in at; absent: none
    /// @param jwt          whose signed tokens programs may show; absent: nobody's
    public record Dashboard(Optional<String> host, Optional<Integer> port, Optional<String> placementApi,
            Optional<String> placementCa, Optional<ServerTlsSection> tls, Optional<JwtSection> jwt,
            Optional<OidcSection> oidc, Optional<FleetSection> fleet) {
        public static final int PORT = 8080;
        public static final String PLACEMENT_API = "http://127.0.0.1:8081";

        public Dashboard {
            checkPort(port);
            placementApi.ifPresent(api -> DashboardOptions.loopback(0, URI.create(api)));
            DashboardOptions.checkHost(host.orElse("127.0.0.1"), tls.isPresent());
        }
    }

    private static void checkPort(Optional<Integer> port) {
        if (port.isPresent() && (port.get() < 0 || port.get() > 65_535)) {
            throw new IllegalArgumentException("The port (%d) must be 0 to 65535.".formatted(port.get()));
        }
    }
}
