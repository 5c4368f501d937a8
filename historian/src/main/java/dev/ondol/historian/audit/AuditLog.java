package dev.ondol.historian.audit;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.audit.AuditRow;
import dev.ondol.facility.audit.HashChain;
import dev.ondol.facility.audit.HashChain.Break;
import dev.ondol.facility.audit.HashChain.Head;
import dev.ondol.historian.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The audit log of one site. Several processes may write: they take turns on the row of the newest number, so there is one
/// chain. Blocking; thread-safe.
public final class AuditLog {
    private static final int PAGE = 2_000;
    private static final String ROWS = "SELECT seq, previous, hash, body FROM audit WHERE site = ?";

    private final Database database;
    private final String site;

    /// What looking at the whole log has shown.
    ///
    /// @param rows   looked at
    /// @param head   of the log
    /// @param broken where the chain breaks first; empty where it is whole
    public record Check(long rows, Head head, Optional<Break> broken) {
        public boolean intact() {
            return broken.isEmpty();
        }
    }

    public AuditLog(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Adds entries in their order, all or none; those whose key is there already are left out, so that it may be called again
    /// after an unknown end.
    ///
    /// @return how many rows came to it
    public int append(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return 0;
        }
        return database.transaction(connection -> {
            Head head = lockedHead(connection);
            Set<String> known = known(connection, entries);
            int added = 0;
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO audit (site, seq, previous, hash, body) VALUES (?, ?, ?, ?, ?)")) {
                for (AuditEntry entry : entries) {
                    if (known.add(entry.key())) {
                        head = add(insert, entry, head);
                        added++;
                    }
                }
                insert.executeBatch();
            }
            moveHead(connection, head);
            return added;
        });
    }

    private Head add(PreparedStatement insert, AuditEntry entry, Head head) throws SQLException {
        String body = entry.canonical(site, head.seq() + 1);
        Head next = new Head(head.seq() + 1, HashChain.hash(head.hash(), body));
        insert.setString(1, site);
        insert.setLong(2, next.seq());
        insert.setString(3, head.hash());
        insert.setString(4, next.hash());
        insert.setString(5, body);
        insert.addBatch();
        return next;
    }

    private Head lockedHead(Connection connection) throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(
                "INSERT INTO audit_head (site, seq, hash) VALUES (?, 0, ?) ON CONFLICT DO NOTHING")) {
            first.setString(1, site);
            first.setString(2, HashChain.BEGINNING);
            first.executeUpdate();
        }
        return head(connection, " FOR UPDATE");
    }

    private Head head(Connection connection, String lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT seq, hash FROM audit_head WHERE site = ?" + lock)) {
            select.setString(1, site);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? new Head(rows.getLong(1), rows.getString(2)) : Head.NONE;
            }
        }
    }

    private Set<String> known(Connection connection, List<AuditEntry> entries) throws SQLException {
        Set<String> known = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT key FROM audit WHERE site = ? AND key = ANY (?)")) {
            select.setString(1, site);
            select.setArray(2, connection.createArrayOf("text", entries.stream().map(AuditEntry::key).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
        }
        return known;
    }

    private void moveHead(Connection connection, Head head) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE audit_head SET seq = ?, hash = ? WHERE site = ?")) {
            update.setLong(1, head.seq());
            update.setString(2, head.hash());
            update.setString(3, site);
            update.executeUpdate();
        }
    }

    /// The newest row as it is kept beside the log.
    public Head head() {
        return database.transaction(connection -> head(connection, ""));
    }

    /// One row; empty where there is none of that number.
    public Optional<AuditRow> row(long seq) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(ROWS + " AND seq = ?")) {
                select.setString(1, site);
                select.setLong(2, seq);
                return read(select).stream().findFirst();
            }
        });
    }

    /// Rows, the newest first.
    public List<AuditRow> rows(AuditQuery query) {
        StringBuilder sql = new StringBuilder(ROWS);
        List<Object> values = new ArrayList<>();
        query.before().ifPresent(value -> also(sql, values, " AND seq < ?", value));
        query.kind().ifPresent(value -> also(sql, values, " AND kind = ?", value));
        query.principal().ifPresent(value -> also(sql, values, " AND principal = ?", value));
        query.subject().ifPresent(value -> also(sql, values, " AND subject = ?", value));
        query.from().ifPresent(value -> also(sql, values, " AND wall >= ?", value));
        query.to().ifPresent(value -> also(sql, values, " AND wall < ?", value));
        sql.append(" ORDER BY seq DESC LIMIT ").append(query.limit());
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
                select.setString(1, site);
                for (int i = 0; i < values.size(); i++) {
                    select.setObject(i + 2, values.get(i));
                }
                return read(select);
            }
        });
    }

    private static void also(StringBuilder sql, List<Object> values, String condition, Object value) {
        sql.append(condition);
        values.add(value);
    }

    /// Every row in the order of its number, a page at a time.
    public void each(Consumer<AuditRow> row) {
        long after = Long.MIN_VALUE;
        List<AuditRow> page;
        do {
            page = page(after);
            page.forEach(row);
            after = page.isEmpty() ? after : page.getLast().seq();
        } while (page.size() == PAGE);
    }

    private List<AuditRow> page(long after) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(ROWS + " AND seq > ? ORDER BY seq LIMIT "
                    + PAGE)) {
                select.setString(1, site);
                select.setLong(2, after);
                return read(select);
            }
        });
    }

    /// Looks at every row. What is added meanwhile is not looked at.
    public Check verify() {
        Head kept = head();
        HashChain chain = new HashChain(site, Head.NONE);
        long[] rows = new long[1];
        each(row -> {
            if (row.seq() <= kept.seq()) {
                rows[0]++;
                chain.accept(row);
            }
        });
        return new Check(rows[0], kept, chain.end(kept));
    }

    private static List<AuditRow> read(PreparedStatement select) throws SQLException {
        List<AuditRow> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new AuditRow(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return found;
    }
}
