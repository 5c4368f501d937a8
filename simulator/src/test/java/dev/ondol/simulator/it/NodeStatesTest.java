package dev.ondol.simulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NodeStatesTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    private final ItLoad it = new ItLoad(SITE);
    private final NodeStates states = it.states();

    private int node(String model) {
        for (int i = 0; i < it.nodes(); i++) {
            if (it.type(i).gpuModel().equals(model)) {
                return i;
            }
        }
        throw new AssertionError(model);
    }

    private void minutes(double minutes) {
        for (int i = 0; i < minutes; i++) {
            it.advance(60);
        }
    }

    private double fraction(int node) {
        return it.nodePowerW(node) / it.type(node).nameplateW();
    }

    @Test
    void aParkedNodeStaysParkedForHalfAnHourAndWakesAtIdlePower() {
        for (String model : new String[]{"H200", "L40S", "GB200"}) {
            int node = node(model);
            int wakeMinutes = model.equals("GB200") ? 15 : 10;
            assertThat(fraction(node)).isCloseTo(0.24, within(1e-9));
            assertThat(states.park(node)).isTrue();
            assertThat(fraction(node)).isCloseTo(0.04, within(1e-9));
            minutes(29);
            assertThat(states.wake(node)).as("too early").isFalse();
            minutes(1);
            assertThat(states.wake(node)).isTrue();
            assertThat(states.of(node)).isEqualTo(NodeState.WAKING);
            assertThat(fraction(node)).isCloseTo(0.24, within(1e-9));
            minutes(wakeMinutes - 1);
            assertThat(states.of(node)).as(model).isEqualTo(NodeState.WAKING);
            minutes(1);
            assertThat(states.of(node)).as(model).isEqualTo(NodeState.IDLE);
        }
        assertThat(states.wakes()).isEqualTo(3);
    }

    @Test
    void aParkedOrWakingNodeTakesNoWork() {
        int node = node("H200");
        states.park(node);
        assertThatThrownBy(() -> it.start(node, 1, JobClass.BATCH)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PARKED");
        minutes(30);
        states.wake(node);
        assertThatThrownBy(() -> it.start(node, 1, JobClass.BATCH)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("WAKING");
        minutes(10);
        it.start(node, 1, JobClass.BATCH);
        assertThat(states.of(node)).isEqualTo(NodeState.BUSY);
    }

    @Test
    void aBusyNodeIsNeitherParkedNorPutToRest() {
        int node = node("H200");
        it.start(node, 1, JobClass.TRAINING);
        assertThat(states.park(node)).isFalse();
        assertThat(states.deepIdle(node)).isFalse();
        assertThat(states.wake(node)).isFalse();
        it.end(node, 1, JobClass.TRAINING);
        assertThat(states.of(node)).isEqualTo(NodeState.IDLE);
    }

    @Test
    void aDeepIdleNodeSavesAndTakesWorkAtOnce() {
        int node = node("L40S");
        assertThat(states.deepIdle(node)).isTrue();
        assertThat(fraction(node)).isCloseTo(0.16, within(1e-9));
        it.start(node, 8, JobClass.TRAINING);
        assertThat(fraction(node)).isCloseTo(0.79, within(1e-9));
        it.end(node, 8, JobClass.TRAINING);
        assertThat(fraction(node)).isCloseTo(0.24, within(1e-9));
        states.deepIdle(node);
        assertThat(states.rouse(node)).isTrue();
        states.deepIdle(node);
        assertThat(states.park(node)).as("parks from deep idle, too").isTrue();
    }

    @Test
    void aSiteMayParkAtOnePercent() {
        Site deep = withNodeTypes(SITE, 0.01);
        ItLoad parked = new ItLoad(deep);
        parked.states().park(0);
        assertThat(parked.nodePowerW(0) / parked.type(0).nameplateW()).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void energyOfAParkingIsWhatTheStatesCostForTheirTime() {
        int node = node("H200");
        double idleW = it.nodePowerW(node);
        double joules = 0;
        states.park(node);
        for (int minute = 0; minute < 60; minute++) {
            if (minute == 40) {
                states.wake(node);
            }
            joules += 60 * it.nodePowerW(node);
            it.advance(60);
        }
        double nameplateW = it.type(node).nameplateW();
        assertThat(joules).isCloseTo(nameplateW * 60 * (40 * 0.04 + 20 * 0.24), within(1e-3));
        assertThat(joules).isLessThan(idleW * 3600);
        assertThat(states.nodeHours(NodeState.PARKED)).isCloseTo(40 / 60.0, within(1e-9));
        assertThat(states.nodeHours(NodeState.WAKING)).isCloseTo(10 / 60.0, within(1e-9));
    }

    @Test
    void leafSwitchesGoDarkOnlyWherePermittedAndAllNodesOfTheRackAreParked() {
        double before = sitePowerW();
        int rack = it.rackOf(node("H200"));
        for (int node = 0; node < it.nodes(); node++) {
            if (it.rackOf(node) == rack) {
                states.park(node);
            }
        }
        double nodesParked = sitePowerW();
        assertThat(before - nodesParked).isCloseTo(4 * 10_200 * 0.2, within(1e-3));
        it.serviceRacks().parkLeafSwitches(true);
        double leavesW = 120 * 8_000 * 0.72 * 0.4;
        assertThat(nodesParked - sitePowerW()).as("0.9 of the rack's share of the leaves")
                .isCloseTo(0.9 * leavesW * 32 / 8_576, within(1e-3));
        minutes(30);
        states.wake(node("H200"));
        assertThat(sitePowerW()).isCloseTo(nodesParked + 10_200 * 0.2, within(1e-3));
    }

    @Test
    void countsAndNodeHoursAddUpThroughAnyHistory() {
        long seed = Long.getLong("ondol.seed", 5);
        SplittableRandom random = new SplittableRandom(seed);
        int[] held = new int[it.nodes()];
        double hours = 0;
        for (int i = 0; i < 20_000; i++) {
            int node = random.nextInt(200);
            switch (random.nextInt(6)) {
                case 0 -> states.park(node);
                case 1 -> states.wake(node);
                case 2 -> states.deepIdle(node);
                case 3 -> states.rouse(node);
                case 4 -> {
                    if (states.takesJobs(node) && it.freeGpus(node) > 0) {
                        it.start(node, 1, Work.of(JobClass.TRAINING, "a"));
                        held[node]++;
                    }
                }
                case 5 -> {
                    it.end(node, held[node], Work.of(JobClass.TRAINING, "a"));
                    held[node] = 0;
                }
                default -> throw new AssertionError();
            }
            if (i % 10 == 0) {
                it.advance(60);
                hours += 1 / 60.0;
            }
        }
        int nodes = 0;
        double nodeHours = 0;
        for (NodeState state : NodeState.values()) {
            int counted = 0;
            for (int node = 0; node < it.nodes(); node++) {
                counted += states.of(node) == state ? 1 : 0;
            }
            assertThat(states.count(state)).as("seed %d, %s", seed, state).isEqualTo(counted);
            assertThat(states.nodeHours(state)).as("seed %d, %s", seed, state).isPositive();
            nodes += counted;
            nodeHours += states.nodeHours(state);
        }
        assertThat(nodes).isEqualTo(it.nodes());
        assertThat(nodeHours).isCloseTo(it.nodes() * hours, within(1e-6 * nodeHours));
        double byNode = 0;
        for (int node = 0; node < it.nodes(); node++) {
            byNode += it.nodePowerW(node);
        }
        double service = 120 * 8_000 * 0.72;
        assertThat(sitePowerW()).as("seed %d", seed).isCloseTo(byNode + service, within(1e-6 * byNode));
    }

    private double sitePowerW() {
        double sum = 0;
        for (int rack = 0; rack < it.racks(); rack++) {
            sum += it.rackPowerW(rack);
        }
        return sum;
    }

    private static Site withNodeTypes(Site site, double parkedFraction) {
        return new Site(site.id(), site.name(), site.location(),
                site.nodeTypes().stream().map(type -> new NodeType(type.id(), type.gpuModel(), type.gpus(),
                        type.cpuMilli(), type.memMiB(), type.nameplateW(), type.busyFraction(), type.decodeFraction(),
                        type.idleFraction(), type.deepIdleFraction(), parkedFraction, type.wakeMinutes(),
                        type.gpuShare(), type.liquidFraction(), type.fanFraction(), type.airDeltaK())).toList(),
                site.halls(), site.cooling(), site.electrical(),
                site.assets(), site.envelope());
    }
}
