package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.optimizer.solve.Scenes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Batch work leaves for training of the same priority whose service level needs it, and only then. The site's H200 are full of
/// jobs of a node each; one of them should have ended after ten minutes, when it is the gang's turn, and goes on.
class RoomForTrainingTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    /// The turn is ten minutes after the beginning, the latest start fifteen later, stopping takes four.
    private static final long PRESSING = Scenes.CYCLE + 21 * MINUTE;
    private final Scenes scenes = new Scenes("kr-hn1");
    private final PlacementDesk desk = new PlacementDesk(scenes.model, scenes.nodes, new Scenes.Forgetful());

    @BeforeEach
    void fillAllNodesButTwo() {
        desk.clock(Scenes.CYCLE);
        int others = scenes.nodes.ofModel("H200").length - 2;
        for (int i = 0; i < others; i++) {
            run("fixed-" + i, JobClass.TRAINING, 10 * HOUR, null, false);
        }
    }

    private Placement submit(String id, JobClass workload, long duration, @Nullable Long deadline,
            boolean preemptible) {
        return desk.submit(new PlacementRequest(id, new PlacementRequest.Gang(1, Strategy.PACK),
                new PlacementRequest.Replica(8, List.of("H200"), 1_000, 1_000), workload, 0, "",
                new PlacementRequest.Time(Scenes.CYCLE, deadline, duration, preemptible)), Optional.empty())
                .placement();
    }

    private Placement run(String id, JobClass workload, long duration, @Nullable Long deadline, boolean preemptible) {
        Placement placement = submit(id, workload, duration, deadline, preemptible);
        return report(placement, PlacementEvent.Type.STARTED, Scenes.CYCLE);
    }

    private Placement report(Placement of, PlacementEvent.Type type, long at) {
        return desk.event(of.placementId(), new PlacementEvent(type, at)).orElseThrow();
    }

    private void until(long time) {
        for (long now = desk.now() + MINUTE; now <= time; now += MINUTE) {
            desk.clock(now);
        }
    }

    private State state(String job) {
        return desk.read(account -> account.job(job)).orElseThrow().placement().state();
    }

    private void overrunBy(JobClass workload, boolean preemptible) {
        run("overrun", workload, 10 * MINUTE, Scenes.CYCLE + 20 * HOUR, preemptible);
    }

    @Test
    void batchWorkThatHasTimeLeavesForTrainingThatWouldStartTooLate() {
        overrunBy(JobClass.TRAINING, false);
        Placement batch = run("batch", JobClass.BATCH, HOUR, Scenes.CYCLE + 8 * HOUR, true);
        assertThat(submit("gang", JobClass.TRAINING, HOUR, null, false).state()).isEqualTo(State.DEFERRED);
        until(PRESSING - MINUTE);
        assertThat(desk.evictions()).as("it may yet start in time").isEmpty();
        until(PRESSING);
        assertThat(desk.evictions()).extracting(Placement::jobId).containsExactly("batch");
        report(batch, PlacementEvent.Type.EVICTED, PRESSING + MINUTE);
        assertThat(state("gang")).isEqualTo(State.PLACED);
        assertThat(state("batch")).isEqualTo(State.DEFERRED);
    }

    @Test
    void itStaysWhereItWouldEndTooLateThen() {
        overrunBy(JobClass.TRAINING, false);
        run("batch", JobClass.BATCH, HOUR, PRESSING + 2 * HOUR, true); // an hour of work and ninety minutes of margin
        submit("gang", JobClass.TRAINING, HOUR, null, false);
        until(PRESSING + 5 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
    }

    @Test
    void itStaysWhereItsOwnerDoesNotAllowIt() {
        overrunBy(JobClass.TRAINING, false);
        run("batch", JobClass.BATCH, HOUR, Scenes.CYCLE + 8 * HOUR, false);
        submit("gang", JobClass.TRAINING, HOUR, null, false);
        until(PRESSING + 5 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
    }

    @Test
    void trainingNeverLeavesForTrainingOfItsOwnPriority() {
        overrunBy(JobClass.TRAINING, true);
        run("other", JobClass.TRAINING, 10 * HOUR, null, true);
        submit("gang", JobClass.TRAINING, HOUR, null, false);
        until(PRESSING + 5 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
    }

    @Test
    void batchWorkThatWaitsStopsNobody() {
        overrunBy(JobClass.BATCH, true);
        run("other", JobClass.BATCH, HOUR, Scenes.CYCLE + 8 * HOUR, true);
        submit("gang", JobClass.BATCH, HOUR, Scenes.CYCLE + 4 * HOUR, false);
        until(PRESSING + 5 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
    }
}
