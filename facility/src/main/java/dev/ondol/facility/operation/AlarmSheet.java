package dev.ondol.facility.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The rationalisation sheet as it is shipped: every alarm there can be, with its delays and its words.
public final class AlarmSheet {
    private AlarmSheet() {}

    /// A JSON array in UTF-8.
    public static byte[] json() {
        try (InputStream in = Objects.requireNonNull(AlarmSheet.class.getResourceAsStream("alarms.json"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
