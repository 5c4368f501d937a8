package dev.ondol.historian.control;

import dev.ondol.historian.sql.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.OptionalLong;

/// The lease on one site: who may command it, or plan it, in which epoch, until when by the clock of the database server. Blocking;
/// thread-safe.
public final class LeaseStore {
    /// An end that lies farther ahead than a lease lasts was written before the server's clock was put back.
    private static final String TAKE = """
            INSERT INTO %s AS held (site, owner, epoch, expires)
            VALUES (?, ?, ?::bigint + 1, clock_timestamp() + ? * interval '1 millisecond')
            ON CONFLICT (site) DO UPDATE SET owner = excluded.owner,
                epoch = greatest(held.epoch, excluded.epoch - 1) + 1, expires = excluded.expires
            WHERE held.owner = excluded.owner OR held.expires <= clock_timestamp()
                OR held.expires > clock_timestamp() + ? * interval '1 millisecond'
            RETURNING epoch""";
    private static final String RENEW = """
            UPDATE %s SET expires = clock_timestamp() + ? * interval '1 millisecond'
            WHERE site = ? AND owner = ? AND epoch = ?""";
    private static final String HOLDER = """
            SELECT owner, epoch FROM %s WHERE site = ?""";
    private static final String RELEASE = """
            UPDATE %s SET expires = '-infinity' WHERE site = ? AND owner = ? AND epoch = ?""";

    private final Database database;
    private final Leased leased;
    private final String site;

    /// What only one process of a site does at a time.
    public enum Leased {
        CONTROL("control_lease"), OPTIMIZER("optimizer_lease");

        private final String table;

        Leased(String table) {
            this.table = table;
        }

        private String in(String sql) {
            return sql.formatted(table);
        }
    }

    /// @param owner name of the process that has it, or had it last
    public record Holder(String owner, long epoch) {}

    public LeaseStore(Database database, Leased leased, String site) {
        this.database = database;
        this.leased = leased;
        this.site = site;
    }

    /// Takes the lease where nobody has it, in a new epoch that is greater than any before and than `above`. Atomic.
    ///
    /// @return empty where another process has it
    public OptionalLong take(String owner, long above, Duration length) {
        return database.transaction(connection -> {
            try (PreparedStatement take = connection.prepareStatement(leased.in(TAKE))) {
                take.setString(1, site);
                take.setString(2, owner);
                take.setLong(3, Math.max(above, 0));
                take.setLong(4, length.toMillis());
                take.setLong(5, length.toMillis());
                try (ResultSet rows = take.executeQuery()) {
                    return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }

    /// Makes it last for the whole length again from now on. One that has run out is as good as before while nobody else took it.
    ///
    /// @return false where another process has taken it
    public boolean renew(Holder holder, Duration length) {
        return database.transaction(connection -> {
            try (PreparedStatement renew = connection.prepareStatement(leased.in(RENEW))) {
                renew.setLong(1, length.toMillis());
                renew.setString(2, site);
                renew.setString(3, holder.owner());
                renew.setLong(4, holder.epoch());
                return renew.executeUpdate() == 1;
            }
        });
    }

    /// Who has the lease or had it last; nobody's epoch 0 before the first.
    public Holder holder() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(leased.in(HOLDER))) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? new Holder(rows.getString(1), rows.getLong(2)) : new Holder("", 0);
                }
            }
        });
    }

    /// Lets go of it, so that the next one need not wait.
    public void release(Holder holder) {
        database.transaction(connection -> {
            try (PreparedStatement release = connection.prepareStatement(leased.in(RELEASE))) {
                release.setString(1, site);
                release.setString(2, holder.owner());
                release.setLong(3, holder.epoch());
                return release.executeUpdate();
            }
        });
    }
}
