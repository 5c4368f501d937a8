package dev.ondol.simulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.it.ProfileErrors.Deviation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProfileErrorsTest {
    private static final GpuResponse PUBLISHED = new GpuResponse(ProfileErrors.NONE);

    private static Deviation error(SplittableRandom random) {
        return new Deviation(random.nextDouble(-0.1, 0.1), random.nextDouble(-0.1, 0.1));
    }

    private static ProfileErrors errors(SplittableRandom random) {
        return new ProfileErrors(error(random), error(random), error(random), error(random), error(random), error(
                random));
    }

    @Test
    void noProfileIsFasterThanUncappedAndNoTighterOneFasterThanAGentlerOneHoweverTheTablesErr() {
        long seed = Long.getLong("ondol.seed", 31);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            GpuResponse real = new GpuResponse(errors(random));
            for (JobClass jobClass : JobClass.values()) {
                Work work = Work.of(jobClass, "job-" + random.nextInt(10_000));
                String what = "seed %d, round %d, %s".formatted(seed, round, work);
                double[] before = new double[4];
                for (double percent = 50; percent <= 100; percent += 2.5) {
                    double[] now = {real.throughput(work, percent, 100), real.power(work, percent, 100),
                            real.throughput(work, 100, percent), real.power(work, 100, percent)};
                    for (int i = 0; i < now.length; i++) {
                        assertThat(now[i]).as(what).isBetween(before[i], 1.0);
                    }
                    before = now;
                }
                assertThat(before).as(what).containsOnly(1);
            }
        }
    }

    @Test
    void figuresAreOffByNoMoreThanTheErrorAndReallyAreOff() {
        SplittableRandom random = new SplittableRandom(5);
        int off = 0;
        for (int round = 0; round < 300; round++) {
            GpuResponse real = new GpuResponse(errors(random));
            for (double percent : new double[]{50, 75, 85}) {
                Work work = Work.typical(JobClass.DECODE);
                double said = PUBLISHED.throughput(work, 100, percent);
                double is = real.throughput(work, 100, percent);
                assertThat(Math.abs(is / said - 1)).isLessThanOrEqualTo(0.1);
                double energySaid = PUBLISHED.power(work, 100, percent) / said;
                double energyIs = real.power(work, 100, percent) / is;
                assertThat(Math.abs(energyIs / energySaid - 1)).isLessThanOrEqualTo(0.1);
                off += Math.abs(is / said - 1) > 0.005 && Math.abs(energyIs / energySaid - 1) > 0.005 ? 1 : 0;
            }
        }
        assertThat(off).isGreaterThan(400);
    }

    @Test
    void anErrorIsWholeAtTheDeepestSettingAndHalfHalfWay() {
        Deviation slow = new Deviation(-0.1, 0.08);
        GpuResponse real = new GpuResponse(
                new ProfileErrors(Deviation.NONE, Deviation.NONE, Deviation.NONE, Deviation.NONE, slow,
                        Deviation.NONE));
        Work decode = Work.typical(JobClass.DECODE);
        assertThat(real.throughput(decode, 100, 50)).isCloseTo(0.85 * 0.9, within(1e-12));
        assertThat(real.throughput(decode, 100, 75)).isCloseTo(0.97 * 0.95, within(1e-12));
        assertThat(real.power(decode, 100, 50) / real.throughput(decode, 100, 50)).isCloseTo(0.64 / 0.85 * 1.08, within(
                1e-12));
        assertThat(real.throughput(Work.typical(JobClass.PREFILL), 100, 75)).as("another class").isEqualTo(0.82);
    }

    @Test
    void aVendorsProfileErrsTooButIsNeverSwitchedOnDeeperThanDecodeAllows() {
        EfficiencyProfile published = new EfficiencyProfile(0.97, 0.90);
        EfficiencyProfile slow = vendor(-0.1, 0.1).real(published);
        EfficiencyProfile fast = vendor(0.1, -0.1).real(published);
        assertThat(slow.throughput()).isEqualTo(0.97);
        assertThat(slow.gpuEnergyPerWork()).isCloseTo(0.927, within(1e-12));
        assertThat(fast.throughput()).isCloseTo(0.9991, within(1e-12));
        assertThat(fast.gpuEnergyPerWork()).isCloseTo(0.873, within(1e-12));
        assertThat(vendor(-0.1, 0.1).real(EfficiencyProfile.NONE)).isEqualTo(EfficiencyProfile.NONE);
    }

    private static ProfileErrors vendor(double throughput, double energy) {
        return new ProfileErrors(Deviation.NONE, Deviation.NONE, Deviation.NONE, Deviation.NONE, Deviation.NONE,
                new Deviation(throughput,
                        energy));
    }

    @Test
    void serversOfARealPlantAnswerAsTheyAreNotAsPublished() {
        ItLoad it = new ItLoad(SiteReader.builtIn("kr-edge").orElseThrow());
        it.start(0, it.type(0).gpus(), JobClass.DECODE);
        it.gpuClock(0, 75);
        double said = it.nodePowerW(0);
        assertThat(it.throughput(0, JobClass.DECODE)).isCloseTo(0.97, within(1e-12));
        it.profileErrors(new ProfileErrors(Deviation.NONE, Deviation.NONE, Deviation.NONE, Deviation.NONE,
                new Deviation(-0.1, 0.1),
                Deviation.NONE));
        assertThat(it.throughput(0, JobClass.DECODE)).isCloseTo(0.97 * 0.95, within(1e-12));
        double slower = it.nodePowerW(0);
        assertThat(slower).isNotEqualTo(said);
    }

    @Test
    void errorsBeyondHalfAreRefused() {
        assertThatThrownBy(() -> new Deviation(0.6, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Deviation(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
