package dev.ondol.optimizer.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PowerProfile;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ClockSearchTest {
    private static final int REPLICAS = 12;
    private static final int HOURS_OF_MINUTES = 4 * 60;

    private final Set<String> tried = new HashSet<>();
    private double slowestTrial = 1;

    /// Replicas tell the pace of the clock that each runs under, minute by minute.
    private ClockSearch run(JobClass service, DoubleUnaryOperator pace, double noise, long seed) {
        ClockSearch search = new ClockSearch(service);
        Random random = new Random(seed);
        for (int minute = 0; minute < HOURS_OF_MINUTES; minute++) {
            for (int i = 0; i < REPLICAS; i++) {
                String job = "replica-" + i;
                PowerProfile profile = search.tries(job) ? search.trial() : search.profile();
                slowestTrial = Math.min(slowestTrial, pace.applyAsDouble(profile.setting()));
                search.told(job, (2 + i) * pace.applyAsDouble(profile.setting()) * (1 + noise * random.nextGaussian()),
                        profile.kind() == PowerProfile.Kind.NONE);
            }
            search.decide();
            if (search.wantsProbes()) {
                Set<String> able = new HashSet<>();
                for (int i = 0; i < REPLICAS && able.size() < ClockSearch.MOST_PROBES; i++) {
                    if (search.knows("replica-" + i)) {
                        able.add("replica-" + i);
                    }
                }
                if (able.size() >= ClockSearch.LEAST_PROBES) {
                    search.probes(able);
                    tried.addAll(able);
                }
            }
        }
        return search;
    }

    /// Slows little at first and more the deeper, as decode does.
    private static DoubleUnaryOperator bending(double lossAt75) {
        return clock -> 1 - lossAt75 * Math.pow((100 - clock) / 25, 1.5);
    }

    @Test
    void aServiceThatKeepsItsLevelAtTheTightestClockIsLockedToIt() {
        assertThat(run(JobClass.DECODE, bending(0.02), 0, 1).profile().setting()).isEqualTo(75);
    }

    @Test
    void aServiceThatIsSlowerThanTheTableSaysGetsAGentlerClockThatStillSaves() {
        ClockSearch search = run(JobClass.DECODE, bending(0.06), 0, 1);
        assertThat(search.profile().setting()).isBetween(80.0, 90.0);
        assertThat(bending(0.06).applyAsDouble(search.profile().setting())).isGreaterThan(0.97);
    }

    @Test
    void whoTriesAServiceLikeTheTablesOrATenthSlowerKeepsItsLevelAllTheWhile() {
        for (double factor : new double[]{0.9, 1, 1.1}) {
            for (long seed = 0; seed < 20; seed++) {
                slowestTrial = 1;
                run(JobClass.PREFILL, clock -> 1 - factor * 0.002 * (100 - clock), 0.01, seed);
                assertThat(slowestTrial).as("factor %s, seed %d", factor, seed).isGreaterThanOrEqualTo(0.99);
                slowestTrial = 1;
                run(JobClass.DECODE, clock -> 1 - factor * (clock > 85
                        ? (100 - clock) / 1500
                        : 0.01 + (85 - clock) / 500), 0.01, seed);
                assertThat(slowestTrial).as("factor %s, seed %d", factor, seed).isGreaterThanOrEqualTo(0.97);
            }
        }
    }

    @Test
    void aServiceThatAnyClockSlowsTooMuchStaysUncapped() {
        assertThat(run(JobClass.PREFILL, clock -> clock < 100 ? 0.95 : 1, 0, 1).profile()).isEqualTo(
                PowerProfile.UNCAPPED);
    }

    @Test
    void whateverTheServiceAndTheNoiseItKeepsItsLevelAndOnlyAFewReplicasTry() {
        long seed = Long.getLong("ondol.seed", 6);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            JobClass service = random.nextBoolean() ? JobClass.DECODE : JobClass.PREFILL;
            DoubleUnaryOperator pace = bending(0.15 * random.nextDouble());
            tried.clear();
            ClockSearch search = run(service, pace, 0.01, round);
            double least = service == JobClass.DECODE ? 0.97 : 0.99;
            assertThat(pace.applyAsDouble(search.profile().setting())).as("seed %d, round %d, %s", seed, round, search
                    .profile()).isGreaterThanOrEqualTo(least);
            assertThat(tried).hasSizeLessThanOrEqualTo(ClockSearch.MOST_PROBES);
        }
    }

    @Test
    void aReplicaWhoseNodeOthersHaveComeToTellsNothingMoreAndOthersTryInItsPlace() {
        ClockSearch search = new ClockSearch(JobClass.DECODE);
        for (int minute = 0; minute < 15; minute++) {
            for (String job : Set.of("a", "b", "c", "d")) {
                search.told(job, 1, true);
            }
        }
        search.probes(Set.of("a", "b", "c"));
        search.keepOnly(Set.of("a", "b", "c", "d"), Set.of("a", "b"));
        assertThat(search.tries("c")).isFalse();
        assertThat(search.wantsProbes()).isTrue();
        for (int minute = 0; minute < 60; minute++) {
            search.told("a", 1, false);
            search.told("b", 1, false);
            search.decide();
        }
        assertThat(search.profile()).as("two replicas are too few to believe").isEqualTo(PowerProfile.UNCAPPED);
    }
}
