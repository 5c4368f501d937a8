package dev.ondol.historian;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.Point;
import dev.ondol.historian.account.AccountStore;
import dev.ondol.historian.alarm.AlarmStore;
import dev.ondol.historian.alarm.ShiftLog;
import dev.ondol.historian.audit.AuditLog;
import dev.ondol.historian.control.CommandStore;
import dev.ondol.historian.control.InterventionStore;
import dev.ondol.historian.control.LeaseStore;
import dev.ondol.historian.control.LeaseStore.Leased;
import dev.ondol.historian.control.ModeStore;
import dev.ondol.historian.control.ZoneStore;
import dev.ondol.historian.csv.CsvExport;
import dev.ondol.historian.csv.CsvImport;
import dev.ondol.historian.discovery.Discovery;
import dev.ondol.historian.discovery.HoldLimits;
import dev.ondol.historian.fleet.FleetStore;
import dev.ondol.historian.plan.ModelStore;
import dev.ondol.historian.plan.PlanStore;
import dev.ondol.historian.reading.DataPolicy;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.History;
import dev.ondol.historian.reading.Loader;
import dev.ondol.historian.reading.LogPositions;
import dev.ondol.historian.reading.PointTable;
import dev.ondol.historian.replay.ReplayStore;
import dev.ondol.historian.replay.ReplayWork;
import dev.ondol.historian.report.SavingStore;
import dev.ondol.historian.report.SpanStore;
import dev.ondol.historian.rollup.Retention;
import dev.ondol.historian.rollup.Upkeep;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.workload.CostStore;
import dev.ondol.historian.workload.NodeStore;
import dev.ondol.historian.workload.WorkloadStore;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The memory of one or several sites in one database. Every method of every store is blocking: call it on a thread of
/// your own, never on an event loop. When the database is away they throw [HistorianUnavailable]. Thread-safe.
public final class Historian implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Historian.class);
    private static final int CONNECTIONS = 8;

    private final PooledDatabase database;
    private final Edition edition;
    private final Loader loader;
    private volatile @Nullable DiskGuard guard;

    private Historian(PooledDatabase database, Edition edition, Loader loader) {
        this.database = database;
        this.edition = edition;
        this.loader = loader;
    }

    /// Connects and brings the schema up to date.
    ///
    /// @throws HistorianUnavailable if that is not possible; the message names the remedy
    public static Historian open(DatabaseAddress address) {
        return open(address, Loader.COPY, CONNECTIONS);
    }

    /// As [#open(DatabaseAddress)], for servers that cannot COPY or serve few connections.
    ///
    /// @param connections at most so many at once, 1 or more
    public static Historian open(DatabaseAddress address, Loader loader, int connections) {
        PooledDatabase database = new PooledDatabase(address, connections);
        try {
            Edition edition = Schema.migrate(database);
            LOG.info("The historian runs on {} at {}.", edition.id(), address);
            return new Historian(database, edition, loader);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// For statements that belong to no store: tests look at the tables themselves.
    Database database() {
        return database;
    }

    public Edition edition() {
        return edition;
    }

    /// Of the server, with the extension's where it has one; for people.
    public String version() {
        return database.transaction(connection -> Schema.one(connection,
                """
                        SELECT 'PostgreSQL ' || current_setting('server_version')
                            || coalesce((SELECT ', TimescaleDB ' || extversion FROM pg_extension WHERE extname = 'timescaledb'), '')
                        """));
    }

    /// What the database takes on disk, indexes included.
    public long bytesOnDisk() {
        return database.transaction(
                connection -> Long.parseLong(Schema.one(connection, "SELECT pg_database_size(current_database())")));
    }

    /// Tells the planner what is stored; worth it after a large import, which the server itself notices minutes later.
    public void refreshStatistics() {
        database.session(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("ANALYZE");
            }
        });
    }

    /// Watches the free space of a database on this machine until the historian is closed.
    ///
    /// @param data  folder that holds the database
    /// @param alarm called at each change, on a thread of the guard or of whoever wrote
    public void guardDisk(Path data, Consumer<DiskGuard.State> alarm) {
        guard(DiskGuard.of(data, alarm));
    }

    private void guard(DiskGuard fresh) {
        guard = fresh;
        database.tell(fresh);
        fresh.start();
    }

    /// As [#guardDisk(Path, Consumer)] of a database on another machine: all that is known is what its server says.
    public void guardDisk(Consumer<DiskGuard.State> alarm) {
        guard(DiskGuard.unseen(alarm));
    }

    /// Whether the database has room; empty where nobody watches.
    public Optional<DiskGuard.State> disk() {
        return Optional.ofNullable(guard).map(DiskGuard::state);
    }

    /// Makes the points of a site known, or brings what is known of them up to date. Frames may only carry known points. Does
    /// nothing for a database role that may not: then ingest does it.
    public void register(String site, Collection<Point> points) {
        boolean may = database.transaction(connection -> Schema.one(connection,
                "SELECT has_table_privilege('point', 'INSERT')::int").equals("1"));
        if (may) {
            new PointTable(database, site).register(points);
        }
    }

    /// For ingest only.
    public FrameWriter frames(String site) {
        return frames(site, PointMapping.NONE, HoldLimits.USUAL);
    }

    /// As [#frames(String)], where others have names of their own for the points.
    ///
    /// @param limits of what is held of points that nobody knows
    public FrameWriter frames(String site, PointMapping mapping, HoldLimits limits) {
        return new FrameWriter(database, site, loader, mapping, limits);
    }

    /// How far logs between the broker of the site and this database are stored.
    public LogPositions logs(String site) {
        return new LogPositions(database, site);
    }

    /// Points that came and that nobody knows, until a person decides.
    public Discovery discovery(String site) {
        return new Discovery(database, site);
    }

    public History history(String site) {
        return new History(database, site);
    }

    /// Brings roll-ups up to date and lets old data age; to be started in at least one process of a database.
    public Upkeep upkeep(Retention retention) {
        return new Upkeep(database, retention, DataPolicy.LATENESS_MILLIS);
    }

    public CsvExport csvExport(String site) {
        return new CsvExport(database, site);
    }

    public CsvImport csvImport(String site) {
        return csvImport(site, PointMapping.NONE);
    }

    /// As [#csvImport(String)], of a file that has names of its own for the points.
    public CsvImport csvImport(String site, PointMapping mapping) {
        return new CsvImport(database, site, switch (loader) {
            case COPY -> 5_000;
            case INSERT -> 50;
        }, mapping);
    }

    public PlanStore plans(String site) {
        return new PlanStore(database, site);
    }

    public ModelStore models(String site) {
        return new ModelStore(database, site);
    }

    public CostStore costs(String site) {
        return new CostStore(database, site);
    }

    public CommandStore commands(String site) {
        return new CommandStore(database, site);
    }

    public WorkloadStore workloads(String site) {
        return new WorkloadStore(database, site);
    }

    public NodeStore nodes(String site) {
        return new NodeStore(database, site);
    }

    /// Does all that in one transaction: everything is kept, or nothing where anything fails. The work may only write, on the
    /// calling thread, and only through stores of this historian.
    public void together(Runnable work) {
        database.together(work);
    }

    /// Who may sign in, for all sites of the database.
    public AccountStore accounts() {
        return new AccountStore(database);
    }

    public InterventionStore interventions(String site) {
        return new InterventionStore(database, site);
    }

    public LeaseStore lease(Leased leased, String site) {
        return new LeaseStore(database, leased, site);
    }

    public ModeStore modes(String site) {
        return new ModeStore(database, site);
    }

    public ZoneStore zones(String site) {
        return new ZoneStore(database, site);
    }

    public AlarmStore alarms(String site) {
        return new AlarmStore(database, site);
    }

    public ShiftLog shiftLog(String site) {
        return new ShiftLog(database, site);
    }

    /// Figures over a span of time, for reports.
    public SpanStore spans(String site) {
        return new SpanStore(database, site);
    }

    /// Savings that were measured on the live site.
    public SavingStore savings(String site) {
        return new SavingStore(database, site);
    }

    /// Replays that people have asked for.
    public ReplayStore replays(String site) {
        return new ReplayStore(database, site);
    }

    /// The same as the replayer sees them.
    public ReplayWork replayWork(String site) {
        return new ReplayWork(database, site);
    }

    /// Where the front of a fleet has placed jobs.
    public FleetStore fleet() {
        return new FleetStore(database);
    }

    /// What was done and by whom, in a chain of hashes.
    public AuditLog audit(String site) {
        return new AuditLog(database, site);
    }

    @Override
    public void close() {
        DiskGuard watching = guard;
        if (watching != null) {
            watching.close();
        }
        database.close();
    }
}
