package dev.ondol.slurm.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.Placement.State;
import dev.ondol.slurm.options.SlurmOptions;
import dev.ondol.slurm.queue.JobState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rounds over a cluster in memory and an Ondol that says what it is told to say.
class DispatcherTest {
    private final MemoryCluster slurm = new MemoryCluster();
    private final ScriptedApi ondol = new ScriptedApi();
    private long now = (MemoryCluster.SUBMITTED_S + 10) * 1000;
    @TempDir
    private Path folder = Path.of("");
    private Dispatcher dispatcher = new Dispatcher(slurm, ondol, new Heartbeat(folder), SlurmOptions.NONE,
            () -> Instant.ofEpochMilli(now));

    @BeforeEach
    void start() {
        ondol.startAt = now;
        again();
    }

    /// As after a restart of the process.
    private void again() {
        dispatcher = new Dispatcher(slurm, ondol, new Heartbeat(folder), SlurmOptions.NONE,
                () -> Instant.ofEpochMilli(now));
    }

    private void round(int laterS) {
        now += laterS * 1000L;
        dispatcher.round();
    }

    @Test
    void aHeldJobIsBoundToItsNodeAndReleased() {
        slurm.held(1);
        round(0);
        assertThat(slurm.required.get(1L)).containsExactly("n2");
        assertThat(slurm.job(1).held()).isFalse();
        assertThat(slurm.job(1).note()).isEqualTo("ondol:bound placement-rig-1");
        assertThat(ondol.events).containsExactly("BOUND placement-rig-1");
        assertThat(Files.exists(folder.resolve(Heartbeat.FILE))).isTrue();
    }

    @Test
    void aJobIsAskedForOnceAndWithTheSameKeyAfterARestart() {
        ondol.next = State.DEFERRED;
        slurm.held(1);
        round(0);
        round(5);
        again();
        round(5);
        assertThat(ondol.keys).containsExactly("rig-1/1795844000/0", "rig-1/1795844000/0");
        assertThat(ondol.requests.getFirst()).isEqualTo(ondol.requests.getLast());
    }

    @Test
    void aDeferredJobStartsAtItsTime() {
        ondol.next = State.DEFERRED;
        slurm.held(1);
        round(0);
        ondol.startAt = now + 60_000;
        ondol.say("placement-rig-1", "rig-1", State.PLACED);
        round(55);
        assertThat(slurm.job(1).held()).isTrue();
        round(5);
        assertThat(slurm.job(1).held()).isFalse();
        assertThat(slurm.required.get(1L)).containsExactly("n2");
    }

    @Test
    void aJobThatWaitsForAnotherIsNotAskedForBefore() {
        slurm.runsAlone(1, "n1");
        slurm.held(2, 1L);
        round(0);
        assertThat(ondol.keys).isEmpty();
        slurm.becomes(1, JobState.FINISHED);
        round(5);
        assertThat(slurm.required.get(2L)).containsExactly("n2");
    }

    @Test
    void startsAndEndsAreReportedOnce() {
        slurm.held(1);
        round(0);
        slurm.runs(1, "n2", now / 1000);
        round(5);
        round(5);
        slurm.becomes(1, JobState.FINISHED);
        round(5);
        round(5);
        assertThat(ondol.events).containsExactly("BOUND placement-rig-1", "STARTED placement-rig-1",
                "FINISHED placement-rig-1");
    }

    @Test
    void aJobThatIsToLeaveIsPutBackAndAskedForAnewOnceItHasLeft() {
        slurm.held(1);
        round(0);
        slurm.runs(1, "n2", now / 1000);
        round(5);
        ondol.say("placement-rig-1", "rig-1", State.EVICTING);
        round(5);
        round(5);
        assertThat(slurm.requeued).containsExactly(1L);
        assertThat(slurm.job(1).note()).isEqualTo("ondol:held");
        assertThat(ondol.events).containsExactly("BOUND placement-rig-1", "STARTED placement-rig-1");
        ondol.next = State.DEFERRED;
        ondol.say("placement-rig-1", "rig-1", State.DEFERRED);
        slurm.backInQueue(1);
        round(5);
        assertThat(ondol.events.getLast()).isEqualTo("EVICTED placement-rig-1");
        assertThat(ondol.keys).hasSize(2);
        assertThat(slurm.job(1).held()).isTrue();
        ondol.startAt = now;
        ondol.say("placement-rig-1", "rig-1", State.PLACED);
        round(5);
        assertThat(slurm.job(1).held()).isFalse();
        assertThat(slurm.started).as("without the two minutes after which Slurm would start it again").containsExactly(
                1L);
    }

    @Test
    void aJobThatSlurmDoesNotPutBackRunsOnAndItsEndIsReported() {
        slurm.requeues = false;
        slurm.held(1);
        round(0);
        slurm.runs(1, "n2", now / 1000);
        round(5);
        ondol.say("placement-rig-1", "rig-1", State.EVICTING);
        round(5);
        assertThat(slurm.job(1).note()).isEqualTo("ondol:bound placement-rig-1");
        slurm.becomes(1, JobState.FINISHED);
        round(5);
        assertThat(ondol.events).containsExactly("BOUND placement-rig-1", "STARTED placement-rig-1",
                "FINISHED placement-rig-1");
    }

    @Test
    void aJobThatSlurmHasForgottenHasEnded() {
        slurm.held(1);
        slurm.held(2);
        round(0);
        slurm.runs(1, "n2", now / 1000);
        round(5);
        slurm.jobs.clear();
        round(5);
        assertThat(ondol.events).contains("FINISHED placement-rig-1", "CANCELLED placement-rig-2");
    }

    @Test
    void eachMinuteAllRunningJobsAreListedWhoeverPlacedThem() {
        slurm.runsAlone(7, "n1");
        round(0);
        round(30);
        assertThat(ondol.lists).hasSize(1);
        round(30);
        assertThat(ondol.lists).hasSize(2).allSatisfy(list -> assertThat(list).singleElement().satisfies(job -> {
            assertThat(job.jobId()).isEqualTo("rig-7");
            assertThat(job.assignments()).singleElement().satisfies(share -> assertThat(share.node()).isEqualTo("n1"));
        }));
    }

    @Test
    void aJobThatRunsElsewhereThanItWasPlacedIsListedAtOnce() {
        slurm.held(1);
        round(0);
        slurm.runs(1, "n3", now / 1000);
        round(5);
        assertThat(ondol.lists).hasSize(2);
        assertThat(ondol.lists.getLast().getFirst().assignments().getFirst().node()).isEqualTo("n3");
    }

    @Test
    void aRunningJobOfAnEarlierLifeIsFollowedToItsEnd() {
        slurm.held(1);
        round(0);
        again();
        slurm.runs(1, "n2", now / 1000);
        round(5);
        slurm.becomes(1, JobState.FAILED);
        round(5);
        assertThat(ondol.events).endsWith("STARTED placement-rig-1", "FAILED placement-rig-1");
    }

    @Test
    void whatOndolCannotPlaceIsSlurms() {
        ondol.next = State.REJECTED;
        slurm.held(1);
        round(0);
        assertLetGo(1);
        ondol.refuses = true;
        slurm.held(2);
        round(5);
        assertLetGo(2);
    }

    @Test
    void aNodeThatSlurmDoesNotHaveLeavesTheJobToSlurm() {
        slurm.unknownNodes.add("n2");
        slurm.held(1);
        round(0);
        assertLetGo(1);
        round(5);
        assertThat(ondol.events).containsExactly("CANCELLED placement-rig-1");
    }

    @Test
    void whereItsNodesDoNotComeFreeSlurmMayChooseOthers() {
        slurm.held(1);
        round(0);
        round(300);
        assertThat(slurm.required).containsKey(1L);
        round(5);
        assertLetGo(1);
        round(5);
        assertThat(ondol.events).contains("CANCELLED placement-rig-1");
    }

    @Test
    void aPlacementThatWasGivenUpIsAskedForAnewWithAnotherKey() {
        ondol.startAt = now + 600_000;
        slurm.held(1);
        round(0);
        ondol.say("placement-rig-1", "rig-1", State.RELEASED);
        round(5);
        ondol.startAt = now;
        round(5);
        assertThat(ondol.keys).containsExactly("rig-1/1795844000/0", "rig-1/1795844000/1");
        assertThat(slurm.required).containsKey(1L);
    }

    @Test
    void anOndolThatOnlyGivesUpDoesNotHoldAJob() {
        ondol.next = State.RELEASED;
        slurm.held(1);
        round(0);
        assertLetGo(1);
    }

    @Test
    void aJobThatItsOwnerHasReleasedIsNotHeldAgain() {
        ondol.next = State.DEFERRED;
        slurm.held(1);
        round(0);
        slurm.release(1);
        round(5);
        round(5);
        assertThat(ondol.events).containsExactly("CANCELLED placement-rig-1");
        assertThat(ondol.keys).hasSize(1);
    }

    @Test
    void aJobThatSlurmPutsBackIntoTheQueueIsSlurms() {
        slurm.held(1);
        round(0);
        slurm.runs(1, "n2", now / 1000);
        round(5);
        slurm.becomes(1, JobState.WAITING);
        ondol.say("placement-rig-1", "rig-1", State.RELEASED);
        round(5);
        assertThat(ondol.events).endsWith("FAILED placement-rig-1");
        assertLetGo(1);
    }

    @Test
    void withoutOndolTheHeartBeatStopsAtOnceAndHeldJobsAreReleasedAfterAMinute() {
        ondol.next = State.DEFERRED;
        slurm.held(1);
        round(0);
        ondol.away = true;
        round(5);
        assertThat(Files.exists(folder.resolve(Heartbeat.FILE))).isFalse();
        assertThat(slurm.job(1).held()).isTrue();
        round(54);
        assertThat(slurm.job(1).held()).isTrue();
        round(1);
        assertLetGo(1);
        ondol.away = false;
        round(5);
        assertThat(ondol.lists).as("the list of running jobs is handed over at once").hasSize(2);
        assertThat(ondol.events).as("its placement is not wanted any more").containsExactly(
                "CANCELLED placement-rig-1");
        assertThat(Files.exists(folder.resolve(Heartbeat.FILE))).isTrue();
    }

    @Test
    void anOndolWhoseClockIsAnotherIsNotBelieved() {
        ondol.plant = now - 121_000;
        slurm.held(1);
        round(0);
        assertThat(ondol.keys).isEmpty();
        assertThat(Files.exists(folder.resolve(Heartbeat.FILE))).isFalse();
    }

    @Test
    void aSlurmThatDoesNotAnswerEndsNoJob() {
        slurm.held(1);
        round(0);
        slurm.runs(1, "n2", now / 1000);
        round(5);
        slurm.away = true;
        round(5);
        slurm.away = false;
        round(5);
        assertThat(ondol.events).doesNotContain("FINISHED placement-rig-1");
    }

    @Test
    void whoResignsGivesBackWhatHeHolds() {
        ondol.next = State.DEFERRED;
        slurm.held(1);
        slurm.runsAlone(2, "n1");
        round(0);
        dispatcher.resign();
        assertLetGo(1);
        assertThat(Files.exists(folder.resolve(Heartbeat.FILE))).isFalse();
        assertThat(ondol.events).containsExactly("CANCELLED placement-rig-1");
    }

    private void assertLetGo(long id) {
        assertThat(slurm.required).doesNotContainKey(id);
        assertThat(slurm.job(id).held()).isFalse();
        assertThat(Note.of(slurm.job(id).note())).isInstanceOf(Note.Passed.class);
        assertThat(List.of(slurm.job(id).note())).allMatch(note -> note.length() <= 140);
    }
}
