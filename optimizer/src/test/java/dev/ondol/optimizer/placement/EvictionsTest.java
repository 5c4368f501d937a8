package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.solve.Scenes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who leaves for whom, and what becomes of both. The site is full of jobs of eight GPUs, a node each, on the model H200.
class EvictionsTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private final Scenes scenes = new Scenes("kr-hn1");
    private final int nodes = scenes.nodes.ofModel("H200").length;
    private PlacementDesk desk = anew();
    private long now = Scenes.CYCLE;

    private PlacementDesk anew() {
        PlacementDesk fresh = new PlacementDesk(scenes.model, scenes.nodes, new Scenes.Forgetful());
        fresh.clock(Scenes.CYCLE);
        return fresh;
    }

    private static PlacementRequest request(String id, JobClass workload, int replicas, int gpus, int priority,
            boolean preemptible) {
        return new PlacementRequest(id, new PlacementRequest.Gang(replicas, Strategy.PACK),
                new PlacementRequest.Replica(gpus, List.of("H200"), 1_000, 1_000), workload, priority, "",
                new PlacementRequest.Time(Scenes.CYCLE, null, 10 * HOUR, preemptible));
    }

    private Placement submit(PlacementRequest request) {
        return desk.submit(request, Optional.empty()).placement();
    }

    private Placement run(PlacementRequest request, long startedAt) {
        Placement placement = submit(request);
        assertThat(placement.state()).as(request.jobId()).isEqualTo(State.PLACED);
        return report(placement, PlacementEvent.Type.STARTED, startedAt);
    }

    private Placement report(Placement of, PlacementEvent.Type type, long at) {
        return desk.event(of.placementId(), new PlacementEvent(type, at)).orElseThrow();
    }

    /// All nodes but some have a training job that nobody may stop.
    private void fillBut(int left) {
        for (int i = 0; i < nodes - left; i++) {
            run(request("fixed-" + i, JobClass.TRAINING, 1, 8, 0, false), now);
        }
    }

    private Placement find(String job) {
        return desk.read(account -> account.job(job)).orElseThrow().placement();
    }

    private State state(String job) {
        return find(job).state();
    }

    private void clock(long later) {
        now += later;
        desk.clock(now);
    }

    private Placement urgent(int replicas) {
        return submit(request("urgent", JobClass.TRAINING, replicas, 8, 5, false));
    }

    @Test
    void whoHasDoneLeastLeavesAndTheNodesAreGivenAwayOnceTheyAreFree() {
        fillBut(3);
        run(request("old", JobClass.TRAINING, 1, 8, 0, true), now - 3 * HOUR);
        Placement latest = run(request("latest", JobClass.TRAINING, 1, 8, 0, true), now - MINUTE);
        run(request("middle", JobClass.TRAINING, 1, 8, 0, true), now - HOUR);
        Placement urgent = urgent(1);
        assertThat(urgent.state()).isEqualTo(State.DEFERRED);
        assertThat(urgent.reasons()).singleElement().satisfies(reason -> assertThat(reason.constraint()).isEqualTo(
                "Eviction"));
        assertThat(desk.evictions()).singleElement().satisfies(leaving -> {
            assertThat(leaving.jobId()).isEqualTo("latest");
            assertThat(leaving.state()).isEqualTo(State.EVICTING);
            assertThat(leaving.leaseExpires()).isEqualTo(now + 10 * MINUTE);
            assertThat(leaving.reasons().getFirst().nextBest()).isEqualTo("urgent");
        });
        clock(MINUTE);
        assertThat(state("urgent")).isEqualTo(State.DEFERRED);
        Placement again = report(latest, PlacementEvent.Type.EVICTED, now);
        assertThat(again.state()).isEqualTo(State.DEFERRED);
        assertThat(state("urgent")).isEqualTo(State.PLACED);
        assertThat(find("urgent").assignments()).isEqualTo(latest.assignments());
        assertThat(find("urgent").startAt()).isEqualTo(now);
        assertThat(desk.evictions()).isEmpty();
    }

    @Test
    void noMoreLeaveThanMust() {
        fillBut(3);
        run(request("small-1", JobClass.TRAINING, 1, 4, 0, true), now - MINUTE);
        run(request("small-2", JobClass.TRAINING, 1, 4, 0, true), now - MINUTE);
        run(request("gang", JobClass.TRAINING, 2, 8, 0, true), now - HOUR);
        assertThat(urgent(2).state()).isEqualTo(State.DEFERRED);
        assertThat(desk.evictions()).extracting(Placement::jobId).containsExactly("gang");
    }

    @Test
    void freeNodesAreUsedBesideThoseThatComeFree() {
        fillBut(2);
        run(request("one", JobClass.TRAINING, 1, 8, 0, true), now - HOUR);
        assertThat(urgent(2).state()).isEqualTo(State.DEFERRED);
        assertThat(desk.evictions()).extracting(Placement::jobId).containsExactly("one");
        assertThat(submit(request("other", JobClass.DECODE, 1, 8, 0, false)).state())
                .as("the free node is the claim's").isEqualTo(State.DEFERRED);
    }

    @Test
    void servicesEqualsAndWhoeverDoesNotAllowItStay() {
        fillBut(3);
        run(request("service", JobClass.DECODE, 1, 8, 0, true), now);
        run(request("equal", JobClass.TRAINING, 1, 8, 5, true), now);
        run(request("fixed", JobClass.TRAINING, 1, 8, 0, false), now);
        assertThat(urgent(1).state()).isEqualTo(State.DEFERRED);
        clock(5 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
        assertThat(List.of(state("service"), state("equal"), state("fixed"))).containsOnly(State.PLACED);
    }

    @Test
    void whoWaitsMakesRoomAsSoonAsSomebodyCouldLeave() {
        fillBut(1);
        Placement claim = submit(request("job", JobClass.TRAINING, 1, 8, 0, true));
        assertThat(urgent(1).state()).isEqualTo(State.DEFERRED);
        assertThat(desk.evictions()).as("it is only promised yet").isEmpty();
        report(claim, PlacementEvent.Type.STARTED, now);
        clock(MINUTE);
        assertThat(desk.evictions()).extracting(Placement::jobId).containsExactly("job");
    }

    @Test
    void whereTheSchedulerDoesNotStopThemTheyStayAndAreLeftAloneForAnHour() {
        fillBut(1);
        Placement stubborn = run(request("stubborn", JobClass.TRAINING, 1, 8, 0, true), now - HOUR);
        urgent(1);
        clock(10 * MINUTE);
        assertThat(state("stubborn")).isEqualTo(State.EVICTING);
        clock(MINUTE);
        assertThat(state("stubborn")).isEqualTo(State.PLACED);
        assertThat(find("stubborn").assignments()).isEqualTo(stubborn.assignments());
        assertThat(state("urgent")).isEqualTo(State.DEFERRED);
        clock(50 * MINUTE);
        assertThat(desk.evictions()).isEmpty();
        clock(11 * MINUTE);
        assertThat(desk.evictions()).extracting(Placement::jobId).containsExactly("stubborn");
    }

    @Test
    void whereTheClaimIsTakenBackNobodyLeaves() {
        fillBut(1);
        run(request("job", JobClass.TRAINING, 1, 8, 0, true), now - HOUR);
        Placement urgent = urgent(1);
        assertThat(state("job")).isEqualTo(State.EVICTING);
        desk.cancel(urgent.placementId());
        assertThat(state("job")).isEqualTo(State.PLACED);
        clock(MINUTE);
        assertThat(desk.evictions()).isEmpty();
    }

    @Test
    void whereANodeOfTheClaimIsDrainedTheClaimIsGivenUp() {
        fillBut(1);
        Placement job = run(request("job", JobClass.TRAINING, 1, 8, 0, true), now - HOUR);
        urgent(1);
        var _ = desk.register(job.assignments().getFirst().node(), new NodeRegistration(null, null, Map.of(),
                NodeRegistration.State.DRAINING, null, 1L));
        assertThat(state("job")).isEqualTo(State.PLACED);
        assertThat(find("urgent").assignments()).isEmpty();
    }

    @Test
    void whoIsNoLongerInTheListWaitsAgainAndOneThatHasEndedIsGone() {
        fillBut(2);
        run(request("first", JobClass.TRAINING, 1, 8, 0, true), now - HOUR);
        Placement second = run(request("second", JobClass.TRAINING, 1, 8, 0, true), now - HOUR);
        urgent(2);
        report(second, PlacementEvent.Type.FINISHED, now);
        assertThat(state("urgent")).as("one is still there").isEqualTo(State.DEFERRED);
        List<RunningJob> running = desk.read(account -> account.jobs().stream().filter(job -> job.request().jobId()
                .startsWith("fixed")).map(job -> new RunningJob(job.request().jobId(), job.request(),
                        job.placement()
                                .assignments(),
                        now))
                .toList());
        assertThat(desk.reconcile(new JobList(now, running))).isTrue();
        assertThat(state("first")).isEqualTo(State.DEFERRED);
        assertThat(state("urgent")).isEqualTo(State.PLACED);
        boolean known = desk.read(account -> account.job("second").isPresent());
        assertThat(known).isFalse();
    }

    @Test
    void aRestartChangesNothing() {
        fillBut(2);
        run(request("job", JobClass.TRAINING, 2, 8, 0, true), now - HOUR);
        urgent(1);
        Placement leaving = find("job");
        PlacementDesk before = desk;
        desk = anew();
        before.read(account -> account.jobs()).forEach(job -> desk.recover(job.request(), job.placement(), job
                .placement().leaseExpires() == null || job.placement().state() == State.EVICTING));
        clock(MINUTE);
        assertThat(find("job")).isEqualTo(leaving);
        assertThat(state("urgent")).isEqualTo(State.DEFERRED);
        assertThat(find("urgent").assignments()).isNotEmpty();
        report(leaving, PlacementEvent.Type.EVICTED, now);
        assertThat(state("urgent")).isEqualTo(State.PLACED);
        assertThat(state("job")).isEqualTo(State.DEFERRED);
    }

    @Test
    void sharedGpusComeFreeAsWell() {
        fillBut(1);
        for (int i = 0; i < 16; i++) {
            PlacementRequest half = new PlacementRequest("half-" + i, new PlacementRequest.Gang(1, Strategy.PACK),
                    new PlacementRequest.Replica(1, List.of("H200"), 1_000, 1_000, 500), JobClass.TRAINING, 0, "",
                    new PlacementRequest.Time(Scenes.CYCLE, null, 10 * HOUR, true));
            run(half, now - (i + 1) * MINUTE);
        }
        submit(request("urgent", JobClass.TRAINING, 1, 2, 5, false));
        List<Placement> leaving = desk.evictions();
        assertThat(leaving).hasSize(4);
        assertThat(leaving.stream().flatMap(of -> of.assignments().stream()).map(Assignment::sharedGpu).distinct())
                .as("two GPUs as a whole").hasSize(2);
        leaving.forEach(of -> report(of, PlacementEvent.Type.EVICTED, now));
        assertThat(find("urgent").assignments()).singleElement().satisfies(share -> assertThat(share.gpus())
                .isEqualTo(2));
    }
}
