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
import dev.ondol.optimizer.solve.Scenes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a request may ask for beside GPUs: parts of one, nodes, racks, a quota, an answer without consequences.
class PlacementRulesTest {
    private static final long HOUR = 3_600_000;
    private final Scenes scenes = new Scenes("kr-hn1");
    private final PlacementDesk desk = new PlacementDesk(scenes.model, scenes.nodes, new Scenes.Forgetful(), new Quotas(
            Map.of("small", 16)));

    PlacementRulesTest() {
        desk.clock(Scenes.CYCLE);
    }

    /// A request with everything that may be left out.
    private record Wish(String id, int replicas, Strategy strategy, int gpu, @Nullable Integer milli, String tenant,
            List<String> candidates, boolean dryRun) {
        static Wish of(String id, int replicas, int gpu) {
            return new Wish(id, replicas, Strategy.PACK, gpu, null, "", List.of(), false);
        }

        Wish strategy(Strategy of) {
            return new Wish(id, replicas, of, gpu, milli, tenant, candidates, dryRun);
        }

        Wish milli(int of) {
            return new Wish(id, replicas, strategy, gpu, of, tenant, candidates, dryRun);
        }

        Wish tenant(String of) {
            return new Wish(id, replicas, strategy, gpu, milli, of, candidates, dryRun);
        }

        Wish among(List<String> of) {
            return new Wish(id, replicas, strategy, gpu, milli, tenant, of, dryRun);
        }

        Wish dry() {
            return new Wish(id, replicas, strategy, gpu, milli, tenant, candidates, true);
        }

        PlacementRequest request() {
            return new PlacementRequest(id, new PlacementRequest.Gang(replicas, strategy), new PlacementRequest.Replica(
                    gpu, List.of("H200"), 1_000, 1_000, milli), JobClass.TRAINING, 0, tenant,
                    new PlacementRequest.Time(Scenes.CYCLE, null, HOUR, false), null, candidates, dryRun, null);
        }
    }

    private Placement submit(Wish wish) {
        return desk.submit(wish.request(), Optional.empty()).placement();
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

    private static NodeRegistration said(NodeRegistration.State state, @Nullable String tenant, long generation) {
        return new NodeRegistration(null, null, Map.of(), state, tenant, generation);
    }

    @Test
    void partsOfAGpuShareOneAndGiveItBackWhenTheLastHasEnded() {
        int all = freeGpus();
        Placement first = submit(Wish.of("a", 1, 1).milli(500));
        Placement second = submit(Wish.of("b", 1, 1).milli(500));
        Placement third = submit(Wish.of("c", 1, 1).milli(300));
        assertThat(first.assignments()).containsExactly(new Assignment(first.assignments().getFirst().node(), 1, 1,
                0));
        assertThat(second.assignments()).isEqualTo(first.assignments());
        assertThat(third.assignments()).isNotEqualTo(first.assignments());
        assertThat(freeGpus()).isEqualTo(all - 2);
        desk.cancel(first.placementId());
        assertThat(freeGpus()).isEqualTo(all - 2);
        desk.cancel(second.placementId());
        assertThat(freeGpus()).isEqualTo(all - 1);
        desk.cancel(third.placementId());
        assertThat(freeGpus()).isEqualTo(all);
    }

    @Test
    void aPartOfAGpuCostsThatPartOfItsPower() {
        double part = Objects.requireNonNull(submit(Wish.of("a", 1, 1).milli(250).dry()).energy()).itWh();
        double whole = Objects.requireNonNull(submit(Wish.of("b", 1, 1).dry()).energy()).itWh();
        assertThat(part).isCloseTo(whole / 4, org.assertj.core.data.Percentage.withPercentage(0.1));
    }

    @Test
    void neitherPartsNorWholeGpusAreEverGivenTwice() {
        for (int seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            List<Placement> open = new ArrayList<>();
            Map<String, Integer> millis = new HashMap<>();
            List<String> few = List.of("node-h3-001-1", "node-h3-001-2", "node-h3-002-1");
            for (int i = 0; i < 400; i++) {
                if (!open.isEmpty() && random.nextInt(3) == 0) {
                    desk.cancel(open.remove(random.nextInt(open.size())).placementId());
                    continue;
                }
                String id = "s" + seed + "-" + i;
                boolean shares = random.nextBoolean();
                Wish wish = Wish.of(id, 1 + random.nextInt(4), shares ? 1 : 1 + random.nextInt(4)).among(few);
                int milli = shares ? 50 + random.nextInt(950) : 0;
                Placement placement = submit(shares ? wish.milli(milli) : wish);
                if (placement.state() == State.PLACED) {
                    millis.put(id, milli);
                    open.add(placement);
                } else {
                    desk.cancel(placement.placementId());
                }
                check(open, millis, seed);
            }
            open.forEach(placement -> desk.cancel(placement.placementId()));
        }
    }

    /// Reckons anew, from the answers alone, what each node has given away.
    private static void check(List<Placement> open, Map<String, Integer> millis, int seed) {
        Map<String, Integer> whole = new HashMap<>();
        Map<String, Map<Integer, Integer>> shared = new HashMap<>();
        for (Placement placement : open) {
            for (Assignment share : placement.assignments()) {
                Integer number = share.sharedGpu();
                if (number == null) {
                    whole.merge(share.node(), share.gpus(), Integer::sum);
                } else {
                    shared.computeIfAbsent(share.node(), ignored -> new HashMap<>()).merge(number, share.replicas()
                            * Objects.requireNonNull(millis.get(placement.jobId())), Integer::sum);
                }
            }
        }
        shared.forEach((node, numbers) -> {
            assertThat(numbers.values()).as("seed %d, %s", seed, node).allMatch(milli -> milli <= 1000);
            whole.merge(node, numbers.size(), Integer::sum);
        });
        assertThat(whole.values()).as("seed %d", seed).allMatch(gpus -> gpus <= 8);
    }

    @Test
    void onlyCandidatesAreTakenAndWhatFitsOnNoneOfThemIsRejected() {
        List<String> two = List.of("node-h3-005-1", "node-h3-006-1");
        assertThat(submit(Wish.of("a", 2, 8).among(two)).assignments()).extracting(Assignment::node)
                .containsExactlyInAnyOrderElementsOf(two);
        assertThat(submit(Wish.of("b", 1, 8).among(two)).state()).isEqualTo(State.DEFERRED);
        assertThat(submit(Wish.of("c", 3, 8).among(two)).state()).isEqualTo(State.REJECTED);
        assertThat(submit(Wish.of("d", 1, 8).among(List.of("elsewhere"))).reasons()).extracting(
                Placement.Reason::constraint).containsExactly("Candidates");
    }

    @Test
    void aStrictGangLiesInOneRackAndASpreadOneOnAsManyNodesAsReplicas() {
        Placement strict = submit(Wish.of("a", 4, 4).strategy(Strategy.STRICT_PACK));
        assertThat(strict.assignments()).extracting(share -> scenes.nodes.rack(scenes.nodes.index(share.node())))
                .containsOnly(scenes.nodes.rack(scenes.nodes.index(strict.assignments().getFirst().node())));
        assertThat(submit(Wish.of("b", 6, 2).strategy(Strategy.SPREAD)).assignments()).hasSize(6).allMatch(
                share -> share.replicas() == 1);
        assertThat(submit(Wish.of("c", 6, 1).milli(100).strategy(Strategy.SPREAD)).assignments()).hasSize(6);
        assertThat(submit(Wish.of("d", 6, 2)).assignments()).hasSizeLessThan(6);
    }

    @Test
    void aDryRunTellsThePlaceAndBooksNothing() {
        int before = freeGpus();
        Placement dry = submit(Wish.of("a", 2, 8).dry());
        assertThat(dry.state()).isEqualTo(State.PLACED);
        assertThat(dry.energy()).isNotNull();
        assertThat(freeGpus()).isEqualTo(before);
        assertThat(desk.find(dry.placementId())).isEmpty();
        Placement real = submit(Wish.of("a", 2, 8));
        assertThat(real.assignments()).isEqualTo(dry.assignments());
    }

    @Test
    void aTenantGetsNoMoreThanItsQuotaAndTheRestWhenSomethingHasEnded() {
        Placement first = submit(Wish.of("a", 1, 8).tenant("small"));
        submit(Wish.of("b", 1, 8).tenant("small"));
        Placement waits = submit(Wish.of("c", 1, 8).tenant("small"));
        assertThat(waits.state()).isEqualTo(State.DEFERRED);
        assertThat(waits.reasons()).extracting(Placement.Reason::constraint).containsExactly("Tenant quota");
        assertThat(submit(Wish.of("d", 3, 8).tenant("small")).state()).isEqualTo(State.REJECTED);
        assertThat(submit(Wish.of("e", 3, 8).tenant("other")).state()).isEqualTo(State.PLACED);
        desk.clock(Scenes.CYCLE + 60_000);
        assertThat(desk.find(waits.placementId()).orElseThrow().state()).isEqualTo(State.DEFERRED);
        desk.cancel(first.placementId());
        desk.clock(Scenes.CYCLE + 120_000);
        assertThat(desk.find(waits.placementId()).orElseThrow().state()).isEqualTo(State.PLACED);
    }

    @Test
    void aDrainedNodeTakesNothingAndItsPromisesGoElsewhereWhileRunningJobsStay() {
        Placement promised = submit(Wish.of("a", 1, 8).among(List.of("node-h3-005-1", "node-h3-006-1")));
        String node = promised.assignments().getFirst().node();
        assertThat(desk.register(node, said(NodeRegistration.State.DRAINING, null, 1))).isInstanceOf(
                NodeBook.Outcome.Taken.class);
        Placement again = desk.find(promised.placementId()).orElseThrow();
        assertThat(again.state()).isEqualTo(State.DEFERRED);
        assertThat(again.generation()).isGreaterThan(promised.generation());
        desk.clock(Scenes.CYCLE + 60_000);
        Placement moved = desk.find(promised.placementId()).orElseThrow();
        assertThat(moved.assignments()).extracting(Assignment::node).doesNotContain(node).hasSize(1);
        String other = moved.assignments().getFirst().node();
        desk.event(moved.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, Scenes.CYCLE + 60_000));
        desk.register(other, said(NodeRegistration.State.DRAINING, null, 1));
        assertThat(desk.find(moved.placementId()).orElseThrow().state()).isEqualTo(State.PLACED);
        assertThat(submit(Wish.of("b", 1, 8).among(List.of(node, other))).state()).isEqualTo(State.DEFERRED);
    }

    @Test
    void aReservedNodeTakesJobsOfItsTenantOnlyAndALesserCapacityKeepsTheRest() {
        List<String> one = List.of("node-h3-005-1");
        desk.register(one.getFirst(), said(NodeRegistration.State.RESERVED, "ours", 5));
        assertThat(submit(Wish.of("a", 1, 4).among(one)).state()).isEqualTo(State.DEFERRED);
        assertThat(submit(Wish.of("b", 1, 4).among(one).tenant("ours")).state()).isEqualTo(State.PLACED);
        assertThat(desk.register(one.getFirst(), said(NodeRegistration.State.READY, null, 4))).isInstanceOf(
                NodeBook.Outcome.Stale.class);
        NodeRegistration six = new NodeRegistration(null, new NodeRegistration.Capacity(6, "H200", 100_000, 500_000),
                Map.of(), NodeRegistration.State.READY, null, 6);
        desk.register(one.getFirst(), six);
        assertThat(submit(Wish.of("c", 1, 4).among(one)).state()).isEqualTo(State.DEFERRED);
        assertThat(submit(Wish.of("d", 1, 2).among(one)).state()).isEqualTo(State.PLACED);
    }

    @Test
    void theReasonsOfADecisionAreWrittenDownWithTheNextBestPlaces() {
        desk.register("node-h3-005-1", said(NodeRegistration.State.DRAINING, null, 1));
        Placement placement = submit(Wish.of("a", 2, 8));
        PlacementExplanation why = desk.explanation(placement.placementId()).orElseThrow();
        assertThat(why.by()).isEqualTo("fast path");
        PlacementExplanation.Place chosen = Objects.requireNonNull(why.chosen());
        assertThat(chosen.nodes()).containsExactlyElementsOf(placement.assignments().stream().map(Assignment::node)
                .toList());
        assertThat(chosen.marginalPue()).isEqualTo(Objects.requireNonNull(placement.energy()).marginalPue());
        assertThat(why.others()).isNotEmpty().noneMatch(place -> place.nodes().equals(chosen.nodes()));
        assertThat(why.passedOver()).containsEntry("Node drained or reserved", 1).containsKey("GPU model");
        Placement rejected = submit(Wish.of("b", 1, 9));
        assertThat(desk.explanation(rejected.placementId()).orElseThrow().by()).isEqualTo("rule");
    }
}
