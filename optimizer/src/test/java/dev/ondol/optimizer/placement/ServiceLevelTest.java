package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import dev.ondol.optimizer.placement.ServiceLevel.State;
import dev.ondol.optimizer.solve.Scenes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceLevelTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final PowerProfile SLOW_CLOCK = new PowerProfile("clock-70", PowerProfile.Kind.GPU_CLOCK, 70, 0.96,
            0.75);

    @Test
    void trainingThatWaitsIsInTimeUntilAQuarterOfAnHourAfterItsTurn() {
        TrackedJob job = waiting(JobClass.TRAINING, 0);
        ServiceLevel before = ServiceLevel.of(job, Long.MAX_VALUE, 5 * HOUR);
        assertThat(before.state()).isEqualTo(State.WAITS);
        assertThat(before.startBy()).as("its turn has not come").isNull();
        assertThat(ServiceLevel.of(job, HOUR, HOUR + 15 * MINUTE).state()).isEqualTo(State.WAITS);
        ServiceLevel late = ServiceLevel.of(job, HOUR, HOUR + 15 * MINUTE + 1);
        assertThat(late.state()).isEqualTo(State.LATE);
        assertThat(late.startBy()).isEqualTo(HOUR + 15 * MINUTE);
    }

    @Test
    void trainingThatStartedInTimeKeepsItsLevelHoweverLongItRuns() {
        TrackedJob job = running(JobClass.TRAINING, 0, HOUR + 10 * MINUTE, 9 * HOUR, PowerProfile.UNCAPPED);
        ServiceLevel level = ServiceLevel.of(job, HOUR, 8 * HOUR);
        assertThat(level.state()).isEqualTo(State.KEPT);
        assertThat(level.end()).isEqualTo(9 * HOUR);
        assertThat(level.throughput()).isEqualTo(1.0);
        assertThat(ServiceLevel.of(job, 50 * MINUTE, 8 * HOUR).state()).isEqualTo(State.LATE);
    }

    @Test
    void aServiceIsSlowBelowTheThroughputOfItsClass() {
        assertThat(ServiceLevel.of(running(JobClass.DECODE, 0, MINUTE, HOUR, SLOW_CLOCK), 0, HOUR).state()).isEqualTo(
                State.SLOW);
        assertThat(ServiceLevel.of(running(JobClass.TRAINING, 0, MINUTE, HOUR, SLOW_CLOCK), 0, HOUR).state())
                .isEqualTo(State.KEPT);
        assertThat(ServiceLevel.of(running(JobClass.DECODE, 0, 3 * MINUTE, HOUR, PowerProfile.UNCAPPED), 0, HOUR)
                .state()).as("a replica starts within two minutes").isEqualTo(State.LATE);
    }

    @Test
    void batchWorkIsLateWhenItCannotEndInTimeEvenIfItStartedNow() {
        TrackedJob waits = waiting(JobClass.BATCH, 0);
        ServiceLevel level = ServiceLevel.of(waits, Long.MAX_VALUE, 3 * HOUR);
        assertThat(level.state()).isEqualTo(State.WAITS);
        assertThat(level.endBy()).isEqualTo(4 * HOUR);
        assertThat(level.startBy()).isNull();
        assertThat(level.throughput()).isNull();
        assertThat(ServiceLevel.of(waits, Long.MAX_VALUE, 3 * HOUR + 1).state()).isEqualTo(State.LATE);
        assertThat(ServiceLevel.of(running(JobClass.BATCH, 0, 3 * HOUR, 4 * HOUR + 1, PowerProfile.UNCAPPED), 0, 3
                * HOUR).state()).isEqualTo(State.LATE);
    }

    private static TrackedJob waiting(JobClass workload, long arrival) {
        return job(workload, Placement.State.DEFERRED, null, PowerProfile.UNCAPPED, Phase.WAITING, arrival, 0);
    }

    private static TrackedJob running(JobClass workload, long arrival, long startAt, long end, PowerProfile profile) {
        return job(workload, Placement.State.PLACED, startAt, profile, Phase.RUNNING, arrival, end);
    }

    /// An hour's work.
    private static TrackedJob job(JobClass workload, Placement.State state, @Nullable Long startAt,
            PowerProfile profile, Phase phase, long arrival, long end) {
        PlacementRequest request = Scenes.job("one", "H200", 1, 8, workload, HOUR, null);
        return new TrackedJob(request, new Placement("p-one", "one", state, List.of(), startAt, null, 1, profile.id(),
                null, List.of()), profile, phase, arrival, end);
    }
}
