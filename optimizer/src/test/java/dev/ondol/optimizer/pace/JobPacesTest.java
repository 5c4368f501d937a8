package dev.ondol.optimizer.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.solve.Scenes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobPacesTest {
    private static final long MINUTE = 60_000;
    private static final long HOURS = 6 * 3_600_000;

    private final Scenes scenes = new Scenes("kr-hn1");
    private long now = Scenes.CYCLE;

    private void run(String id, String model, int replicas, JobClass jobClass, long duration) {
        Placement placement = scenes.desk.submit(Scenes.job(id, model, replicas, 8, jobClass, duration, null), Optional
                .empty()).placement();
        scenes.desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, now));
    }

    private PowerProfile profile(String id) {
        return scenes.desk.read(account -> account.job(id).map(TrackedJob::profile).orElseThrow());
    }

    /// A pace that the cap hardly touches.
    private void tell(String id, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            now += MINUTE;
            scenes.desk.clock(now);
            double pace = 1 - 0.001 * (100 - profile(id).setting());
            scenes.desk.progress(List.of(new JobProgress(id, 3 * pace)));
        }
    }

    @Test
    void aJobIsMeasuredUncappedFirstAndEndsUnderItsOwnCap() {
        run("a", "H200", 4, JobClass.TRAINING, HOURS);
        assertThat(profile("a").setting()).as("what suits all").isEqualTo(84);
        tell("a", 1);
        assertThat(profile("a")).isEqualTo(PowerProfile.UNCAPPED);
        tell("a", 50);
        assertThat(profile("a").setting()).isEqualTo(CapSearch.TIGHTEST);
    }

    @Test
    void aJobThatTellsNothingKeepsWhatSuitsAll() {
        run("a", "H200", 4, JobClass.TRAINING, HOURS);
        run("b", "H200", 4, JobClass.TRAINING, HOURS);
        tell("a", 50);
        assertThat(profile("b").setting()).isEqualTo(84);
    }

    @Test
    void shortTrainingKeepsWhatSuitsAllAndBatchGetsTheTightestCapThatItsDeadlineAllows() {
        run("short", "H200", 4, JobClass.TRAINING, 20 * MINUTE);
        run("batch", "H200", 1, JobClass.BATCH, HOURS);
        tell("short", 10);
        assertThat(profile("short").setting()).isEqualTo(84);
        assertThat(profile("batch").setting()).isEqualTo(CapSearch.TIGHTEST);
    }

    @Test
    void batchWorkStartsUnderTheCapThatItKeeps() {
        run("batch", "H200", 1, JobClass.BATCH, HOURS);
        assertThat(profile("batch").setting()).isEqualTo(CapSearch.TIGHTEST);
    }

    @Test
    void batchWorkStartsUncappedWhereTheModelIsShort() {
        run("large", "H200", 350, JobClass.TRAINING, HOURS);
        tell("large", 1);
        run("batch", "H200", 1, JobClass.BATCH, 5 * HOURS);
        scenes.desk.clock(now + 91 * MINUTE);
        TrackedJob batch = scenes.desk.read(account -> account.job("batch").orElseThrow());
        assertThat(batch.holdsNodes()).as("it has stood back for long enough").isTrue();
        assertThat(batch.profile()).isEqualTo(PowerProfile.UNCAPPED);
    }

    @Test
    void whileOthersWaitForTheModelItRunsUncappedAndComesBackToItsCapAfterwards() {
        run("a", "H200", 4, JobClass.TRAINING, HOURS);
        tell("a", 50);
        Placement large = scenes.desk.submit(Scenes.job("large", "H200", 384, 8, JobClass.TRAINING, HOURS, null),
                Optional.empty()).placement();
        assertThat(large.state()).isEqualTo(Placement.State.DEFERRED);
        tell("a", 2);
        assertThat(profile("a")).isEqualTo(PowerProfile.UNCAPPED);
        scenes.desk.cancel(large.placementId());
        tell("a", 15);
        assertThat(profile("a").setting()).isEqualTo(CapSearch.TIGHTEST);
    }

    /// What batch work starts under where a fifth of the 384 nodes is free.
    ///
    /// @param nodes of a gang that came and is gone
    private PowerProfile batchAfterGangOf(int nodes) {
        Scenes scene = new Scenes("kr-hn1");
        scene.desk.cancel(scene.desk.submit(Scenes.job("gone", "H200", nodes, 8, JobClass.TRAINING, HOURS, null),
                Optional.empty()).placement().placementId());
        for (int gang = 0; gang < 14; gang++) {
            Placement runs = scene.desk
                    .submit(Scenes.job("runs-" + gang, "H200", 22, 8, JobClass.TRAINING, HOURS, null),
                            Optional.empty())
                    .placement();
            scene.desk.event(runs.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, Scenes.CYCLE));
        }
        scene.desk.clock(Scenes.CYCLE + MINUTE);
        scene.desk.progress(List.of());
        scene.desk.submit(Scenes.job("batch", "H200", 1, 8, JobClass.BATCH, HOURS, null), Optional.empty());
        return scene.desk.read(account -> account.job("batch").map(TrackedJob::profile).orElseThrow());
    }

    @Test
    void aModelIsShortWhereLessOfItIsFreeThanTheLargestGangThatCameWouldTake() {
        assertThat(batchAfterGangOf(22).setting()).isEqualTo(CapSearch.TIGHTEST);
        assertThat(batchAfterGangOf(90)).isEqualTo(PowerProfile.UNCAPPED);
    }

    /// Replicas tell a pace that falls with the clock of their own nodes.
    private void serve(int minutes, double lossAt75, String... ids) {
        for (int minute = 0; minute < minutes; minute++) {
            now += MINUTE;
            scenes.desk.clock(now);
            List<JobProgress> told = new ArrayList<>();
            for (String id : ids) {
                told.add(new JobProgress(id, 5 * (1 - lossAt75 * (100 - profile(id).setting()) / 25)));
            }
            scenes.desk.progress(told);
        }
    }

    @Test
    void servicesRunUncappedUntilAFewReplicasHaveShownWhichClockKeepsTheirLevel() {
        String[] replicas = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
        for (String id : replicas) {
            run(id, "H200", 1, JobClass.DECODE, 4 * HOURS);
            assertThat(profile(id)).isEqualTo(PowerProfile.UNCAPPED);
        }
        serve(20, 0.06, replicas);
        assertThat(Arrays.stream(replicas).filter(id -> profile(id).setting() < 100)).as("who tries").hasSize(3);
        serve(200, 0.06, replicas);
        for (String id : replicas) {
            assertThat(profile(id).setting()).as(id).isBetween(85.0, 95.0);
        }
        run("later", "H200", 1, JobClass.DECODE, HOURS);
        assertThat(profile("later")).isEqualTo(profile("a"));
        run("elsewhere", "L40S", 1, JobClass.DECODE, HOURS);
        assertThat(profile("elsewhere")).as("another model was not measured").isEqualTo(PowerProfile.UNCAPPED);
    }

    @Test
    void servicesThatTellNothingRunUncapped() {
        run("a", "H200", 1, JobClass.PREFILL, HOURS);
        run("b", "H200", 1, JobClass.TRAINING, HOURS);
        tell("b", 50);
        assertThat(profile("a")).isEqualTo(PowerProfile.UNCAPPED);
    }
}
