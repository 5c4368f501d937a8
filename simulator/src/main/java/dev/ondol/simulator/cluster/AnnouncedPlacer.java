package dev.ondol.simulator.cluster;

import dev.ondol.client.OndolUnavailable;
import dev.ondol.client.PlacementApi;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.simulator.workload.Job;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A scheduler that places jobs by its own rule, first-fit packed, and keeps the placement API informed: of jobs that wait, of where
/// it started them and how fast they run. So the optimizer can park nodes and choose power profiles without placing anything. Where the API
/// does not answer, the scheduler goes on by itself.
public final class AnnouncedPlacer implements Placer {
    private final PlacementApi api;
    private final Placer own = new FirstFitPacked();
    private final ReportedPaces paces = new ReportedPaces();
    /// Placements of jobs that wait or run, by job.
    private final Map<String, String> announced = new HashMap<>();

    public AnnouncedPlacer(PlacementApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "announced-" + own.name();
    }

    @Override
    public void place(Situation situation) {
        try {
            announce(situation);
            own.place(situation);
            api.reconcile(situation.plantMillis(), situation.running());
            api.progress(paces.of(situation));
        } catch (OndolUnavailable e) {
            own.place(situation);
        }
    }

    private void announce(Situation situation) throws OndolUnavailable {
        Set<String> known = new HashSet<>();
        for (WaitingJob waiting : situation.waiting()) {
            Job job = waiting.job;
            known.add(job.id());
            if (!announced.containsKey(job.id())) {
                if (api.place(Requests.of(job),
                        "announced/" + job.id()) instanceof PlacementApi.Reply.Answered(Placement placement)) {
                    announced.put(job.id(), placement.placementId());
                }
            }
        }
        situation.active().forEach(active -> known.add(active.job.id()));
        announced.keySet().retainAll(known);
    }

    @Override
    public void ended(Job job, long plantMillis) {
        report(job, PlacementEvent.Type.FINISHED, plantMillis);
    }

    @Override
    public void withdrawn(Job job, long plantMillis) {
        report(job, PlacementEvent.Type.CANCELLED, plantMillis);
    }

    private void report(Job job, PlacementEvent.Type type, long plantMillis) {
        String placement = announced.remove(job.id());
        if (placement != null) {
            try {
                api.report(placement, new PlacementEvent(type, plantMillis));
            } catch (OndolUnavailable e) {
                // The next full list of running jobs tells it as well.
            }
        }
    }

    @Override
    public Placer atBeginning() {
        return own;
    }
}
