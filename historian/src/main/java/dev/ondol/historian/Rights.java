package dev.ondol.historian;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Objects;

/// Which process may do what with which table: `rights.sql`, granted anew when it or the tables have changed, or a role has come.
final class Rights {
    private static final String STATEMENTS = read();
    private static final long LOCK = 0x6f6e646f6c726967L;

    private Rights() {}

    /// Within the transaction of the connection, whose role owns the tables.
    static void grant(Connection connection) throws SQLException {
        Schema.one(connection, "SELECT pg_advisory_xact_lock(%d)".formatted(LOCK));
        String mark = "rights " + digest(STATEMENTS + Schema.one(connection, "SELECT max(installed_rank) FROM "
                + Schema.HISTORY));
        // what was granted last stands beside the history of the tables
        if (Schema.one(connection, """
                SELECT (coalesce(obj_description('schema_history'::regclass, 'pg_class'), '') = '%s'
                    AND (SELECT count(*) FROM pg_roles r WHERE r.rolname LIKE 'ondol\\_%%'
                        AND has_table_privilege(r.oid, 'schema_history', 'SELECT')) >= 6)::int""".formatted(mark))
                .equals("1")) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(STATEMENTS);
            statement.execute("COMMENT ON TABLE %s IS '%s'".formatted(Schema.HISTORY, mark));
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(
                    StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK must know SHA-256.", e);
        }
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Rights.class.getResourceAsStream("rights.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
