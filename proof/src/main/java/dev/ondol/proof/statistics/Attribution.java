package dev.ondol.proof.statistics;

import dev.ondol.facility.plan.Levers;
import dev.ondol.facility.plan.Levers.Lever;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.Comparison.Energy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How much of what `ondol` saves against good practice, in all energy per useful work, each group of decisions brings: Shapley values over
/// runs with every combination of groups. They add up to the whole saving of these weeks.
///
/// @param percent      what all bring together, percent of good practice's energy per reference GPU-hour
/// @param points       of it by group, in percentage points; below 0 where a group costs
/// @param combinations what each combination saves, percent
public record Attribution(double percent, Map<String, Double> points, Map<String, Double> combinations) {
    public Attribution {
        points = Collections.unmodifiableMap(new LinkedHashMap<>(points));
        combinations = Collections.unmodifiableMap(new LinkedHashMap<>(combinations));
    }

    /// @param runs by combination, the same weeks and seeds of each
    /// @return empty where a combination has not run
    public static Optional<Attribution> of(Map<Levers, List<RunFigures>> runs) {
        if (!runs.keySet().containsAll(Levers.combinations())) {
            return Optional.empty();
        }
        List<RunFigures> baseline = of(runs, Levers.NONE);
        Map<Set<Lever>, Double> saved = new HashMap<>();
        Map<String, Double> combinations = new LinkedHashMap<>();
        for (Levers levers : Levers.combinations()) {
            double percent = Pair.savingPercent(days(of(runs, levers), baseline));
            saved.put(levers.used(), percent);
            combinations.put(levers.id(), percent);
        }
        Map<String, Double> points = new LinkedHashMap<>();
        Shapley.values(List.of(Lever.values()), coalition -> saved.getOrDefault(coalition, Double.NaN)).forEach(
                (lever, value) -> points.put(lever.id(), value));
        return Optional.of(new Attribution(saved.getOrDefault(Levers.ALL.used(), Double.NaN), points, combinations));
    }

    private static List<RunFigures> of(Map<Levers, List<RunFigures>> runs, Levers levers) {
        return runs.getOrDefault(levers, List.of());
    }

    private static List<Pair> days(List<RunFigures> policy, List<RunFigures> baseline) {
        List<Pair> days = new ArrayList<>(Comparison.pairs(policy, baseline, Energy.FACILITY));
        if (days.isEmpty()) {
            throw new IllegalArgumentException("The runs of an attribution must have weeks in common.");
        }
        return days;
    }
}
