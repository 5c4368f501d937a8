package dev.ondol.historian.account;

import dev.ondol.historian.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Accounts and machine tokens of all sites of one database. Blocking; thread-safe.
public final class AccountStore {
    private static final String MILLIS = "(extract(epoch FROM made_at) * 1000)::bigint";
    /// Held by everyone who takes an admin away, so that two at once cannot leave none.
    private static final String TURN = "LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE";

    private final Database database;

    public AccountStore(Database database) {
        this.database = database;
    }

    /// In order of their names.
    public List<StoredAccount> accounts() {
        return database.transaction(connection -> {
            List<StoredAccount> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT name, role, password, " + MILLIS + " FROM account ORDER BY name");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new StoredAccount(rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(
                            4)));
                }
            }
            return found;
        });
    }

    /// @return false where the name is taken; nothing was changed then
    public boolean add(String name, String role, String password) {
        return database.transaction(connection -> update(connection,
                "INSERT INTO account (name, role, password) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", name, role,
                password)) == 1;
    }

    /// Makes the first account of the database.
    ///
    /// @return false where there is one already; nothing was changed then
    public boolean addFirst(String name, String role, String password) {
        return database.transaction(connection -> {
            update(connection, TURN);
            return update(connection, """
                    INSERT INTO account (name, role, password)
                    SELECT ?, ?, ? WHERE NOT EXISTS (SELECT FROM account)""", name, role, password);
        }) == 1;
    }

    /// @return false where there is no such account
    public boolean password(String name, String password) {
        return database.transaction(connection -> update(connection, "UPDATE account SET password = ? WHERE name = ?",
                password, name)) == 1;
    }

    /// Gives an account another role.
    ///
    /// @param needed role of which at least one account must be left
    /// @return false where there is no such account, or it is the last one of the role that is needed
    public boolean role(String name, String role, String needed) {
        return database.transaction(connection -> {
            update(connection, TURN);
            return update(connection, """
                    UPDATE account SET role = ? WHERE name = ? AND (? = ? OR EXISTS (
                        SELECT FROM account other WHERE other.role = ? AND other.name <> ?))""",
                    role, name, role, needed, needed, name);
        }) == 1;
    }

    /// @param needed role of which at least one account must be left
    /// @return false where there is no such account, or it is the last one of the role that is needed
    public boolean remove(String name, String needed) {
        return database.transaction(connection -> {
            update(connection, TURN);
            return update(connection, """
                    DELETE FROM account WHERE name = ? AND EXISTS (
                        SELECT FROM account other WHERE other.role = ? AND other.name <> ?)""", name, needed, name);
        }) == 1;
    }

    /// In the order in which they were made.
    public List<StoredToken> tokens() {
        return database.transaction(connection -> {
            List<StoredToken> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT id, label, role, sha256, made_by, "
                    + MILLIS + " FROM machine_token ORDER BY made_at, id"); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new StoredToken(rows.getString(1), rows.getString(2), rows.getString(3),
                            HexFormat.of().formatHex(rows.getBytes(4)), rows.getString(5), rows.getLong(6)));
                }
            }
            return found;
        });
    }

    /// @param sha256 of the secret part, in hexadecimal
    public void addToken(String id, String label, String role, String sha256, String madeBy) {
        database.transaction(connection -> update(connection, """
                INSERT INTO machine_token (id, label, role, sha256, made_by)
                VALUES (?, ?, ?, decode(?, 'hex'), ?)""", id, label, role, sha256, madeBy));
    }

    /// @return false where there is no such token
    public boolean revoke(String id) {
        return database
                .transaction(connection -> update(connection, "DELETE FROM machine_token WHERE id = ?", id)) == 1;
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
