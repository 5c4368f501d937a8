package dev.ondol.ingest.fuzz;

/// Where Jazzer comes in; the property `ondol.parser` names the [Parser].
public final class FuzzedParser {
    private static final Parser PARSER = Parser.valueOf(System.getProperty("ondol.parser", Parser.JSON_FRAME.name()));

    private static final int WARM_UP = 20;

    private FuzzedParser() {}

    /// Loads and instruments the classes before anything is timed.
    public static void fuzzerInitialize() {
        for (int round = 0; round < WARM_UP; round++) {
            Seeds.of(PARSER).forEach(PARSER::parse);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        PARSER.feed(input);
    }
}
