package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.optimizer.cluster.Readiness;
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

    /// An hour on whole GB200 trays.
    private Placement onTrays(String id, int trays, JobClass workload, int priority, boolean preemptible) {
        return desk.submit(new PlacementRequest(id, new PlacementRequest.Gang(trays, Strategy.PACK),
                new PlacementRequest.Replica(4, List.of("GB200"), 1_000, 1_000), workload, priority, "",
                new PlacementRequest.Time(Scenes.CYCLE, null, HOUR, preemptible)), Optional.empty()).placement();
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

    /// All trays of the model sleep but two, on which others run; a gang of two that has just missed the minute's orders is promised
    /// sleeping ones, a little too late.
    private void promiseSleepingTrays(JobClass others, int priority, boolean preemptible) {
        int[] trays = scenes.nodes.ofModel("GB200");
        desk.read(account -> {
            for (int tray : trays) {
                boolean awake = tray == trays[0] || tray == trays[1];
                account.readiness().observe(tray, awake ? Readiness.State.READY : Readiness.State.PARKED, true,
                        Scenes.CYCLE
                                - HOUR);
            }
            return account;
        });
        for (String id : List.of("batch-0", "batch-1")) {
            report(onTrays(id, 1, others, 0, preemptible), PlacementEvent.Type.STARTED, Scenes.CYCLE);
        }
        desk.clock(Scenes.CYCLE + MINUTE / 2);
        Placement gang = onTrays("gang", 2, JobClass.TRAINING, priority, false);
        assertThat(gang.state()).isEqualTo(State.PLACED);
        assertThat(gang.startAt()).isEqualTo(Scenes.CYCLE + 16 * MINUTE);
    }

    @Test
    void trainingThatWasPromisedNodesWhichWakeTooLateTakesThoseOfBatchWork() {
        promiseSleepingTrays(JobClass.BATCH, 0, true);
        until(Scenes.CYCLE + 11 * MINUTE);
        assertThat(desk.evictions()).as("awake ones may yet come free").isEmpty();
        until(Scenes.CYCLE + 12 * MINUTE);
        List<Placement> leaving = desk.evictions();
        assertThat(leaving).extracting(Placement::jobId).containsExactlyInAnyOrder("batch-0", "batch-1");
        leaving.forEach(of -> report(of, PlacementEvent.Type.EVICTED, desk.now()));
        Placement gang = desk.read(account -> account.job("gang")).orElseThrow().placement();
        assertThat(gang.state()).isEqualTo(State.PLACED);
        assertThat(gang.startAt()).isLessThanOrEqualTo(Scenes.CYCLE + 15 * MINUTE);
    }

    @Test
    void itTakesAwakeNodesThatComeFreeElsewhereMeanwhileAndWhoHasNotLeftStays() {
        promiseSleepingTrays(JobClass.BATCH, 0, true);
        until(Scenes.CYCLE + 12 * MINUTE);
        assertThat(desk.evictions()).hasSize(2);
        desk.read(account -> {
            for (int tray : scenes.nodes.ofModel("GB200")) {
                account.readiness().observe(tray, Readiness.State.READY, true, desk.now());
            }
            return account;
        });
        until(Scenes.CYCLE + 13 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
        assertThat(List.of(state("gang"), state("batch-0"), state("batch-1"))).containsOnly(State.PLACED);
    }

    @Test
    void trainingOfLowerPriorityDoesNotLeaveForAFewMinutes() {
        promiseSleepingTrays(JobClass.TRAINING, 1, true);
        until(Scenes.CYCLE + 15 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
    }

    @Test
    void itKeepsWhatItWasPromisedWhereNobodyMayLeave() {
        promiseSleepingTrays(JobClass.BATCH, 0, false);
        until(Scenes.CYCLE + 15 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
        Placement gang = desk.read(account -> account.job("gang")).orElseThrow().placement();
        assertThat(gang.startAt()).isEqualTo(Scenes.CYCLE + 16 * MINUTE);
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
