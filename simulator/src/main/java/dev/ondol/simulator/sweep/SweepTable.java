package dev.ondol.simulator.sweep;

import dev.ondol.simulator.sweep.FacilityYear.Case;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a sweep found, case by case.
///
/// @param years how many facility-years
/// @param lines a line a case
public record SweepTable(int years, List<Line> lines) {
    private static final Comparator<Case> ORDER = Comparator.comparing(Case::site).thenComparing(Case::weather)
            .thenComparing(Case::policy);

    /// The years of a case.
    ///
    /// @param of    the case
    /// @param rows  its years
    /// @param saved percent of energy of a GPU-hour saved against the first policy of the same site and weather, year by year with the same
    ///              seed; absent for that policy itself and where no seed is common
    public record Line(Case of, List<YearRow> rows, Optional<Spread> saved) {
        public Line {
            rows = List.copyOf(rows);
        }

        /// A figure over the years of the case; absent where no year has it.
        public Optional<Spread> spread(String column) {
            return Spread.of(rows.stream().mapToDouble(row -> row.figure(column)).toArray());
        }

        /// The mean over years as if each were cut from a whole one: sums are scaled to 365 days.
        OptionalDouble yearly(String column) {
            return rows.stream().mapToDouble(row -> row.figure(column) / row.year().years()).average();
        }
    }

    /// Mean, least and most of some years.
    public record Spread(double mean, double least, double most) {
        static Optional<Spread> of(double[] values) {
            double[] known = java.util.Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
            return known.length == 0
                    ? Optional.empty()
                    : Optional.of(new Spread(java.util.Arrays.stream(known).sum() / known.length, java.util.Arrays
                            .stream(known).min().orElseThrow(),
                            java.util.Arrays.stream(known).max().orElseThrow()));
        }
    }

    public SweepTable {
        lines = List.copyOf(lines);
    }

    /// The table of these rows.
    public static SweepTable of(List<YearRow> rows) {
        Map<Case, List<YearRow>> cases = new TreeMap<>(ORDER);
        rows.stream().sorted(Comparator.comparing(YearRow::year)).forEach(row -> cases.computeIfAbsent(row.year()
                .ofCase(), of -> new ArrayList<>()).add(row));
        List<Line> lines = new ArrayList<>();
        cases.forEach((of, own) -> lines.add(new Line(of, own, cases.keySet().stream().filter(samePlace(of))
                .findFirst().filter(first -> !first.equals(of))
                .flatMap(first -> saved(own, cases.getOrDefault(first, List.of()))))));
        return new SweepTable(rows.size(), lines);
    }

    private static Predicate<Case> samePlace(Case of) {
        return other -> other.site().equals(of.site()) && other.weather().equals(of.weather());
    }

    private static Optional<Spread> saved(List<YearRow> own, List<YearRow> first) {
        Map<Long, Double> before = new HashMap<>();
        first.forEach(row -> before.put(row.year().seed(), row.figure("kwhPerGpuHour")));
        return Spread.of(own.stream().mapToDouble(row -> 100 * (1 - row.figure("kwhPerGpuHour") / before.getOrDefault(
                row.year().seed(), Double.NaN))).toArray());
    }
}
