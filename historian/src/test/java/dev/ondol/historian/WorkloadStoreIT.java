package dev.ondol.historian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.historian.sql.ValueRefused;
import dev.ondol.historian.workload.WorkloadStore;
import dev.ondol.historian.workload.WorkloadStore.Explanation;
import dev.ondol.historian.workload.WorkloadStore.FirstAnswer;
import dev.ondol.historian.workload.WorkloadStore.Reported;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Placements, their answers and reports, on each database that Ondol runs on. Each test has a site of its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WorkloadStoreIT {
    private static final long T = 1_767_225_600_000L;
    private static final AtomicInteger SITES = new AtomicInteger();

    private final String site = "workload-" + SITES.incrementAndGet();
    private final Historian historian;

    WorkloadStoreIT(TestDatabase kind) {
        historian = kind.shared();
    }

    @Test
    void aPlacementIsFoundByItsKeyAndIsOpenUntilItEnds() {
        WorkloadStore workloads = historian.workloads(site);
        PlacementRequest first = request("job-1");
        workloads.save(first, placement("pl-1", "job-1", Placement.State.DEFERRED, 1), Optional.of("key-1"));
        workloads.save(request("job-2"), placement("pl-2", "job-2", Placement.State.REJECTED, 1), Optional.empty());
        assertThat(workloads.byIdempotencyKey("key-1"))
                .contains(placement("pl-1", "job-1", Placement.State.DEFERRED, 1));
        assertThat(workloads.byIdempotencyKey("key-2")).isEmpty();
        assertThat(workloads.counts()).isEqualTo(new WorkloadStore.Counts(2, 0));
        Placement placed = placement("pl-1", "job-1", Placement.State.PLACED, 3);
        workloads.update(placed);
        workloads.update(placement("pl-1", "job-1", Placement.State.DEFERRED, 2));
        assertThat(workloads.open()).containsExactly(new WorkloadStore.OpenPlacement(first, placed, false));
        assertThat(workloads.counts()).isEqualTo(new WorkloadStore.Counts(2, 1));
        workloads.event("pl-1", new PlacementEvent(PlacementEvent.Type.STARTED, T));
        assertThat(workloads.open()).extracting(WorkloadStore.OpenPlacement::started).containsExactly(true);
        workloads.event("pl-1", new PlacementEvent(PlacementEvent.Type.FINISHED, T + 1));
        assertThat(workloads.open()).isEmpty();
        assertThat(workloads.counts()).isEqualTo(new WorkloadStore.Counts(2, 1));
    }

    @Test
    void aKeyThatBelongsToAnotherPlacementKeepsNothingOfTheSecond() {
        WorkloadStore workloads = historian.workloads(site);
        Placement first = placement("pl-1", "job-1", Placement.State.DEFERRED, 1);
        workloads.save(request("job-1"), first, Optional.of("key"));
        workloads.save(request("job-1"), first, Optional.of("key"));
        assertThatThrownBy(() -> workloads.save(request("job-2"),
                placement("pl-2", "job-2", Placement.State.DEFERRED, 1), Optional.of("key")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("belongs to placement pl-1");
        assertThat(workloads.counts()).isEqualTo(new WorkloadStore.Counts(1, 0));
        assertThat(workloads.byIdempotencyKey("key")).contains(first);
    }

    @Test
    void manyAnswersAndReportsAtOnceLeaveWhatOneByOneWouldHaveLeft() {
        WorkloadStore workloads = historian.workloads(site);
        Placement last = placement("pl-1", "job-1", Placement.State.RELEASED, 3);
        Placement running = placement("pl-2", "job-2", Placement.State.PLACED, 1);
        Placement again = placement("pl-3", "job-1", Placement.State.DEFERRED, 1);
        historian.together(() -> {
            workloads.saveAll(List.of(
                    new FirstAnswer(request("job-1"), placement("pl-1", "job-1", Placement.State.DEFERRED, 1),
                            Optional.of("key-1")),
                    new FirstAnswer(request("job-2"), running, Optional.empty()),
                    new FirstAnswer(request("job-1"), again, Optional.of("key-3"))));
            workloads.updateAll(List.of(placement("pl-1", "job-1", Placement.State.PLACED, 2), last,
                    placement("pl-1", "job-1", Placement.State.DEFERRED, 1)));
            workloads.eventAll(List.of(new Reported("pl-1", new PlacementEvent(PlacementEvent.Type.CANCELLED, T)),
                    new Reported("pl-2", new PlacementEvent(PlacementEvent.Type.BOUND, T)),
                    new Reported("pl-2", new PlacementEvent(PlacementEvent.Type.STARTED, T))));
            workloads.explainAll(List.of(new Explanation("pl-2", 1, "{\"by\": \"rule\"}"),
                    new Explanation("pl-2", 1, "{\"by\": \"plan\"}")));
        });
        assertThat(workloads.byIdempotencyKey("key-1")).contains(last);
        assertThat(workloads.byIdempotencyKey("key-3")).contains(again);
        assertThat(workloads.open()).containsExactlyInAnyOrder(
                new WorkloadStore.OpenPlacement(request("job-2"), running, true),
                new WorkloadStore.OpenPlacement(request("job-1"), again, false));
        assertThat(workloads.counts()).as("job-1 had nodes for a while").isEqualTo(new WorkloadStore.Counts(2, 2));
        assertThat(workloads.explanation("pl-2")).hasValueSatisfying(json -> assertThat(new String(json, UTF_8))
                .contains("plan"));
    }

    @Test
    void oneKeyOfAnotherAmongManyKeepsNothingOfAll() {
        WorkloadStore workloads = historian.workloads(site);
        workloads.save(request("job-1"), placement("pl-1", "job-1", Placement.State.DEFERRED, 1), Optional.of("key"));
        assertThatThrownBy(() -> workloads.saveAll(List.of(
                new FirstAnswer(request("job-2"), placement("pl-2", "job-2", Placement.State.DEFERRED, 1), Optional.of(
                        "fresh")),
                new FirstAnswer(request("job-3"), placement("pl-3", "job-3", Placement.State.DEFERRED, 1), Optional.of(
                        "key")))))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("belongs to placement pl-1");
        assertThat(workloads.counts().submitted()).isEqualTo(1);
    }

    @Test
    void textThatNoDatabaseCanKeepIsRefusedByNameAndTheStoreGoesOn() {
        WorkloadStore workloads = historian.workloads(site);
        assertThatThrownBy(() -> workloads.save(request("job-\u0000"),
                placement("pl-1", "job-1", Placement.State.DEFERRED, 1), Optional.empty()))
                .isInstanceOf(ValueRefused.class);
        assertThat(workloads.counts().submitted()).isZero();
    }

    private static PlacementRequest request(String job) {
        return new PlacementRequest(job, new PlacementRequest.Gang(2, PlacementRequest.Strategy.PACK),
                new PlacementRequest.Replica(8, List.of("H100"), 1_000, 1_024), JobClass.BATCH, 0, "",
                new PlacementRequest.Time(T, null, 3_600_000, true));
    }

    static Placement placement(String id, String job, Placement.State state, long generation) {
        boolean placed = state == Placement.State.PLACED;
        return new Placement(id, job, state,
                placed ? List.of(new Placement.Assignment("node-h1-001-1", 2, 16)) : List.of(),
                placed ? T : null, placed ? T + 300_000 : null, generation, "uncapped",
                placed ? new Placement.Energy(1_000.125, 100, 30, null, null, null, 1.13) : null,
                List.of(new Placement.Reason("Capacity", 1.5, "")));
    }
}
