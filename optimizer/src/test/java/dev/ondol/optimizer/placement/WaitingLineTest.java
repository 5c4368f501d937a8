package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.solve.Scenes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final int H200_NODES = 384;

    private final Scenes scenes = new Scenes("kr-hn1");
    private long now = Scenes.CYCLE;

    private Placement submit(String id, int nodes, JobClass jobClass, long duration) {
        return scenes.desk.submit(Scenes.job(id, "H200", nodes, 8, jobClass, duration, null), Optional.empty())
                .placement();
    }

    private Placement running(String id, int nodes, long duration) {
        Placement placement = submit(id, nodes, JobClass.TRAINING, duration);
        scenes.desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, now));
        return placement;
    }

    private void minutes(int count) {
        for (int minute = 0; minute < count; minute++) {
            now += MINUTE;
            scenes.desk.clock(now);
        }
    }

    private void ends(Placement placement) {
        scenes.desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.FINISHED, now));
    }

    private State state(Placement placement) {
        return scenes.desk.find(placement.placementId()).orElseThrow().state();
    }

    @Test
    void aJobThatWaitsIsPlacedInTheMinuteInWhichItsNodesComeFree() {
        Placement first = running("first", H200_NODES, HOUR);
        Placement waits = submit("waits", 10, JobClass.TRAINING, HOUR);
        minutes(3);
        assertThat(state(waits)).isEqualTo(State.DEFERRED);
        ends(first);
        minutes(1);
        assertThat(state(waits)).isEqualTo(State.PLACED);
    }

    @Test
    void whoWaitsMovesUpAtOnceWhereTheSchedulerAsksWhatMayStart() {
        Placement first = running("first", H200_NODES, HOUR);
        Placement waits = submit("waits", 10, JobClass.TRAINING, HOUR);
        minutes(3);
        ends(first);
        assertThat(scenes.desk.starts()).extracting(Placement::placementId).containsExactly(waits.placementId());
    }

    @Test
    void nodesThatHaveWokenAreTakenBeforeTheMinuteIsOver() {
        asleep(10, Readiness.State.WAKING);
        Placement running = running("running", H200_NODES - 10, HOUR);
        Placement promised = submit("promised", 5, JobClass.TRAINING, HOUR);
        assertThat(running.state()).isEqualTo(State.PLACED);
        assertThat(promised.startAt()).as("when they are thought to be awake").isGreaterThan(now + MINUTE);
        minutes(2);
        asleep(10, Readiness.State.READY);
        assertThat(scenes.desk.starts()).extracting(Placement::startAt).containsExactly(now);
    }

    /// The last nodes of the model, as the plant tells it.
    private void asleep(int count, Readiness.State state) {
        scenes.desk.read(account -> {
            int[] nodes = account.nodes().ofModel("H200");
            for (int i = nodes.length - count; i < nodes.length; i++) {
                account.readiness().observe(nodes[i], state, true, now);
            }
            return account;
        });
    }

    @Test
    void aLargeJobIsNotStarvedBySmallOnesThatComeLater() {
        Placement half = running("half", H200_NODES / 2, HOUR);
        Placement large = submit("large", H200_NODES, JobClass.TRAINING, HOUR);
        minutes(1);
        Placement late = submit("late", 4, JobClass.TRAINING, 20 * HOUR);
        assertThat(late.state()).as("it would run when the large one is due").isEqualTo(State.DEFERRED);
        ends(half);
        minutes(1);
        assertThat(state(large)).isEqualTo(State.PLACED);
        assertThat(state(late)).isEqualTo(State.DEFERRED);
    }

    @Test
    void aSmallJobThatEndsInTimeGoesBeforeALargeOne() {
        running("half", H200_NODES / 2, 4 * HOUR);
        submit("large", H200_NODES, JobClass.TRAINING, HOUR);
        minutes(1);
        assertThat(submit("small", 4, JobClass.TRAINING, HOUR).state()).isEqualTo(State.PLACED);
    }

    @Test
    void aServiceGoesBeforeWhoeverWaits() {
        running("half", H200_NODES / 2, HOUR);
        submit("large", H200_NODES, JobClass.TRAINING, HOUR);
        minutes(1);
        assertThat(submit("replica", 1, JobClass.PREFILL, 20 * HOUR).state()).isEqualTo(State.PLACED);
    }

    @Test
    void batchWorkThatThePlanPutsOffWaitsUntilThenAndTrainingDoesNot() {
        Placement first = running("first", H200_NODES, HOUR);
        Placement batch = submit("batch", 1, JobClass.BATCH, HOUR);
        Placement training = submit("training", 1, JobClass.TRAINING, HOUR);
        long later = now + 30 * MINUTE;
        var profile = dev.ondol.facility.workload.PowerProfile.UNCAPPED;
        scenes.desk.carryOut(List.of(new Start("batch", later, false, profile, List.of()), new Start("training", later,
                false, profile, List.of())));
        ends(first);
        minutes(1);
        assertThat(state(training)).isEqualTo(State.PLACED);
        assertThat(state(batch)).isEqualTo(State.DEFERRED);
        minutes(30);
        assertThat(state(batch)).isEqualTo(State.PLACED);
    }

    @Test
    void theOldestOfThoseWhoWaitGoesFirst() {
        Placement first = running("first", H200_NODES, HOUR);
        minutes(1);
        Placement older = submit("older", 300, JobClass.TRAINING, HOUR);
        minutes(1);
        Placement younger = submit("younger", 300, JobClass.TRAINING, HOUR);
        ends(first);
        minutes(1);
        assertThat(List.of(state(older), state(younger))).containsExactly(State.PLACED, State.DEFERRED);
    }

    @Test
    void batchWorkTakesWhatIsFreeWhileNobodyWaitsForIt() {
        running("most", H200_NODES - 40, 4 * HOUR);
        assertThat(submit("batch", 4, JobClass.BATCH, HOUR).state()).isEqualTo(State.PLACED);
    }

    @Test
    void trainingGoesBeforeBatchWorkThatHasTime() {
        Placement first = running("first", H200_NODES, HOUR);
        Placement batch = submit("batch", 300, JobClass.BATCH, HOUR);
        minutes(1);
        Placement training = submit("training", 300, JobClass.TRAINING, HOUR);
        ends(first);
        minutes(1);
        assertThat(List.of(state(training), state(batch))).containsExactly(State.PLACED, State.DEFERRED);
    }

    @Test
    void batchWorkThatMustStartGoesBeforeTrainingThatHasJustCome() {
        Placement first = running("first", H200_NODES, 20 * HOUR);
        Placement batch = submit("batch", 300, JobClass.BATCH, HOUR);
        minutes(100);
        Placement training = submit("training", 300, JobClass.TRAINING, HOUR);
        ends(first);
        minutes(1);
        assertThat(List.of(state(batch), state(training))).containsExactly(State.PLACED, State.DEFERRED);
    }

    @Test
    void aGangThatIsTooLateAnywayLetsThoseGoFirstThatCanStillKeepTheirLevel() {
        Placement first = running("first", H200_NODES, HOUR);
        Placement older = submit("older", 300, JobClass.TRAINING, HOUR);
        minutes(1);
        Placement younger = submit("younger", 300, JobClass.TRAINING, HOUR);
        minutes(80); // the first one takes longer than it said: the turn of the older one was after an hour
        ends(first);
        minutes(1);
        assertThat(List.of(state(younger), state(older))).containsExactly(State.PLACED, State.DEFERRED);
    }

    @Test
    void afterThreeHoursOfLettingOthersGoFirstItIsTheTurnOfTheLateGang() {
        Placement first = running("first", H200_NODES, HOUR);
        Placement older = submit("older", 300, JobClass.TRAINING, HOUR);
        minutes(260);
        Placement younger = submit("younger", 300, JobClass.TRAINING, HOUR);
        ends(first);
        minutes(1);
        assertThat(List.of(state(older), state(younger))).containsExactly(State.PLACED, State.DEFERRED);
    }

    @Test
    void aServiceLeavesReservedNodesAloneWhereOthersAreFree() {
        running("half", H200_NODES / 2, 4 * HOUR);
        Placement large = submit("large", H200_NODES - 4, JobClass.TRAINING, HOUR);
        minutes(1);
        Placement service = submit("service", 1, JobClass.PREFILL, 20 * HOUR);
        assertThat(service.state()).isEqualTo(State.PLACED);
        now += 4 * HOUR;
        assertThat(state(large)).isEqualTo(State.DEFERRED);
        minutes(1);
        ends(scenes.desk.read(account -> account.job("half")).orElseThrow().placement());
        minutes(1);
        assertThat(state(large)).isEqualTo(State.PLACED);
    }
}
