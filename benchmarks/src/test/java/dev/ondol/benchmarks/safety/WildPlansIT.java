package dev.ondol.benchmarks.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a broken planner can do to the plant: nothing.
class WildPlansIT {
    private static final Logger LOG = LoggerFactory.getLogger(WildPlansIT.class);
    private static final long PLANS = Boolean.getBoolean("ondol.full") ? 1_000_000 : 10_000;

    @Test
    @Tag("R17")
    void noPlanHoweverWildBreaksABoundOrASlewLimitAtThePlant() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        WildPlans.Outcome outcome = WildPlans.run(seed, PLANS);
        assertThat(outcome.tried().violations()).as("seed %d: %s", seed, outcome.tried()).isZero();
        assertThat(outcome.writes()).as("something reached the plant").isGreaterThan(PLANS / 20);
        LOG.info(
                "| R17 | {} wild plans, {} writes that reached the simulated plant: no bound and no slew limit broken | seed {} |",
                "%,d".formatted(outcome.plans()), "%,d".formatted(outcome.writes()), seed);
    }
}
