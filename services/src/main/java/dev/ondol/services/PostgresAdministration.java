package dev.ondol.services;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// What is done once at a server that has just started.
final class PostgresAdministration {
    private PostgresAdministration() {}

    /// Creates the database if it is not there and makes sure that a commit is on disk when it is reported.
    static void prepare(int port, String user, String password) throws SQLException {
        try (Connection connection = connect(port, "postgres", user, password);
                Statement statement = connection.createStatement()) {
            for (String setting : new String[]{"fsync", "synchronous_commit", "full_page_writes"}) {
                String value = one(statement, "SELECT current_setting('" + setting + "')");
                if (!"on".equals(value)) {
                    throw new SQLException("%s is %s instead of on".formatted(setting, value));
                }
            }
            if (one(statement, "SELECT count(*) FROM pg_database WHERE datname = '" + user + "'").equals("0")) {
                statement.execute("CREATE DATABASE " + user);
            }
        }
    }

    static void createExtension(int port, String user, String password, String extension) throws SQLException {
        try (Connection connection = connect(port, user, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = error");
            statement.execute("CREATE EXTENSION IF NOT EXISTS " + extension);
        }
    }

    /// For statements that may take minutes.
    static Connection connect(StoredDatabase.Login login) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "600");
        return DriverManager.getConnection(login.jdbcUrl(), properties);
    }

    private static Connection connect(int port, String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
