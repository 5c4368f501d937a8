package dev.ondol.app.role;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.OndolConfiguration;
import dev.ondol.app.management.MeasuredIngest;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.rollup.Upkeep;
import dev.ondol.ingest.IngestOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Historian, upkeep and ingest of one site, as its ondol.yaml says.
public final class IngestProcess implements RoleProcess {
    private static final String LOOPBACK = "127.0.0.1";

    private final String stored;
    private final String host;
    private final Historian historian;
    private final Upkeep upkeep;
    private final MeasuredIngest ingest;
    private final CountDownLatch closed = new CountDownLatch(1);

    private IngestProcess(ConfigurationFile file, Site site, Historian historian, IngestOptions options) {
        OndolConfiguration configuration = file.configuration();
        this.stored = site.id() + options.only().map(" (%s)"::formatted).orElse("");
        this.historian = historian;
        this.host = configuration.managed().host().orElse(LOOPBACK);
        Optional<Path> folder = file.databaseFolder();
        if (folder.isPresent()) {
            historian.guardDisk(folder.get(), state -> {});
        } else {
            historian.guardDisk(state -> {});
        }
        this.ingest = MeasuredIngest.start(site, file.broker(RoleName.INGEST.word()), historian, options, host,
                configuration.managed().port().orElse(OndolConfiguration.Management.PORT));
        this.upkeep = historian.upkeep(file.retention());
        upkeep.start();
    }

    /// Starts everything; the broker may come later, the database must be there to say which schema it has.
    ///
    /// @param shard  the only one that this process stores; empty: everything
    /// @param beside name of this process where it only takes its share of what comes through Kafka
    public static IngestProcess start(ConfigurationFile file, Optional<String> shard, Optional<String> beside)
            throws InvalidConfiguration {
        Site site = file.site();
        IngestOptions options = file.ingest(shard, beside);
        Historian historian = Historian.open(file.database(RoleName.INGEST.word()));
        boolean started = false;
        try {
            IngestProcess process = new IngestProcess(file, site, historian, options);
            started = true;
            return process;
        } finally {
            if (!started) {
                historian.close();
            }
        }
    }

    @Override
    public String announcement() {
        return "Ondol ingests %s: http://%s:%d/metrics".formatted(stored, host, ingest.managementPort());
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        closed.await();
    }

    /// Stores and acknowledges what is here, and ends.
    @Override
    public void close() {
        ingest.close();
        upkeep.close();
        historian.close();
        closed.countDown();
    }
}
