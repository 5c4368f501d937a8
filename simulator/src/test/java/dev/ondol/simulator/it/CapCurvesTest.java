package dev.ondol.simulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PowerProfiles;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapCurvesTest {
    private static final GpuResponse PUBLISHED = new GpuResponse(ProfileErrors.NONE);
    private static final int JOBS = 20_000;

    private static double[] ofJobs(double cap, boolean energy) {
        return IntStream.range(0, JOBS).mapToObj(n -> Work.of(JobClass.TRAINING, "training-h200-19723-" + n))
                .mapToDouble(work -> {
                    double throughput = PUBLISHED.throughput(work, cap, 100);
                    return energy ? PUBLISHED.power(work, cap, 100) / throughput : throughput;
                }).toArray();
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void atTheCapOfTrainingEveryJobKeepsItsServiceLevelAndAtOneLowerNotEveryOne() {
        double training = PowerProfiles.of(JobClass.TRAINING).get(1).setting();
        assertThat(slowest(training)).isGreaterThan(1 / 1.10);
        assertThat(slowest(training - 4)).isLessThan(1 / 1.10);
    }

    private static double slowest(double cap) {
        return IntStream.range(1, CapCurves.count()).mapToDouble(curve -> CapCurves.of(curve).throughput(cap)).min()
                .orElseThrow();
    }

    @Test
    void jobsHaveTheMeanOfTheProfileTables() {
        double[][] table = {{80, 0.953, 0.877}, {70, 0.914, 0.812}, {90, 0.985, 0.945}, {60, 0.856, 0.764},
                {50, 0.749, 0.745}};
        for (double[] row : table) {
            assertThat(mean(ofJobs(row[0], false))).as("throughput at %s", row[0]).isCloseTo(row[1], within(0.002));
            assertThat(mean(ofJobs(row[0], true))).as("energy per work at %s", row[0]).isCloseTo(row[2], within(0.004));
        }
    }

    @Test
    void littleMoreThanHalfOfTheJobsKeepTheirServiceLevelAtSeventyPercent() {
        double kept = IntStream.range(0, JOBS).filter(n -> PUBLISHED.throughput(
                Work.of(JobClass.TRAINING, "training-h200-19723-" + n), 70, 100) >= 1 / 1.10).count();
        assertThat(kept / JOBS).isBetween(0.50, 0.60);
        double keptAt80 = IntStream.range(0, JOBS).filter(n -> PUBLISHED.throughput(
                Work.of(JobClass.TRAINING, "training-h200-19723-" + n), 80, 100) >= 1 / 1.10).count();
        assertThat(keptAt80 / JOBS).isGreaterThan(0.95);
    }

    @Test
    void theSpreadIsTheMeasuredOne() {
        double[] sorted = IntStream.range(0, JOBS).mapToDouble(n -> ofJob(n, 50)).sorted().toArray();
        assertThat(sorted[JOBS / 10]).as("tenth percentile at half the power; V100 alone: 0.648").isBetween(0.59, 0.66);
        assertThat(sorted[JOBS * 9 / 10]).isBetween(0.84, 0.93);
    }

    private static double ofJob(int n, double cap) {
        return PUBLISHED.throughput(Work.of(JobClass.TRAINING, "j" + n), cap, 100);
    }

    @Test
    void everyCurveRisesWithTheCapAndEndsAtOne() {
        assertThat(CapCurves.count()).isEqualTo(66);
        for (int curve = 0; curve < CapCurves.count(); curve++) {
            double throughput = 0;
            double power = 0;
            for (double cap = 50; cap <= 100; cap += 0.5) {
                assertThat(CapCurves.of(curve).throughput(cap)).as("curve %d at %s", curve, cap)
                        .isGreaterThanOrEqualTo(throughput).isBetween(0.5, 1.0);
                assertThat(CapCurves.of(curve).power(cap)).as("curve %d at %s", curve, cap)
                        .isGreaterThanOrEqualTo(power)
                        .isBetween(0.4, 1.0);
                throughput = CapCurves.of(curve).throughput(cap);
                power = CapCurves.of(curve).power(cap);
            }
            assertThat(throughput).isEqualTo(1);
            assertThat(power).isEqualTo(1);
        }
    }

    @Test
    void aJobDrawsTheSameCurveEachTimeAndAllCurvesAreDrawn() {
        assertThat(Work.of(JobClass.BATCH, "batch-h200-1-7")).isEqualTo(Work.of(JobClass.BATCH, "batch-h200-1-7"));
        assertThat(IntStream.range(0, 2_000).map(n -> CapCurves.ofJob("training-gb200-19723-" + n)).distinct().count())
                .isEqualTo(CapCurves.count() - 1);
        assertThat(Work.of(JobClass.DECODE, "x")).isEqualTo(Work.typical(JobClass.DECODE));
    }
}
