package dev.ondol.simulator.cluster;

import static dev.ondol.simulator.cluster.TestSite.MINUTE;
import static dev.ondol.simulator.cluster.TestSite.job;
import static dev.ondol.simulator.cluster.TestSite.run;
import static dev.ondol.simulator.cluster.TestSite.trace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.workload.Job;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestPlacerIT {
    private FakePlacementApi api;
    private RestPlacer placer;
    private Instant wall = Instant.EPOCH;

    RestPlacerIT() throws IOException {
        api = new FakePlacementApi();
        placer = new RestPlacer(api.uri(), "run", () -> wall);
    }

    @BeforeEach
    void begin() {
        wall = Instant.EPOCH;
    }

    @AfterEach
    void end() {
        placer.close();
        api.close();
    }

    @Test
    void aJobStartsWhereAndWhenTheApiSays() {
        api.node = "node-h1-003-2";
        api.startDelayMillis = 3 * MINUTE;
        Cluster cluster = cluster(job("a", JobClass.BATCH, 1, 8, 1, 10));
        run(cluster, 0, 3);
        assertThat(cluster.running()).isEmpty();
        run(cluster, 4, 4);
        assertThat(cluster.running()).singleElement().satisfies(running -> {
            assertThat(running.assignments()).containsExactly(new Assignment("node-h1-003-2", 1, 8));
            assertThat(running.startedAt()).isEqualTo(4 * MINUTE);
        });
        run(cluster, 5, 14);
        assertThat(api.log).containsExactly("PUT 0 []", "POST run/a/0", "STARTED p-a", "FINISHED p-a");
    }

    @Test
    void aDeferredJobStartsWhenThePlanHasAPlaceForIt() {
        api.answer = State.DEFERRED;
        Cluster cluster = cluster(job("a", JobClass.BATCH, 1, 8, 1, 10));
        run(cluster, 0, 5);
        assertThat(cluster.running()).isEmpty();
        Placement waiting = Objects.requireNonNull(api.placements.get("p-a"));
        api.placements.put("p-a", new Placement("p-a", waiting.jobId(), State.PLACED,
                List.of(new Assignment("node-h1-001-1", 1, 8)), 6 * MINUTE, 16 * MINUTE, 2, "cap-80", null, List.of()));
        run(cluster, 6, 6);
        assertThat(ids(cluster)).containsExactly("a");
    }

    @Test
    void aJobThatIsToLeaveIsStoppedAndStartsAnewWhenItHasNodesAgain() {
        Cluster cluster = cluster(job("a", JobClass.BATCH, 1, 8, 1, 10));
        run(cluster, 0, 5);
        assertThat(ids(cluster)).containsExactly("a");
        Placement runs = Objects.requireNonNull(api.placements.get("p-a"));
        api.placements.put("p-a", new Placement("p-a", "a", State.EVICTING, runs.assignments(), runs.startAt(), 16
                * MINUTE, 3, "uncapped", null, List.of()));
        run(cluster, 6, 6);
        assertThat(ids(cluster)).isEmpty();
        assertThat(cluster.waiting()).extracting(Job::id).containsExactly("a");
        assertThat(cluster.account().allocatedGpus()).isZero();
        api.placements.put("p-a", new Placement("p-a", "a", State.DEFERRED, List.of(), null, null, 4, "", null, List
                .of()));
        run(cluster, 7, 8);
        assertThat(ids(cluster)).isEmpty();
        api.placements.put("p-a", new Placement("p-a", "a", State.PLACED, List.of(new Assignment("node-h1-002-1", 1,
                8)), 9 * MINUTE, 24 * MINUTE, 5, "uncapped", null, List.of()));
        run(cluster, 9, 18);
        assertThat(ids(cluster)).as("it does all of its work again").containsExactly("a");
        run(cluster, 19, 19);
        assertThat(ids(cluster)).isEmpty();
        assertThat(api.log).containsExactly("PUT 0 []", "POST run/a/0", "STARTED p-a", "EVICTED p-a", "STARTED p-a",
                "FINISHED p-a");
        assertThat(cluster.account().all().started()).isEqualTo(1);
    }

    @Test
    void aPromiseThatIsTakenBackBeforeItsTimeIsNotFollowed() {
        api.startDelayMillis = 3 * MINUTE;
        Cluster cluster = cluster(job("a", JobClass.BATCH, 1, 8, 1, 10));
        run(cluster, 0, 2);
        api.placements.put("p-a", new Placement("p-a", "a", State.DEFERRED, List.of(), null, null, 2, "", null, List
                .of()));
        run(cluster, 3, 8);
        assertThat(ids(cluster)).isEmpty();
        api.placements.put("p-a", new Placement("p-a", "a", State.PLACED, List.of(new Assignment("node-h1-002-1", 1,
                8)), 9 * MINUTE, 24 * MINUTE, 3, "uncapped", null, List.of()));
        run(cluster, 9, 9);
        assertThat(cluster.running()).singleElement().satisfies(running -> assertThat(running.assignments())
                .containsExactly(new Assignment("node-h1-002-1", 1, 8)));
    }

    @Test
    void aRejectedJobLeavesTheQueue() {
        api.answer = State.REJECTED;
        Cluster cluster = cluster(job("a", JobClass.BATCH, 1, 8, 1, 10));
        run(cluster, 0, 2);
        assertThat(cluster.waiting()).isEmpty();
        assertThat(cluster.account().refused()).isEqualTo(1);
    }

    @Test
    void jobsArePlacedWithoutTheApiWhileItFailsAndHandedOverOnItsReturn() {
        api.failWith = 503;
        Cluster cluster = cluster(job("a", JobClass.BATCH, 1, 8, 1, 100), job("b", JobClass.BATCH, 1, 8, 2, 1),
                job("c", JobClass.BATCH, 1, 8, 6, 100));
        run(cluster, 0, 3);
        assertThat(ids(cluster)).containsExactly("a");
        assertThat(placer.standInStarts()).isEqualTo(2);
        int whileSilent = api.log.size();
        api.failWith = 0;
        run(cluster, 4, 4);
        assertThat(api.log).as("it is left alone for 5 s of wall time").hasSize(whileSilent);
        wall = wall.plusSeconds(6);
        api.node = "node-h1-009-1";
        run(cluster, 5, 6);
        assertThat(api.log.subList(whileSilent, api.log.size())).containsExactly("PUT 5 [a]", "POST run/c/0",
                "STARTED p-c");
        assertThat(ids(cluster)).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void aJobThatWasPlacedAndThenStartedAloneIsReportedAsStarted() {
        api.startDelayMillis = 3 * MINUTE;
        Cluster cluster = cluster(job("a", JobClass.BATCH, 1, 8, 1, 100));
        run(cluster, 0, 1);
        api.failWith = 500;
        run(cluster, 2, 2);
        assertThat(ids(cluster)).containsExactly("a");
        api.failWith = 0;
        wall = wall.plusSeconds(6);
        run(cluster, 3, 3);
        assertThat(api.log).containsExactly("PUT 0 []", "POST run/a/0", "STARTED p-a", "PUT 3 [a]");
    }

    @Test
    void anOccupiedNodeIsNotUsedTwice() {
        Cluster cluster = cluster(job("a", JobClass.BATCH, 1, 8, 1, 5), job("b", JobClass.BATCH, 1, 8, 2, 5));
        run(cluster, 0, 5);
        assertThat(ids(cluster)).containsExactly("a");
        run(cluster, 6, 6);
        assertThat(ids(cluster)).containsExactly("b");
        assertThat(cluster.account().conflicts()).isZero();
    }

    @Test
    void aPlacementThatTheApiGaveUpIsAskedForAnew() {
        api.startDelayMillis = 5 * MINUTE;
        Cluster cluster = cluster(job("blocks", JobClass.BATCH, 1, 8, 0, 40), job("a", JobClass.BATCH, 1, 8, 1, 5));
        run(cluster, 0, 1);
        assertThat(api.log).contains("POST run/a/0");
        api.placements.remove("p-a");
        run(cluster, 2, 3);
        assertThat(api.log).contains("POST run/a/1");
    }

    @Test
    void inferenceThatIsNoLongerWantedIsCancelled() {
        api.answer = State.DEFERRED;
        Cluster cluster = cluster(job("d", JobClass.DECODE, 1, 8, 1, 3));
        run(cluster, 0, 4);
        assertThat(api.log).containsExactly("PUT 0 []", "POST run/d/0", "CANCELLED p-d");
    }

    private Cluster cluster(Job... jobs) {
        return new Cluster(TestSite.it(), trace(jobs), placer);
    }

    private static List<String> ids(Cluster cluster) {
        return cluster.running().stream().map(RunningJob::jobId).toList();
    }
}
