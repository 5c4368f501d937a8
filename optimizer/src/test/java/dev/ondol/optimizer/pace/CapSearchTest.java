package dev.ondol.optimizer.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CapSearchTest {
    private static final int HOURS_OF_MINUTES = 8 * 60;

    /// Tells the pace of the cap in force, minute by minute.
    private static CapSearch run(IntToDoubleFunction pace, double noise, long seed) {
        CapSearch search = new CapSearch();
        Random random = new Random(seed);
        for (int minute = 0; minute < HOURS_OF_MINUTES; minute++) {
            search.told(7.3 * pace.applyAsDouble(search.cap()) * (1 + noise * random.nextGaussian()));
        }
        return search;
    }

    /// Throughput that falls by a slope for each percent of cap.
    private static IntToDoubleFunction falling(double slope) {
        return cap -> 1 - slope * (100 - cap);
    }

    @Test
    void aJobThatHardlySlowsGoesToTheTightestCap() {
        assertThat(run(falling(0.001), 0, 1).cap()).isEqualTo(CapSearch.TIGHTEST);
    }

    @Test
    void aJobThatSlowsAtSeventyPercentStaysOneStepAbove() {
        CapSearch search = run(cap -> cap == 100 ? 1 : cap > 70 ? 0.97 : 0.90, 0, 1);
        assertThat(search.cap()).isEqualTo(75);
        assertThat(search.pace()).isCloseTo(0.97, within(1e-9));
    }

    @Test
    void aJobThatSlowsWithEveryCapEndsUncapped() {
        assertThat(run(cap -> cap == 100 ? 1 : 0.85, 0, 1).cap()).isEqualTo(CapSearch.UNCAPPED);
    }

    @Test
    void aJobThatBecomesSlowerLaterGetsALooserCap() {
        CapSearch search = run(falling(0.001), 0, 1);
        for (int minute = 0; minute < 60; minute++) {
            search.told(7.3 * (search.cap() < 80 ? 0.8 : 1));
        }
        assertThat(search.cap()).isGreaterThanOrEqualTo(80);
    }

    @Test
    void whateverTheJobAndTheNoiseItKeepsItsLevel() {
        Random random = new Random(4);
        for (int job = 0; job < 500; job++) {
            IntToDoubleFunction pace = falling(0.02 * random.nextDouble());
            CapSearch search = run(pace, 0.01, job);
            assertThat(pace.applyAsDouble(search.cap())).as("job %d", job).isGreaterThan(1 / 1.10);
        }
    }
}
