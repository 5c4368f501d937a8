package dev.ondol.historian;

/// Which database runs underneath, as it is shown to people.
public enum Edition {
    /// TimescaleDB under its own licence: hypertables, compression, continuous aggregates.
    TIMESCALEDB("timescaledb"),
    /// The Apache edition: hypertables only.
    TIMESCALEDB_APACHE("timescaledb-apache"),
    /// PostgreSQL without the extension: plain tables.
    POSTGRESQL("postgresql");

    private final String id;

    Edition(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
