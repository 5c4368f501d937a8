package dev.ondol.historian.sql;

/// SQL expressions between plant time in milliseconds and `timestamptz`, exact to the millisecond.
public final class PlantTime {
    /// A `timestamptz` from one bigint parameter.
    public static final String PARAMETER = "('epoch'::timestamptz + ?::bigint * interval '1 millisecond')";

    private PlantTime() {}

    /// Milliseconds since 1970 of a `timestamptz` column or expression.
    public static String millis(String expression) {
        return "(extract(epoch FROM " + expression + ") * 1000)::bigint";
    }

    /// A `timestamptz` literal, for statements that take no parameters.
    public static String literal(long millis) {
        return "'" + java.time.Instant.ofEpochMilli(millis) + "'::timestamptz";
    }

    /// A `timestamptz` from a bigint expression.
    public static String of(String expression) {
        return "('epoch'::timestamptz + " + expression + " * interval '1 millisecond')";
    }
}
