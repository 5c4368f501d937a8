package dev.ondol.simulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A slowed node pays its fixed power for the longer run.
class SlowedNodeTest {
    private static final GpuResponse PUBLISHED = new GpuResponse(ProfileErrors.NONE);
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    private final ItLoad it = new ItLoad(SITE);

    @Test
    void energyOfAJobIsGpuEnergyPerWorkAndFixedPowerForItsLongerRun() {
        long seed = Long.getLong("ondol.seed", 21);
        SplittableRandom random = new SplittableRandom(seed);
        JobClass[] classes = JobClass.values();
        for (int round = 0; round < 2_000; round++) {
            int node = random.nextInt(it.nodes());
            NodeType type = it.type(node);
            Work work = Work.of(classes[random.nextInt(classes.length)], "job-" + random.nextInt(10_000));
            it.start(node, type.gpus(), work);
            it.powerCap(node, 100);
            it.gpuClock(node, 100);
            double uncappedW = it.nodePowerW(node);
            double gpuW = uncappedW * type.gpuShare();
            double fixedW = uncappedW - gpuW;
            it.powerCap(node, random.nextDouble(50, 100));
            it.gpuClock(node, random.nextDouble(50, 100));
            double throughput = it.throughput(node, work);
            double energyPerWork = it.nodePowerW(node) / throughput;
            double gpuEnergy = PUBLISHED.power(work, it.powerCap(node), it.gpuClock(node)) / throughput * gpuW;
            String what = "seed %d, round %d, %s".formatted(seed, round, work);
            if (it.nodePowerW(node) > type.idleFraction() * type.nameplateW() * (1 + 1e-9)) {
                assertThat(energyPerWork).as(what).isCloseTo(fixedW / throughput + gpuEnergy,
                        within(1e-9 * uncappedW));
            } else {
                assertThat(energyPerWork).as(what).isGreaterThanOrEqualTo(fixedW / throughput + gpuEnergy - 1e-6);
            }
            assertThat(energyPerWork - gpuEnergy).as(what).isGreaterThanOrEqualTo(fixedW * (1 - 1e-9));
            it.end(node, type.gpus(), work);
        }
    }

    @Test
    void theSavingOfAWholeNodeIsSmallerThanThatOfItsGpus() {
        int node = 0;
        for (double cap : new double[]{80, 70}) {
            double gpu = cap == 80 ? 0.877 : 0.812;
            it.start(node, it.type(node).gpus(), JobClass.TRAINING);
            it.powerCap(node, 100);
            double before = it.nodePowerW(node);
            it.powerCap(node, cap);
            double after = it.nodePowerW(node) / it.throughput(node, JobClass.TRAINING);
            double share = it.type(node).gpuShare();
            double throughput = it.throughput(node, JobClass.TRAINING);
            assertThat(after / before).isCloseTo((1 - share) / throughput + share * gpu, within(1e-9))
                    .isBetween(gpu + 0.03, 0.95);
            it.end(node, it.type(node).gpus(), JobClass.TRAINING);
        }
    }

    @Test
    void anEfficiencyProfileSlowsAllButPrefill() {
        it.efficiencyProfile(new EfficiencyProfile(0.97, 0.90));
        for (JobClass jobClass : JobClass.values()) {
            it.start(0, it.type(0).gpus(), jobClass);
            NodeType type = it.type(0);
            boolean prefill = jobClass == JobClass.PREFILL;
            double busy = jobClass == JobClass.DECODE ? type.decodeFraction() : type.busyFraction();
            double gpu = prefill ? 1 : 0.97 * 0.90;
            assertThat(it.throughput(0, jobClass)).isCloseTo(prefill ? 1 : 0.97, within(1e-12));
            assertThat(it.nodePowerW(0)).isCloseTo(type.nameplateW() * busy * (1 - type.gpuShare() * (1 - gpu)),
                    within(1e-6));
            it.powerCap(0, 70);
            if (jobClass == JobClass.TRAINING) {
                assertThat(it.throughput(0, jobClass)).as("the tighter rules").isCloseTo(0.914, within(1e-9));
            }
            it.powerCap(0, 100);
            it.end(0, type.gpus(), jobClass);
        }
    }
}
