package dev.ondol.ingest.reliability;

/// How large the tests are: a tenth, or whole with `-Dondol.full=true`.
final class Scale {
    static final boolean FULL = Boolean.getBoolean("ondol.full");

    private Scale() {}

    /// That many in a full run, a tenth of it else, at least one.
    static int of(int full) {
        return FULL ? full : Math.max(1, full / 10);
    }
}
