package dev.ondol.simulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.facility.workload.PowerProfiles;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ItLoadTest {
    private static final GpuResponse PUBLISHED = new GpuResponse(ProfileErrors.NONE);
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    private final ItLoad it = new ItLoad(SITE);

    private int node(String model) {
        for (int i = 0; i < it.nodes(); i++) {
            if (it.type(i).gpuModel().equals(model)) {
                return i;
            }
        }
        throw new AssertionError(model);
    }

    @Test
    void has_the_nodes_of_the_site() {
        int gpus = 0;
        for (int i = 0; i < it.nodes(); i++) {
            gpus += it.freeGpus(i);
            assertThat(it.nodeIndex(it.nodeName(i))).isEqualTo(i);
        }
        assertThat(gpus).isEqualTo(SITE.gpus()).isEqualTo(8576);
        assertThat(it.nodeIndex("node-nowhere")).isEqualTo(-1);
    }

    @Test
    void node_power_is_idle_busy_or_decode_power_of_its_type() {
        int node = node("H200");
        NodeType type = it.type(node);
        assertThat(it.nodePowerW(node)).isCloseTo(type.idleFraction() * type.nameplateW(), within(1e-6));
        it.start(node, 8, JobClass.TRAINING);
        assertThat(it.nodePowerW(node)).isCloseTo(type.busyFraction() * type.nameplateW(), within(1e-6));
        it.end(node, 8, JobClass.TRAINING);
        it.start(node, 8, JobClass.DECODE);
        assertThat(it.nodePowerW(node)).isCloseTo(type.decodeFraction() * type.nameplateW(), within(1e-6));
        it.start(node, 0, JobClass.BATCH);
        assertThat(it.freeGpus(node)).isZero();
    }

    @Test
    void profiles_act_on_the_gpu_share_as_their_tables_say() {
        int node = node("GB200");
        NodeType type = it.type(node);
        double busyW = type.busyFraction() * type.nameplateW();
        it.start(node, 4, JobClass.TRAINING);
        for (PowerProfile profile : PowerProfiles.of(JobClass.TRAINING)) {
            it.powerCap(node, profile.setting());
            double expected = busyW * (1 - type.gpuShare() * (1 - profile.gpuPower()));
            assertThat(it.nodePowerW(node)).as(profile.id()).isCloseTo(expected, within(1e-6));
            assertThat(it.throughput(node, JobClass.TRAINING)).isCloseTo(profile.throughput(), within(1e-9));
        }
        for (PowerProfile profile : PowerProfiles.of(JobClass.DECODE)) {
            it.gpuClock(node, profile.setting());
            assertThat(it.throughput(node, JobClass.DECODE)).isCloseTo(profile.throughput(), within(1e-9));
        }
        for (PowerProfile profile : PowerProfiles.of(JobClass.PREFILL)) {
            it.powerCap(node, 100);
            it.gpuClock(node, profile.setting());
            assertThat(it.throughput(node, JobClass.PREFILL)).isCloseTo(profile.throughput(), within(1e-9));
        }
    }

    @Test
    void throughput_and_power_never_fall_when_cap_or_clock_rises() {
        for (JobClass jobClass : JobClass.values()) {
            double throughput = 0;
            double power = 0;
            for (double percent = 50; percent <= 100; percent += 0.5) {
                double nextThroughput = PUBLISHED.throughput(Work.typical(jobClass), percent, 100);
                double nextPower = PUBLISHED.power(Work.typical(jobClass), percent, 100);
                assertThat(nextThroughput).isGreaterThanOrEqualTo(throughput).isBetween(0.3, 1.0);
                assertThat(nextPower).isGreaterThanOrEqualTo(power).isBetween(0.3, 1.0);
                throughput = nextThroughput;
                power = nextPower;
            }
            double clockThroughput = 0;
            for (double percent = 50; percent <= 100; percent += 0.5) {
                double next = PUBLISHED.throughput(Work.typical(jobClass), 100, percent);
                assertThat(next).isGreaterThanOrEqualTo(clockThroughput);
                clockThroughput = next;
            }
        }
    }

    @Test
    void rack_power_is_the_sum_of_its_nodes_through_any_history() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        JobClass[] classes = JobClass.values();
        int[][] held = new int[it.nodes()][classes.length];
        for (int i = 0; i < 20_000; i++) {
            int node = random.nextInt(it.nodes());
            int c = random.nextInt(classes.length);
            if (random.nextBoolean() && it.freeGpus(node) > 0) {
                int gpus = 1 + random.nextInt(it.freeGpus(node));
                it.start(node, gpus, classes[c]);
                held[node][c] += gpus;
            } else if (held[node][c] > 0) {
                it.end(node, held[node][c], classes[c]);
                held[node][c] = 0;
            }
            it.powerCap(node, random.nextDouble(40, 110));
            it.inlet(random.nextInt(it.racks()), random.nextDouble(15, 35));
        }
        it.coolant(0, 5);
        double[] byRack = new double[it.racks()];
        for (int node = 0; node < it.nodes(); node++) {
            byRack[it.rackOf(node)] += it.nodePowerW(node);
        }
        for (int rack = 0; rack < it.racks(); rack++) {
            if (byRack[rack] > 0) {
                assertThat(it.rackPowerW(rack)).as("seed %d, rack %d", seed, rack).isCloseTo(byRack[rack],
                        within(1e-6 * byRack[rack]));
            }
        }
    }

    @Test
    void refuses_more_gpus_than_there_are() {
        int node = node("L40S");
        assertThatThrownBy(() -> it.start(node, 9, JobClass.BATCH)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gpus (9)");
        assertThatThrownBy(() -> it.end(node, 1, JobClass.BATCH)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void warm_inlet_costs_what_was_measured_on_whole_servers() {
        for (JobClass jobClass : new JobClass[]{JobClass.TRAINING, JobClass.DECODE}) {
            int node = node("H200");
            ItLoad fresh = new ItLoad(SITE);
            fresh.start(node, 8, jobClass);
            int rack = fresh.rackOf(node);
            fresh.inlet(rack, 23);
            double cool = fresh.nodePowerW(node);
            fresh.inlet(rack, 30);
            double perKelvin = (fresh.nodePowerW(node) / cool - 1) / 7;
            assertThat(perKelvin).as(jobClass.name()).isBetween(0.0035, 0.005);
        }
    }
}
