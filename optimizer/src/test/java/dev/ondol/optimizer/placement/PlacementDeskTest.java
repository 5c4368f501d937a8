package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.Situation;
import dev.ondol.optimizer.solve.Scenes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacementDeskTest {
    private static final long HOUR = 3_600_000;
    private final Scenes scenes = new Scenes("kr-hn1");
    private final PlacementDesk desk = scenes.desk;

    private static PlacementRequest job(String id, String model, int replicas, int gpus) {
        return Scenes.job(id, model, replicas, gpus, JobClass.TRAINING, HOUR, null);
    }

    private Placement submit(PlacementRequest request) {
        return desk.submit(request, Optional.empty()).placement();
    }

    private int freeGpus() {
        return desk.read(account -> {
            int free = 0;
            for (int node = 0; node < account.nodes().count(); node++) {
                free += account.freeGpus(node);
            }
            return free;
        });
    }

    @Test
    void aJobThatFitsIsPlacedWithALeaseAndAPrice() {
        Placement placement = submit(job("a", "H200", 4, 8));
        assertThat(placement.state()).isEqualTo(State.PLACED);
        assertThat(placement.assignments()).hasSize(4).allMatch(share -> share.node().startsWith("node-h3-") && share
                .gpus() == 8);
        assertThat(placement.startAt()).isEqualTo(Scenes.CYCLE);
        assertThat(placement.leaseExpires()).isEqualTo(Scenes.CYCLE + PlacementDesk.LEASE_MS);
        assertThat(placement.powerProfile()).isEqualTo("cap-84");
        Placement.Energy energy = java.util.Objects.requireNonNull(placement.energy());
        assertThat(energy.marginalPue()).isBetween(1.01, 1.3);
        assertThat(energy.itWh()).isBetween(20_000.0, 40_000.0);
        double kwh = energy.facilityWh() / 1000;
        assertThat(java.util.Objects.requireNonNull(energy.kgCO2())).isBetween(0.325 * kwh, 0.37 * kwh);
        assertThat(java.util.Objects.requireNonNull(energy.cost()).amount()).isBetween(80 * kwh, 260 * kwh);
        assertThat(java.util.Objects.requireNonNull(energy.litres())).isBetween(0.0, 2 * kwh);
        assertThat(placement.reasons()).isNotEmpty();
    }

    @Test
    void nodesThatAreStartedAreFilledFirst() {
        Placement first = submit(job("a", "H200", 1, 4));
        Placement second = submit(job("b", "H200", 1, 4));
        assertThat(second.assignments().getFirst().node()).isEqualTo(first.assignments().getFirst().node());
    }

    @Test
    void jobsWithOtherWishesGetNodesOfTheirOwnWhileThereAreAny() {
        Placement training = submit(job("a", "H200", 1, 4));
        Placement decode = submit(Scenes.job("b", "H200", 1, 4, JobClass.DECODE, HOUR, null));
        assertThat(decode.powerProfile()).isEqualTo("uncapped");
        assertThat(decode.assignments().getFirst().node()).isNotEqualTo(training.assignments().getFirst().node());
    }

    @Test
    void aReplicaDoesNotStartOnANodeThatIsStillUnderATighterCapOfJobsThatHaveEnded() {
        Placement training = submit(job("a", "H200", 1, 4));
        String node = training.assignments().getFirst().node();
        int number = scenes.nodes.index(node);
        desk.read(account -> {
            account.published(number, account.profile(number));
            return account;
        });
        desk.cancel(training.placementId());
        Placement prefill = submit(Scenes.job("b", "H200", 1, 8, JobClass.PREFILL, HOUR, null));
        assertThat(prefill.assignments().getFirst().node()).isNotEqualTo(node);
        Placement again = submit(job("c", "H200", 1, 4));
        assertThat(again.assignments().getFirst().node()).isEqualTo(node);
    }

    @Test
    void whatCanNeverRunIsRejectedWithTheReason() {
        assertThat(submit(job("a", "B300", 1, 8)).state()).isEqualTo(State.REJECTED);
        assertThat(submit(job("b", "H200", 385, 8)).reasons()).extracting(Placement.Reason::constraint)
                .containsExactly("Whole gang");
        assertThat(submit(job("c", "H200", 1, 9)).state()).isEqualTo(State.REJECTED);
        assertThat(submit(Scenes.job("d", "H200", 1, 8, JobClass.BATCH, HOUR, Scenes.CYCLE + HOUR / 2)).reasons())
                .extracting(Placement.Reason::constraint).containsExactly("Deadline");
        assertThat(freeGpus()).isEqualTo(scenes.site.gpus());
    }

    @Test
    void whatDoesNotFitNowWaits() {
        submit(job("a", "H200", 380, 8));
        Placement waits = submit(job("b", "H200", 10, 8));
        assertThat(waits.state()).isEqualTo(State.DEFERRED);
        assertThat(waits.assignments()).isEmpty();
        assertThat(desk.starts()).extracting(Placement::jobId).containsExactly("a");
    }

    @Test
    void setpointsThatAreWarmNowAreNoReasonToWaitBecauseTheyBecomeColdAtOnce() {
        double[] warm = scenes.model.middle();
        for (Actuator actuator : scenes.model.actuators()) {
            warm[actuator.index()] = actuator.limits().safe() == SafeDirection.DOWN
                    ? actuator.limits().max()
                    : actuator.limits().min();
        }
        desk.situation(new Situation(new Outdoor(33, 26, 22), warm, Calibration.nameplate(scenes.model.halls())));
        assertThat(submit(job("a", "H200", 300, 8)).state()).isEqualTo(State.PLACED);
    }

    @Test
    void aStrictGangLiesInOneRack() {
        PlacementRequest plain = job("a", "GB200", 10, 4);
        Placement placement = submit(new PlacementRequest("a", new PlacementRequest.Gang(10,
                PlacementRequest.Strategy.STRICT_PACK), plain.perReplica(), plain.workload(), 0, "", plain.time()));
        assertThat(placement.assignments().stream().map(share -> scenes.nodes.rack(scenes.nodes.index(share.node())))
                .distinct()).hasSize(1);
    }

    @Test
    void aSpreadGangHasOneReplicaANode() {
        PlacementRequest plain = job("a", "L40S", 10, 1);
        Placement placement = submit(new PlacementRequest("a", new PlacementRequest.Gang(10,
                PlacementRequest.Strategy.SPREAD), plain.perReplica(), plain.workload(), 0, "", plain.time()));
        assertThat(placement.assignments()).hasSize(10).allMatch(share -> share.replicas() == 1);
    }

    @Test
    void theSameKeyAndTheSameJobGetTheSameAnswer() {
        PlacementDesk.Answer first = desk.submit(job("a", "H200", 1, 8), Optional.of("key"));
        PlacementDesk.Answer again = desk.submit(job("a", "H200", 1, 8), Optional.of("key"));
        PlacementDesk.Answer other = desk.submit(job("a", "H200", 1, 8), Optional.of("another"));
        assertThat(again.placement()).isEqualTo(first.placement());
        assertThat(again.replayed()).isTrue();
        assertThat(other.placement()).isEqualTo(first.placement());
        assertThat(freeGpus()).isEqualTo(scenes.site.gpus() - 8);
    }

    @Test
    void aFinishedJobFreesItsNodesOnce() {
        Placement placement = submit(job("a", "H200", 2, 8));
        desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, Scenes.CYCLE));
        assertThat(desk.starts()).isEmpty();
        for (int i = 0; i < 2; i++) {
            assertThat(desk.event(placement.placementId(),
                    new PlacementEvent(PlacementEvent.Type.FINISHED, Scenes.CYCLE + HOUR)))
                    .map(Placement::state).hasValue(State.RELEASED);
            assertThat(freeGpus()).isEqualTo(scenes.site.gpus());
        }
    }

    @Test
    void aLeaseThatExpiresPutsTheJobBackIntoTheQueueAndInTheEndOut() {
        Placement placement = submit(job("a", "H200", 2, 8));
        long now = Scenes.CYCLE;
        for (int i = 0; i < 3; i++) {
            now += PlacementDesk.LEASE_MS + 1;
            desk.clock(now);
            if (i < 2) {
                assertThat(desk.find(placement.placementId())).hasValueSatisfying(again -> {
                    assertThat(again.state()).as("nodes are free, so it waits no minute").isEqualTo(State.PLACED);
                    assertThat(again.generation()).isGreaterThan(placement.generation());
                });
            }
        }
        assertThat(freeGpus()).isEqualTo(scenes.site.gpus());
        assertThat(desk.find(placement.placementId())).map(Placement::state).hasValue(State.RELEASED);
    }

    @Test
    void aBoundJobKeepsItsNodesWithoutALease() {
        Placement placement = submit(job("a", "H200", 2, 8));
        desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.BOUND, Scenes.CYCLE));
        desk.clock(Scenes.CYCLE + 10 * PlacementDesk.LEASE_MS);
        assertThat(freeGpus()).isEqualTo(scenes.site.gpus() - 16);
    }

    @Test
    void theSchedulersListIsTheTruth() {
        Placement gone = submit(job("gone", "H200", 1, 8));
        desk.event(gone.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, Scenes.CYCLE));
        Placement promised = submit(job("promised", "H200", 1, 8));
        RunningJob unknown = new RunningJob("unknown", job("unknown", "L40S", 2, 8), List.of(new Assignment(
                "node-h4-001-1", 1, 8), new Assignment("node-h4-001-2", 1, 8)), Scenes.CYCLE);
        desk.reconcile(new JobList(Scenes.CYCLE + 1, List.of(unknown)));
        assertThat(desk.find(gone.placementId())).map(Placement::state).hasValue(State.RELEASED);
        assertThat(desk.find(promised.placementId())).map(Placement::state).hasValue(State.PLACED);
        assertThat(freeGpus()).isEqualTo(scenes.site.gpus() - 8 - 16);
        desk.reconcile(new JobList(Scenes.CYCLE + 2, List.of(unknown)));
        assertThat(freeGpus()).isEqualTo(scenes.site.gpus() - 8 - 16);
    }

    @Test
    void aJobThatTheSchedulerMovedIsTakenOverAsItRuns() {
        Placement placement = submit(job("a", "H200", 1, 8));
        desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, Scenes.CYCLE));
        desk.reconcile(new JobList(Scenes.CYCLE + 1, List.of(new RunningJob("a", job("a", "H200", 1, 8), List.of(
                new Assignment("node-h3-050-3", 1, 8)), Scenes.CYCLE))));
        assertThat(desk.find(placement.placementId()).orElseThrow().assignments().getFirst().node()).isEqualTo(
                "node-h3-050-3");
        assertThat(freeGpus()).isEqualTo(scenes.site.gpus() - 8);
    }

    @Test
    void noSequenceOfCallsLosesOrDoublesAGpu() {
        long seed = 11;
        Random random = new Random(seed);
        Map<String, Integer> held = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            if (random.nextInt(3) > 0 || ids.isEmpty()) {
                PlacementRequest request = scenes.job(random.nextBoolean() ? "H200" : "GB200", 1 + random.nextInt(40),
                        random);
                Placement placement = submit(request);
                if (placement.state() == State.PLACED) {
                    held.put(request.jobId(), request.gpus());
                }
                ids.put(request.jobId(), placement.placementId());
            } else {
                String job = List.copyOf(ids.keySet()).get(random.nextInt(ids.size()));
                PlacementEvent.Type type = List.of(PlacementEvent.Type.STARTED, PlacementEvent.Type.FINISHED,
                        PlacementEvent.Type.FAILED, PlacementEvent.Type.CANCELLED).get(random.nextInt(4));
                desk.event(java.util.Objects.requireNonNull(ids.get(job)), new PlacementEvent(type, Scenes.CYCLE));
                if (type != PlacementEvent.Type.STARTED) {
                    held.remove(job);
                    ids.remove(job);
                }
            }
            assertThat(freeGpus()).as("seed %d, call %d", seed, i).isEqualTo(scenes.site.gpus() - held.values().stream()
                    .mapToInt(Integer::intValue).sum());
        }
    }
}
