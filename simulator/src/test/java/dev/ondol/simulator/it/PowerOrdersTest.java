package dev.ondol.simulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.NodePowerState;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowerOrdersTest {
    private final ItLoad it = new ItLoad(SiteReader.builtIn("kr-hn1").orElseThrow());
    private final NodeStates states = it.states();

    private void minutes(int minutes) {
        for (int i = 0; i < minutes; i++) {
            it.advance(60);
        }
    }

    @Test
    void aNodeWithAJobRefusesToBeParkedAndGoesOn() {
        it.start(0, 1, JobClass.TRAINING);
        assertThat(it.powerState(0, NodePowerState.PARKED)).isFalse();
        assertThat(it.powerState(0)).isEqualTo(NodePowerState.ON);
        assertThat(states.of(0)).isEqualTo(NodeState.BUSY);
    }

    @Test
    void anOrderToWakeWaitsForTheHalfHourAndForTheWakeTime() {
        assertThat(it.powerState(0, NodePowerState.PARKED)).isTrue();
        minutes(5);
        assertThat(it.powerState(0, NodePowerState.ON)).isTrue();
        minutes(24);
        assertThat(states.of(0)).isEqualTo(NodeState.PARKED);
        minutes(2);
        assertThat(states.of(0)).isEqualTo(NodeState.WAKING);
        assertThat(it.powerState(0, NodePowerState.PARKED)).as("it is on its way").isFalse();
        minutes((int) it.type(0).wakeMinutes());
        assertThat(states.of(0)).isEqualTo(NodeState.IDLE);
    }

    @Test
    void aNodeOnDeepIdleGoesDownWheneverItHasNoWork() {
        it.powerState(0, NodePowerState.DEEP_IDLE);
        assertThat(states.of(0)).isEqualTo(NodeState.DEEP_IDLE);
        it.start(0, 2, JobClass.BATCH);
        assertThat(states.of(0)).isEqualTo(NodeState.BUSY);
        it.end(0, 2, JobClass.BATCH);
        minutes(1);
        assertThat(states.of(0)).isEqualTo(NodeState.DEEP_IDLE);
        it.powerState(0, NodePowerState.ON);
        assertThat(states.of(0)).isEqualTo(NodeState.IDLE);
    }

    @Test
    void whateverIsOrderedNoNodeWithAJobSleepsAndEverySleepLastsHalfAnHour() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        int nodes = 40;
        double[] parkedMinutes = new double[nodes];
        for (int minute = 0; minute < 3_000; minute++) {
            for (int i = 0; i < 4; i++) {
                int node = random.nextInt(nodes);
                switch (random.nextInt(3)) {
                    case 0 -> it.powerState(node, NodePowerState.of(random.nextInt(3)).orElseThrow());
                    case 1 -> {
                        if (states.takesJobs(node) && it.freeGpus(node) > 0) {
                            it.start(node, 1, JobClass.TRAINING);
                        }
                    }
                    default -> {
                        if (it.allocatedGpus(node) > 0) {
                            it.end(node, 1, JobClass.TRAINING);
                        }
                    }
                }
            }
            it.advance(60);
            for (int node = 0; node < nodes; node++) {
                boolean parked = states.of(node) == NodeState.PARKED;
                if (parked) {
                    assertThat(it.allocatedGpus(node)).as("seed %d, minute %d", seed, minute).isZero();
                } else if (parkedMinutes[node] > 0) {
                    assertThat(parkedMinutes[node]).as("seed %d, minute %d", seed, minute).isGreaterThanOrEqualTo(29);
                }
                parkedMinutes[node] = parked ? parkedMinutes[node] + 1 : 0;
            }
        }
        assertThat(states.wakes()).isPositive();
    }
}
