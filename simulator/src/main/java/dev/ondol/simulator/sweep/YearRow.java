package dev.ondol.simulator.sweep;

import dev.ondol.simulator.run.Summary;
import java.io.Serializable;
import java.util.List;

/// What a facility-year used and did, as the texts of its row. The text of a floating-point figure is the shortest that names this very
/// figure, so equal texts are equal figures, bit for bit.
///
/// @param year    which one
/// @param digest  of all that the figures depend on, see [SweepWorld#digest]
/// @param figures by [YearColumn], in its order
public record YearRow(FacilityYear year, String digest, List<String> figures) implements Serializable {
    public YearRow {
        figures = List.copyOf(figures);
        if (figures.size() != YearColumn.ALL.size()) {
            throw new IllegalArgumentException("The figures (%d) must be %d.".formatted(figures.size(), YearColumn.ALL
                    .size()));
        }
        for (int n = 0; n < figures.size(); n++) {
            YearColumn.ALL.get(n).check(figures.get(n));
        }
    }

    /// The row of a year that was simulated.
    public static YearRow of(FacilityYear year, String digest, Summary summary) {
        return new YearRow(year, digest, YearColumn.ALL.stream().map(column -> column.text(summary)).toList());
    }

    /// A figure by the name of its column; NaN where the row has none.
    ///
    /// @throws IllegalArgumentException if there is no such column
    public double figure(String column) {
        int place = YearColumn.NAMES.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("The column (%s) must be one of %s.".formatted(column,
                    YearColumn.NAMES));
        }
        String text = figures.get(place);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }
}
