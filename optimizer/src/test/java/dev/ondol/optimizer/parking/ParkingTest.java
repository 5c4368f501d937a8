package dev.ondol.optimizer.parking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Gang;
import dev.ondol.facility.workload.PlacementRequest.Replica;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PlacementRequest.Time;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.solve.Scenes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParkingTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;

    private final Scenes scenes = new Scenes("kr-hn1");
    private long now = Scenes.CYCLE;

    private void clock(long time) {
        now = time;
        scenes.desk.clock(now);
    }

    /// The plant does at once what is decided.
    private Set<String> decideAndObey() {
        Set<String> parked = new HashSet<>(scenes.desk.rest().parked());
        scenes.desk.read(account -> {
            for (int node = 0; node < scenes.nodes.count(); node++) {
                boolean sleeps = parked.contains(scenes.nodes.name(node));
                Readiness.State was = account.readiness().of(node);
                Readiness.State is = sleeps
                        ? Readiness.State.PARKED
                        : was == Readiness.State.PARKED ? Readiness.State.WAKING : was;
                account.readiness().observe(node, is, true, now);
            }
            return account;
        });
        return parked;
    }

    private Placement submit(String id, String model, int replicas, int gpus) {
        return scenes.desk
                .submit(Scenes.job(id, model, replicas, gpus, JobClass.TRAINING, HOUR, null), Optional.empty())
                .placement();
    }

    private Set<String> settled() {
        decideAndObey();
        clock(now + 15 * MINUTE);
        return decideAndObey();
    }

    @Test
    void nodesWithoutWorkAreParkedButForAReserveAndNoneWithAJobIs() {
        Placement job = submit("a", "H200", 30, 8);
        scenes.desk.event(job.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, now));
        Set<String> parked = settled();
        assertThat(parked).isNotEmpty().doesNotContainAnyElementsOf(job.assignments().stream().map(
                Placement.Assignment::node).toList());
        long h200 = parked.stream().filter(node -> node.startsWith("node-h3")).count();
        assertThat(h200).as("of 384, 30 run and a quarter is kept until arrivals are known").isEqualTo(384 - 30 - 96);
    }

    @Test
    void aJobThatAwakeNodesCannotTakeIsPromisedSleepingOnesForWhenTheyAreAwake() {
        Set<String> before = settled();
        clock(now + 40 * MINUTE);
        Placement big = submit("a", "H200", 300, 8);
        assertThat(big.state()).isEqualTo(Placement.State.PLACED);
        assertThat(big.reasons()).extracting(Placement.Reason::constraint).containsExactly("Waking nodes");
        assertThat(java.util.Objects.requireNonNull(big.startAt()) - now).isBetween(10 * MINUTE, 15 * MINUTE);
        List<String> woken = big.assignments().stream().map(Placement.Assignment::node).filter(before::contains)
                .toList();
        assertThat(woken).hasSize(300 - 96);
        assertThat(decideAndObey()).doesNotContainAnyElementsOf(woken);
    }

    @Test
    void aJobThatFitsOnAwakeNodesStartsAtOnceThere() {
        Set<String> parked = settled();
        Placement small = submit("a", "H200", 4, 8);
        assertThat(small.startAt()).isEqualTo(now);
        assertThat(small.assignments()).noneMatch(share -> parked.contains(share.node()));
    }

    @Test
    void aNodeThatWasJustParkedIsNotCountedOnBeforeItsHalfHourIsOver() {
        settled();
        Placement big = submit("a", "H200", 300, 8);
        assertThat(java.util.Objects.requireNonNull(big.startAt()) - now).isEqualTo(40 * MINUTE);
    }

    private long parkedAfterThreeDaysOfGangs(String model, int replicas, int gpus, String prefix) {
        for (long minute = 0; minute < 3 * 24 * 60; minute += 5) {
            clock(Scenes.CYCLE + minute * MINUTE);
            if (minute % 60 == 0) {
                Placement job = submit("job-" + minute, model, replicas, gpus);
                scenes.desk.cancel(job.placementId());
            }
        }
        return settled().stream().filter(node -> node.startsWith(prefix)).count();
    }

    @Test
    void gangsOfAModelThatWakesInTimeNeedNoNodeAwakeButNodesThatCanBeWoken() {
        assertThat(parkedAfterThreeDaysOfGangs("H200", 12, 8, "node-h3")).as("12 not to be parked at once").isEqualTo(
                384 - 12);
        clock(now + 40 * MINUTE);
        assertThat(decideAndObey().stream().filter(node -> node.startsWith("node-h3")).count()).isEqualTo(384);
    }

    @Test
    void gangsOfAModelThatWakesTooSlowlyFindAwakeWhatTheyUsuallyAskFor() {
        long parked = parkedAfterThreeDaysOfGangs("GB200", 12, 4, "node-h1")
                + scenes.desk.rest().parked().stream().filter(node -> node.startsWith("node-h2")).count();
        assertThat(parked).isEqualTo(2 * 432 - 12);
    }

    /// Batch work on five trays, and how many of all trays sleep beside a reserve of twelve.
    private long parkedBesideBatch(boolean preemptible) {
        parkedAfterThreeDaysOfGangs("GB200", 12, 4, "node-h1");
        PlacementRequest batch = new PlacementRequest("batch", new Gang(5, Strategy.PACK),
                new Replica(4, List.of("GB200"), 1_000, 1_000), JobClass.BATCH, 0, "",
                new Time(Scenes.CYCLE, null, 10 * HOUR, preemptible));
        Placement placed = scenes.desk.submit(batch, Optional.empty()).placement();
        scenes.desk.event(placed.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, now));
        clock(now + 40 * MINUTE);
        settled();
        return settled().stream().filter(node -> node.startsWith("node-h1") || node.startsWith("node-h2")).count();
    }

    @Test
    void traysOfBatchWorkThatLeavesForGangsCountAsReserve() {
        assertThat(parkedBesideBatch(true)).isEqualTo(2 * 432 - 12);
    }

    @Test
    void traysOfBatchWorkThatMayNotBeStoppedDoNotCountAsReserve() {
        assertThat(parkedBesideBatch(false)).isEqualTo(2 * 432 - 5 - 12);
    }
}
