package dev.ondol.optimizer.api;

import org.jspecify.annotations.Nullable;

/// Bounds that values of a request must keep, whatever they mean.
final class Fields {
    private static final int LONGEST_NAME = 200;
    private static final long LATEST_MS = 32_503_680_000_000L;

    private Fields() {}

    static void range(long value, long low, long high, String field) throws Refused {
        if (value < low || value > high) {
            throw new Refused(Problem.field(field, "%s (%d) must be %d to %d.".formatted(field, value, low, high),
                    "Send a number within these bounds."));
        }
    }

    /// Plant time in milliseconds, up to the year 3000.
    static void time(long millis, String field) throws Refused {
        if (millis < 0 || millis > LATEST_MS) {
            throw new Refused(Problem.field(field, "%s (%d) must be 0 to %d.".formatted(field, millis, LATEST_MS),
                    "Send plant time in milliseconds since 1970-01-01T00:00Z, not seconds or nanoseconds."));
        }
    }

    static void time(@Nullable Long millis, String field) throws Refused {
        if (millis != null) {
            time(millis.longValue(), field);
        }
    }

    /// A name that can be stored and shown: no control characters, no half characters, not too long.
    static void name(String text, String field, boolean mayBeEmpty) throws Refused {
        if (text.length() > LONGEST_NAME || !mayBeEmpty && text.isBlank()) {
            throw new Refused(Problem.field(field, "%s must have %d to %d characters.".formatted(field, mayBeEmpty
                    ? 0
                    : 1, LONGEST_NAME), "Choose a name of that length."));
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (Character.isISOControl(character) || character >= Character.MIN_SURROGATE
                    && character <= Character.MAX_SURROGATE) {
                throw new Refused(Problem.field(field,
                        "%s holds a character (U+%04X) that cannot be shown.".formatted(field, character),
                        "Choose a name without control characters."));
            }
        }
    }
}
