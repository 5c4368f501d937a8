package dev.ondol.historian.csv;

import dev.ondol.facility.point.UnitConversion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which column of a file has what, as its header says: `time`, `point`, `value` and perhaps `quality`, in any order; other
/// columns are not looked at.
record CsvColumns(int count, int time, int point, int value, int quality) {
    /// Years 2000 to 2200: what lies outside is a mistake of units.
    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    /// What a line says.
    sealed interface Line {}

    /// @param time    plant time in milliseconds
    /// @param point   its name; not known to exist
    /// @param quality null where the reading is good
    record Sample(long time, String point, double value, @Nullable String quality) implements Line {
        Sample in(UnitConversion ours) {
            return new Sample(time, point, ours.convert(value), quality);
        }
    }

    /// @param reason why the line is no reading, for people
    record NoSample(String reason) implements Line {}

    /// Empty where the header lacks a column.
    static Optional<CsvColumns> of(String header) {
        List<String> names = fields(header).orElse(List.of()).stream().map(String::strip).toList();
        CsvColumns columns = new CsvColumns(names.size(), names.indexOf("time"), names.indexOf("point"),
                names.indexOf("value"), names.indexOf("quality"));
        return columns.time < 0 || columns.point < 0 || columns.value < 0 ? Optional.empty() : Optional.of(columns);
    }

    Line read(String line) {
        List<String> fields = fields(line).orElse(List.of());
        if (fields.size() != count) {
            return new NoSample(fields.isEmpty()
                    ? "a quote is not closed"
                    : "%d columns instead of %d".formatted(fields.size(), count));
        }
        long at;
        double number;
        try {
            at = millis(fields.get(time).strip());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return new NoSample("time (%s) must look like 2022-07-01T06:00:00Z or be milliseconds since 1970"
                    .formatted(fields.get(time)));
        }
        if (at < EARLIEST || at >= LATEST) {
            return new NoSample("time (%s) must lie between the years 2000 and 2200".formatted(fields.get(time)));
        }
        try {
            number = Double.parseDouble(fields.get(value).strip());
        } catch (NumberFormatException e) {
            return new NoSample("value (%s) is not a number".formatted(fields.get(value)));
        }
        if (!Double.isFinite(number)) {
            return new NoSample("value (%s) must be finite".formatted(fields.get(value)));
        }
        String code = quality < 0 ? "" : fields.get(quality).strip();
        if (!code.matches("[a-z0-9-]{0,100}")) {
            return new NoSample("quality (%s) must be a code of [a-z0-9-], or empty where the reading is good"
                    .formatted(code));
        }
        return new Sample(at, fields.get(point).strip(), number, code.isEmpty() || code.equals("good") ? null : code);
    }

    private static long millis(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit)
                ? Long.parseLong(text)
                : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    /// Fields of a line, quoted ones without their quotes; empty where a quote is not closed.
    private static Optional<List<String>> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return quoted ? Optional.empty() : Optional.of(fields);
    }
}
