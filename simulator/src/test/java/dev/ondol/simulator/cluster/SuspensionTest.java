package dev.ondol.simulator.cluster;

import static dev.ondol.simulator.cluster.TestSite.MINUTE;
import static dev.ondol.simulator.cluster.TestSite.job;
import static dev.ondol.simulator.cluster.TestSite.trace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.it.NodeState;
import dev.ondol.simulator.workload.Job;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuspensionTest {
    private static final int NODES = 128;
    /// Of each model's 64 nodes 5 %, rounded up.
    private static final int WARM = 8;

    private final ItLoad it = TestSite.it();

    private Cluster cluster(Job... jobs) {
        return new Cluster(it, trace(jobs), new FirstFitPacked(), Optional.of(new Suspension(it)));
    }

    private void minutes(Cluster cluster, int from, int to) {
        for (int minute = from; minute <= to; minute++) {
            cluster.tick(minute * MINUTE);
            it.advance(60);
        }
    }

    @Test
    void nodesThatIdleForTenMinutesAreParkedButForAWarmRest() {
        Cluster cluster = cluster(job("a", JobClass.TRAINING, 10, 8, 0, 600));
        minutes(cluster, 0, 9);
        assertThat(it.states().count(NodeState.PARKED)).isZero();
        minutes(cluster, 10, 12);
        assertThat(it.states().count(NodeState.BUSY)).isEqualTo(10);
        assertThat(it.states().count(NodeState.IDLE)).isEqualTo(WARM);
        assertThat(it.states().count(NodeState.PARKED)).isEqualTo(NODES - 10 - WARM);
    }

    @Test
    void aGangThatNeedsParkedNodesWakesThemAndIsNotRefused() {
        Cluster cluster = cluster(job("big", JobClass.TRAINING, 64, 8, 60, 600));
        minutes(cluster, 0, 60);
        assertThat(cluster.waiting()).hasSize(1);
        assertThat(it.states().count(NodeState.WAKING)).isEqualTo(60);
        minutes(cluster, 61, 75);
        assertThat(cluster.running()).hasSize(1);
        assertThat(cluster.account().refused()).isZero();
        assertThat(it.states().count(NodeState.BUSY)).isEqualTo(64);
    }

    @Test
    void aParkedNodeIsLeftParkedForHalfAnHourEvenIfAJobWaits() {
        Cluster cluster = cluster(job("early", JobClass.TRAINING, 64, 8, 15, 600));
        minutes(cluster, 0, 39);
        assertThat(it.states().count(NodeState.WAKING)).isZero();
        minutes(cluster, 40, 56);
        assertThat(cluster.running()).hasSize(1);
    }

    @Test
    void aWarmRestThatWasTakenIsMadeUpFor() {
        Cluster cluster = cluster(job("a", JobClass.TRAINING, 3, 8, 60, 600));
        minutes(cluster, 0, 60);
        assertThat(cluster.running()).as("the warm rest has room").hasSize(1);
        assertThat(it.states().count(NodeState.WAKING)).isEqualTo(3);
        minutes(cluster, 61, 75);
        assertThat(it.states().count(NodeState.IDLE)).isEqualTo(WARM);
    }

    @Test
    void everyJobIsFinishedRunningOrWaiting() {
        Job[] jobs = new Job[400];
        for (int i = 0; i < jobs.length; i++) {
            jobs[i] = job("j" + i, i % 2 == 0 ? JobClass.BATCH : JobClass.TRAINING, 1 + i % 9, 8, 7L * i,
                    20 + 13 * (i % 17));
        }
        Cluster cluster = cluster(jobs);
        for (int minute = 0; minute < 3_000; minute += 100) {
            minutes(cluster, minute, minute + 99);
            ClusterAccount account = cluster.account();
            assertThat(account.all().submitted())
                    .isEqualTo(account.all().finished() + cluster.running().size() + cluster.waiting().size()
                            + account.refused());
        }
        assertThat(cluster.account().refused()).isZero();
        assertThat(it.states().wakes()).isPositive();
    }
}
