package dev.ondol.simulator.cluster;

import static dev.ondol.simulator.cluster.TestSite.MINUTE;
import static dev.ondol.simulator.cluster.TestSite.job;
import static dev.ondol.simulator.cluster.TestSite.run;
import static dev.ondol.simulator.cluster.TestSite.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.cluster.ClusterAccount.ClassCounts;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.it.Work;
import dev.ondol.simulator.workload.Job;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterTest {
    @Test
    void aGangHoldsItsNodesForItsRunTime() {
        ItLoad it = TestSite.it();
        Cluster cluster = new Cluster(it, trace(job("a", JobClass.TRAINING, 4, 8, 5, 60)), new FirstFitPacked());
        run(cluster, 0, 64);
        assertThat(cluster.running()).singleElement().satisfies(running -> {
            assertThat(running.startedAt()).isEqualTo(5 * MINUTE);
            assertThat(running.assignments()).hasSize(4);
            assertThat(running.request().gpus()).isEqualTo(32);
        });
        assertThat(it.freeGpus(0)).isZero();
        run(cluster, 65, 65);
        assertThat(cluster.running()).isEmpty();
        assertThat(it.freeGpus(0)).isEqualTo(8);
        assertThat(counts(cluster, JobClass.TRAINING)).isEqualTo(new ClassCounts(1, 1, 1, 1, 0));
        assertThat(cluster.account().referenceGpuHours()).isCloseTo(32, within(1e-9));
        assertThat(cluster.account().gpuHours()).isCloseTo(32, within(1e-6));
    }

    @Test
    void packedFillsNodesAndSpreadUsesManyOfThem() {
        Job[] jobs = new Job[16];
        for (int i = 0; i < jobs.length; i++) {
            jobs[i] = job("b" + i, JobClass.BATCH, 1, 2, i, 600);
        }
        Cluster packed = new Cluster(TestSite.it(), trace(jobs), new FirstFitPacked());
        Cluster spread = new Cluster(TestSite.it(), trace(jobs), new FirstFitSpread());
        run(packed, 0, 20);
        run(spread, 0, 20);
        assertThat(nodesInUse(packed)).isEqualTo(4);
        assertThat(nodesInUse(spread)).isEqualTo(16);
    }

    @Test
    void aCappedNodeSlowsTheWholeGang() {
        ItLoad it = TestSite.it();
        it.powerCap(0, 50);
        String sensitive = IntStream.range(0, 100).mapToObj(n -> "a" + n)
                .filter(id -> it.throughput(0, Work.of(JobClass.TRAINING, id)) < 0.8).findFirst().orElseThrow();
        it.powerCap(0, 100);
        Cluster cluster = new Cluster(it, trace(job(sensitive, JobClass.TRAINING, 2, 8, 0, 100)),
                new FirstFitPacked());
        run(cluster, 0, 50);
        it.powerCap(it.nodeIndex(cluster.running().getFirst().assignments().get(1).node()), 50);
        double pace = it.throughput(it.nodeIndex(cluster.running().getFirst().assignments().get(1).node()),
                Work.of(JobClass.TRAINING, sensitive));
        assertThat(pace).isBetween(0.5, 0.8);
        int expectedEnd = (int) Math.ceil(51 + 49 / pace);
        run(cluster, 51, expectedEnd - 1);
        assertThat(cluster.running()).hasSize(1);
        run(cluster, expectedEnd, expectedEnd + 1);
        assertThat(cluster.running()).isEmpty();
        assertThat(counts(cluster, JobClass.TRAINING).missed()).as("more than 1.10 x its run time").isEqualTo(1);
        assertThat(cluster.account().referenceGpuHours()).isZero();
    }

    @Test
    void aBigGangIsNotOvertakenForEverAndDoesNotBlockShortJobs() {
        Cluster cluster = new Cluster(TestSite.it(), trace(job("half", JobClass.TRAINING, 40, 8, 0, 120),
                job("big", JobClass.TRAINING, 60, 8, 1, 60), job("long", JobClass.TRAINING, 20, 8, 2, 300),
                job("short", JobClass.BATCH, 4, 8, 3, 30), job("small-long", JobClass.BATCH, 4, 8, 4, 600)),
                new FirstFitPacked());
        run(cluster, 0, 10);
        assertThat(ids(cluster)).containsExactlyInAnyOrder("half", "short", "small-long");
        run(cluster, 11, 130);
        assertThat(ids(cluster)).containsExactlyInAnyOrder("big", "small-long");
        run(cluster, 131, 200);
        assertThat(ids(cluster)).containsExactlyInAnyOrder("long", "small-long");
        assertThat(cluster.account().all().missed()).as("the big gang had its turn when the half ended").isZero();
    }

    @Test
    void aGangThatNeverFitsIsRefused() {
        Cluster cluster = new Cluster(TestSite.it(), trace(job("a", JobClass.TRAINING, 65, 8, 0, 10)),
                new FirstFitPacked());
        run(cluster, 0, 2);
        assertThat(cluster.account().refused()).isEqualTo(1);
        assertThat(cluster.waiting()).isEmpty();
    }

    @Test
    void aReplicaThatWaitsIsCoveredByTheReserveOrMissed() {
        Cluster full = new Cluster(TestSite.it(), trace(job("t", JobClass.TRAINING, 52, 8, 0, 600),
                job("d0", JobClass.DECODE, 12, 8, 1, 600), job("d1", JobClass.DECODE, 1, 8, 2, 600),
                job("d2", JobClass.DECODE, 1, 8, 3, 600), job("d3", JobClass.DECODE, 1, 8, 4, 600)),
                new FirstFitPacked());
        run(full, 0, 10);
        ClassCounts decode = counts(full, JobClass.DECODE);
        assertThat(decode.started()).isEqualTo(1);
        assertThat(decode.missed()).as("two of three are covered by one sixth of 120 GPUs").isEqualTo(1);
    }

    @Test
    void inferenceEndsWhenItIsNoLongerWanted() {
        Cluster cluster = new Cluster(TestSite.it(), trace(job("t", JobClass.TRAINING, 64, 8, 0, 30),
                job("d", JobClass.DECODE, 1, 8, 1, 60), job("gone", JobClass.PREFILL, 1, 8, 1, 20)),
                new FirstFitPacked());
        run(cluster, 0, 60);
        assertThat(ids(cluster)).containsExactly("d");
        run(cluster, 61, 61);
        assertThat(cluster.running()).isEmpty();
        assertThat(counts(cluster, JobClass.PREFILL)).isEqualTo(new ClassCounts(1, 0, 0, 0, 1));
    }

    @Test
    void batchMissesItsDeadlineOnlyAfterFourHoursOrThreeRunTimes() {
        Cluster cluster = new Cluster(TestSite.it(), trace(job("t", JobClass.TRAINING, 64, 8, 0, 220),
                job("in-time", JobClass.BATCH, 1, 8, 1, 20), job("late", JobClass.BATCH, 1, 8, 1, 22)),
                new FirstFitPacked());
        run(cluster, 0, 300);
        assertThat(counts(cluster, JobClass.BATCH)).isEqualTo(new ClassCounts(2, 2, 2, 1, 1));
    }

    @Test
    void theSiteIsBusyFromTheFirstTick() {
        ItLoad it = TestSite.it();
        Cluster cluster = new Cluster(it, new TypicalWorkload(TestSite.SITE, 1), new FirstFitPacked());
        cluster.tick(1_650_000_000_000L);
        ClusterAccount account = cluster.account();
        assertThat(account.allocatedGpus() / (double) account.gpus()).isBetween(0.35, 1.0);
        assertThat(account.all().submitted()).isLessThan(5);
    }

    @Test
    void fourWeeksOfTheBuiltInWorkloadHoldTheMeanAllocation() {
        Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
        Cluster cluster = new Cluster(new ItLoad(site), new TypicalWorkload(site, 1), new FirstFitSpread());
        for (int minute = 0; minute < 28 * 1_440; minute++) {
            cluster.tick(1_650_000_000_000L + minute * MINUTE);
        }
        assertThat(cluster.account().meanAllocation()).isCloseTo(TypicalWorkload.MEAN_ALLOCATION, within(0.02));
        assertThat(cluster.account().all().missed()).isLessThan(cluster.account().all().submitted() / 200);
    }

    @Test
    void nothingIsLostAndNoGpuIsHeldTwice() {
        for (long seed = 1; seed <= 4; seed++) {
            for (Placer placer : List.of(new FirstFitPacked(), new FirstFitSpread())) {
                ItLoad it = TestSite.it();
                Cluster cluster = new Cluster(it, new TypicalWorkload(TestSite.SITE, seed), placer);
                for (long t = 1_650_000_000_000L; t < 1_650_000_000_000L + 2 * 1_440 * MINUTE; t += MINUTE) {
                    cluster.tick(t);
                }
                String what = placer.name() + ", seed " + seed;
                Map<String, Integer> held = new HashMap<>();
                for (RunningJob running : cluster.running()) {
                    for (Assignment assignment : running.assignments()) {
                        held.merge(assignment.node(), assignment.gpus(), Integer::sum);
                    }
                }
                for (int node = 0; node < it.nodes(); node++) {
                    assertThat(it.allocatedGpus(node)).as(what)
                            .isEqualTo(held.getOrDefault(it.nodeName(node), 0));
                }
                ClusterAccount account = cluster.account();
                assertThat(account.conflicts()).as(what).isZero();
                assertThat(account.refused()).as(what).isZero();
                ClassCounts all = account.all();
                assertThat(all.started()).as(what).isGreaterThanOrEqualTo(all.finished());
                assertThat(all.submitted()).as(what).isGreaterThanOrEqualTo(all.started());
                assertThat(all.withinLevel()).as(what).isLessThanOrEqualTo(all.finished());
            }
        }
    }

    @Test
    void theSameTraceGivesTheSameAccount() {
        assertThat(account()).isEqualTo(account());
    }

    private static ClusterAccount account() {
        Cluster cluster = new Cluster(TestSite.it(), new TypicalWorkload(TestSite.SITE, 9), new FirstFitSpread());
        for (int minute = 0; minute < 1_000; minute++) {
            cluster.tick(1_650_000_000_000L + minute * MINUTE);
        }
        return cluster.account();
    }

    private static ClassCounts counts(Cluster cluster, JobClass jobClass) {
        return Objects.requireNonNull(cluster.account().classes().get(jobClass));
    }

    private static List<String> ids(Cluster cluster) {
        return cluster.running().stream().map(RunningJob::jobId).toList();
    }

    private static int nodesInUse(Cluster cluster) {
        return cluster.running().stream().flatMap(running -> running.assignments().stream()).map(Assignment::node)
                .collect(Collectors.toSet()).size();
    }
}
