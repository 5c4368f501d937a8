package dev.ondol.benchmarks.safety;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `ondol bench safety` prints.
///
/// @param rows    one for each property and kind
/// @param seed    repeats the same tries
/// @param seconds wall time that it took
public record SafetyFigures(List<Row> rows, long seed, double seconds) {
    public SafetyFigures {
        rows = List.copyOf(rows);
    }

    /// @param property   P1 to P20
    /// @param kind       `in-memory` or `end-to-end`
    /// @param tries      how often it was put to the test
    /// @param violations how often it did not hold
    /// @param first      the first violation in words; absent where there is none
    public record Row(String property, String kind, long tries, long violations,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String first) {}

    /// Whether nothing was broken.
    public boolean sound() {
        return rows.stream().allMatch(row -> row.violations() == 0);
    }
}
