package dev.ondol.optimizer.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownOutcomesTest {
    private final KnownOutcomes known = new KnownOutcomes();
    private final long[] heat = {600_000, 1_200_000};
    private final double[] setpoints = {24, 18.5};

    @Test
    void onlyTheSameHeatAndSetpointsAreKnown() {
        StageOutcome outcome = new StageOutcome(1, 2, 3, 4, 5);
        assertThat(known.find(heat, setpoints)).isNull();
        known.keep(heat, setpoints, outcome);
        assertThat(known.find(heat.clone(), setpoints.clone())).isSameAs(outcome);
        assertThat(known.find(new long[]{600_000, 1_200_001}, setpoints)).isNull();
        assertThat(known.find(heat, new double[]{24, Math.nextUp(18.5)})).isNull();
    }

    @Test
    void whatIsKeptDoesNotFollowTheArraysOfTheOneWhoAsks() {
        known.keep(heat, setpoints, new StageOutcome(1, 0, 0, 0, 0));
        heat[0]++;
        assertThat(known.find(heat, setpoints)).isNull();
    }

    /// Far more than there are places: whatever falls on the place of another one may be forgotten, never taken for it.
    @Test
    void nothingIsTakenForSomethingElse() {
        long seed = Long.getLong("ondol.seed", 11);
        SplittableRandom random = new SplittableRandom(seed);
        int found = 0;
        for (int i = 0; i < 50_000; i++) {
            int which = random.nextInt(2_000);
            long[] of = {which % 50, which / 50};
            StageOutcome outcome = known.find(of, setpoints);
            if (outcome == null) {
                known.keep(of, setpoints, new StageOutcome(which, 0, 0, 0, 0));
            } else {
                found++;
                assertThat(outcome.energyWh()).as("seed %d, step %d", seed, i).isEqualTo(which);
            }
        }
        assertThat(found).as("seed %d", seed).isPositive();
    }
}
