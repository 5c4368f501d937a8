package dev.ondol.proof.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Interval of a saving by resampling whole days in pairs (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapters
/// 8 and 13: blocks and percentile intervals). A day of one policy stays with the same day of the other; days are drawn
/// within their week, because the weeks were chosen and not drawn. What one day hands on to the next is lost, so blocks of a
/// day give intervals that are a little too narrow where jobs run for longer than a day. Deterministic for a seed.
public final class BlockBootstrap {
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private final int resamples;
    private final long seed;

    public BlockBootstrap(int resamples, long seed) {
        if (resamples < 1) {
            throw new IllegalArgumentException("The resamples (%d) must be positive.".formatted(resamples));
        }
        this.resamples = resamples;
        this.seed = seed;
    }

    /// An interval that holds 95 % of the resampled savings.
    ///
    /// @param low  percent
    /// @param high percent
    public record Interval(double low, double high) {}

    /// The 95 % interval of the saving of these days.
    public Interval interval(List<Pair> days) {
        Map<String, List<Pair>> weeks = new TreeMap<>();
        for (Pair day : days) {
            weeks.computeIfAbsent(day.stratum(), ignored -> new ArrayList<>()).add(day);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] savings = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            Pair.Sum sum = new Pair.Sum();
            for (List<Pair> week : weeks.values()) {
                for (int draw = 0; draw < week.size(); draw++) {
                    sum.add(week.get(random.nextInt(week.size())));
                }
            }
            savings[i] = sum.savingPercent();
        }
        Arrays.sort(savings);
        return new Interval(quantile(savings, LOW), quantile(savings, HIGH));
    }

    /// Linear between order statistics.
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
