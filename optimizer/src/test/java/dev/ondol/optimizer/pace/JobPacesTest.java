package dev.ondol.optimizer.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.solve.Scenes;
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
}
