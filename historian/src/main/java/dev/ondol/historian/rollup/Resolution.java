package dev.ondol.historian.rollup;

/// The roll-ups there are, finest first. Their spans start at whole multiples of their length since 1970-01-01T00:00Z.
public enum Resolution {
    MINUTE("rollup_1m", 60_000), TEN_MINUTES("rollup_10m", 600_000), HOUR("rollup_1h", 3_600_000);

    private final String table;
    private final long millis;

    Resolution(String table, long millis) {
        this.table = table;
        this.millis = millis;
    }

    /// The table or view that holds it.
    public String table() {
        return table;
    }

    /// Length of a span in milliseconds.
    public long millis() {
        return millis;
    }

    /// Start of the span that holds this plant time.
    public long floor(long time) {
        return Math.floorDiv(time, millis) * millis;
    }

    /// Start of the first span at or after this plant time.
    public long ceil(long time) {
        return Math.ceilDiv(time, millis) * millis;
    }
}
