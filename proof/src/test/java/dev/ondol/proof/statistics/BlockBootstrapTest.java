package dev.ondol.proof.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.proof.statistics.BlockBootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {
    private final BlockBootstrap bootstrap = new BlockBootstrap(4_000, 1);

    private static List<Pair> days(int count, double sigma, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pair> days = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            days.add(new Pair("week", 80 + sigma * random.nextGaussian(), 1, 100, 1));
        }
        return days;
    }

    @Test
    void daysThatAllSaveTheSameHaveNoWidth() {
        Interval interval = bootstrap.interval(days(28, 0, 1));
        assertThat(interval.low()).isCloseTo(20, within(1e-9));
        assertThat(interval.high()).isCloseTo(20, within(1e-9));
    }

    @Test
    void theWidthIsThatOfTheMeanOfIndependentDays() {
        // The saving is the mean of independent days with deviation 5: 1.96 x 5 / sqrt(100) on either side.
        Interval interval = bootstrap.interval(days(100, 5, 7));
        assertThat((interval.high() - interval.low()) / 2).isCloseTo(0.98, within(0.2));
    }

    @Test
    void nineteenOfTwentyIntervalsHoldTheTruth() {
        int holding = 0;
        for (int trial = 0; trial < 400; trial++) {
            Interval interval = new BlockBootstrap(400, trial).interval(days(56, 5, 1_000 + trial));
            holding += interval.low() <= 20 && 20 <= interval.high() ? 1 : 0;
        }
        assertThat(holding / 400.0).isBetween(0.90, 0.98);
    }

    @Test
    void whatBothPoliciesShareMakesNoWidth() {
        // A hot day costs both policies five times as much: paired, the saving is 20 % on each day.
        List<Pair> days = List.of(new Pair("week", 80, 1, 100, 1), new Pair("week", 400, 1, 500, 1), new Pair("week",
                8, 1, 10, 1));
        Interval interval = bootstrap.interval(days);
        assertThat(interval.high() - interval.low()).isLessThan(1e-9);
    }

    @Test
    void daysAreDrawnWithinTheirWeek() {
        // Between the weeks savings differ, within each they do not: the weeks were chosen, so there is no width.
        List<Pair> days = List.of(new Pair("cold", 50, 1, 100, 1), new Pair("cold", 50, 1, 100, 1), new Pair("hot",
                90, 1, 100, 1), new Pair("hot", 90, 1, 100, 1));
        Interval interval = bootstrap.interval(days);
        assertThat(interval.low()).isCloseTo(30, within(1e-9));
        assertThat(interval.high()).isCloseTo(30, within(1e-9));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        assertThat(new BlockBootstrap(500, 3).interval(days(20, 5, 2))).isEqualTo(new BlockBootstrap(500, 3).interval(
                days(20, 5, 2))).isNotEqualTo(new BlockBootstrap(500, 4).interval(days(20, 5, 2)));
    }

    @Test
    void quantilesAreLinearBetweenValues() {
        assertThat(BlockBootstrap.quantile(new double[]{0, 10, 20}, 0.25)).isEqualTo(5);
        assertThat(BlockBootstrap.quantile(new double[]{7}, 0.975)).isEqualTo(7);
    }
}
