package dev.ondol.proof.loop;

import dev.ondol.client.PlacementApi;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.placement.PlacementDesk;
import java.util.List;
import java.util.Optional;

/// The optimizer's placement desk for a scheduler in the same process: what HTTP carries in the product, without HTTP.
record DeskPlacement(PlacementDesk desk) implements PlacementApi {
    @Override
    public long plantMillis() {
        return desk.now();
    }

    @Override
    public Reply place(PlacementRequest request, String idempotencyKey) {
        return new Reply.Answered(desk.submit(request, Optional.of(idempotencyKey)).placement());
    }

    @Override
    public Optional<Placement> find(String placementId) {
        return desk.find(placementId);
    }

    @Override
    public Orders orders() {
        return new Orders(desk.starts(), desk.evictions());
    }

    @Override
    public void report(String placementId, PlacementEvent event) {
        var _ = desk.event(placementId, event);
    }

    @Override
    public void reconcile(long plantMillis, List<RunningJob> jobs) {
        desk.reconcile(new JobList(plantMillis, jobs));
    }

    @Override
    public void progress(List<JobProgress> jobs) {
        desk.progress(jobs);
    }

    @Override
    public void close() {
        // the desk belongs to the loop
    }
}
