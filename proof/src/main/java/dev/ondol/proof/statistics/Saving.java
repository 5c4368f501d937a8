package dev.ondol.proof.statistics;

import dev.ondol.proof.statistics.BlockBootstrap.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One saving per unit of useful work, percent; below 0 where more was used.
///
/// @param policy      that is to save
/// @param baseline    that it is compared with
/// @param percent     over all days
/// @param low         lower end of the 95 % interval
/// @param high        upper end of the 95 % interval
/// @param worst       of the weeks the one with the least saving
/// @param worstWeek   which one
/// @param byWeek      saving of each week and seed
/// @param days        pairs of days
public record Saving(String policy, String baseline, double percent, double low, double high, double worst,
        String worstWeek, Map<String, Double> byWeek, int days) {
    /// @throws IllegalArgumentException if there are no days
    static Saving of(String policy, String baseline, List<Pair> days, BlockBootstrap bootstrap) {
        if (days.isEmpty()) {
            throw new IllegalArgumentException(
                    "The policies %s and %s have no days in common.".formatted(policy, baseline));
        }
        Map<String, Double> byWeek = new TreeMap<>();
        days.stream().collect(Collectors.groupingBy(Pair::stratum))
                .forEach((week, of) -> byWeek.put(week, Pair.savingPercent(of)));
        Map.Entry<String, Double> worst = byWeek.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
        Interval interval = bootstrap.interval(days);
        return new Saving(policy, baseline, Pair.savingPercent(days), interval.low(), interval.high(),
                worst.getValue(), worst.getKey(), byWeek, days.size());
    }
}
