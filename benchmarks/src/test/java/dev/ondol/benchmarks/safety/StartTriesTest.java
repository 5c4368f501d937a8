package dev.ondol.benchmarks.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartTriesTest {
    @Test
    void noCrowdOfJobsStartsWithALargerStepThanSuppliesCanFollow() {
        Tried tried = StartTries.run(Long.getLong("ondol.seed", 20_261_129), 1_000);
        assertThat(tried.tries()).isGreaterThanOrEqualTo(1_000);
        assertThat(tried.violations()).as(tried.toString()).isZero();
    }
}
