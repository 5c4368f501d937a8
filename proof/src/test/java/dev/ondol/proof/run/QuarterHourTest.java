package dev.ondol.proof.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuarterHourTest {
    private static final long NINE = 9 * 60 * QuarterHour.MINUTE_MILLIS;
    private final QuarterHour demand = new QuarterHour();

    private double[] minutes(int from, double... kw) {
        double[] means = new double[kw.length];
        for (int i = 0; i < kw.length; i++) {
            means[i] = demand.minute(NINE + (from + i) * QuarterHour.MINUTE_MILLIS, kw[i]);
        }
        return means;
    }

    @Test
    void aHighMinuteCountsAsAFifteenthOfItsQuarter() {
        double[] means = minutes(0, 100, 100, 100, 100, 100, 100, 250, 100, 100, 100, 100, 100, 100, 100, 100, 40);
        assertThat(means[14]).isEqualTo(110);
        assertThat(means[13]).isZero();
        assertThat(means[15]).isZero();
    }

    @Test
    void aQuarterWhoseBeginningWasNotMeteredDoesNotCount() {
        assertThat(minutes(8, 900, 900, 900, 900, 900, 900, 900)).containsOnly(0);
        assertThat(minutes(15, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60)[14]).isEqualTo(60);
    }
}
