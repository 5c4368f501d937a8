package dev.ondol.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.cluster.ClusterAccount.ClassCounts;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.it.NodeState;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobsConservedTest {
    @Test
    void noJobIsLostOrRunsTwiceAndNoneLiesOnASleepingNode() {
        for (long seed = 1; seed <= 3; seed++) {
            for (boolean suspends : new boolean[]{true, false}) {
                for (Placer placer : List.of(new FirstFitPacked(), new FirstFitSpread())) {
                    conserved(seed, suspends, placer);
                }
            }
        }
    }

    private static void conserved(long seed, boolean suspends, Placer placer) {
        ItLoad it = TestSite.it();
        Cluster cluster = new Cluster(it, new TypicalWorkload(TestSite.SITE, seed), placer,
                suspends ? Optional.of(new Suspension(it)) : Optional.empty());
        long from = 1_650_000_000_000L;
        long before = -1;
        for (int minute = 0; minute < 2 * 1_440; minute++) {
            cluster.tick(from + minute * TestSite.MINUTE);
            it.advance(60);
            before = before < 0 ? cluster.account().running() - cluster.account().all().started() : before;
            if (minute % 60 == 0) {
                check(seed, it, cluster, before);
            }
        }
        assertThat(it.states().count(NodeState.PARKED) > 0 || it.states().wakes() > 0).isEqualTo(suspends);
    }

    private static void check(long seed, ItLoad it, Cluster cluster, long before) {
        ClusterAccount account = cluster.account();
        ClassCounts all = account.all();
        String what = "seed %d, %s".formatted(seed, account);
        assertThat(all.submitted()).as(what).isEqualTo(all.started() + account.waiting() + account.refused()
                + account.withdrawn());
        long stillFromBefore = account.running() - (all.started() - all.finished());
        assertThat(stillFromBefore).as(what).isBetween(0L, before);
        assertThat(account.conflicts()).as(what).isZero();
        int held = 0;
        for (RunningJob job : cluster.running()) {
            for (var assignment : job.assignments()) {
                held += assignment.gpus();
                assertThat(it.states().of(it.nodeIndex(assignment.node()))).as(what).isEqualTo(NodeState.BUSY);
            }
        }
        assertThat(account.allocatedGpus()).as(what).isEqualTo(held);
    }
}
