package dev.ondol.slurm.dispatch;

import dev.ondol.client.OndolUnavailable;
import dev.ondol.client.PlacementApi;
import dev.ondol.client.Problem;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An Ondol of the test: it says what the test has told it to say, and keeps what it is told.
final class ScriptedApi implements PlacementApi {
    final List<String> keys = new ArrayList<>();
    final List<PlacementRequest> requests = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<List<RunningJob>> lists = new ArrayList<>();
    final Map<String, Placement> placements = new LinkedHashMap<>();
    State next = State.PLACED;
    String node = "n2";
    long startAt;
    long plant;
    boolean away;
    boolean refuses;

    @Override
    public long plantMillis() throws OndolUnavailable {
        answer();
        return plant;
    }

    private void answer() throws OndolUnavailable {
        if (away) {
            throw new OndolUnavailable("away");
        }
    }

    @Override
    public Reply place(PlacementRequest request, String idempotencyKey) throws OndolUnavailable {
        answer();
        keys.add(idempotencyKey);
        requests.add(request);
        if (refuses) {
            return new Reply.Refused(new Problem(400, "invalid-request", "wrong", null, null));
        }
        return new Reply.Answered(say("placement-" + request.jobId(), request.jobId(), next));
    }

    /// What it says of a job from now on.
    Placement say(String id, String job, State state) {
        boolean placed = state == State.PLACED;
        Placement placement = new Placement(id, job, state, placed ? List.of(new Assignment(node, 1, 2)) : List.of(),
                placed ? startAt : null, null, 1, "", null, List.of());
        placements.put(id, placement);
        return placement;
    }

    @Override
    public Optional<Placement> find(String placementId) throws OndolUnavailable {
        answer();
        return Optional.ofNullable(placements.get(placementId));
    }

    @Override
    public Orders orders() throws OndolUnavailable {
        answer();
        return new Orders(of(State.PLACED), of(State.EVICTING));
    }

    private List<Placement> of(State state) {
        return placements.values().stream().filter(placement -> placement.state() == state).toList();
    }

    @Override
    public void progress(List<JobProgress> jobs) {
        throw new UnsupportedOperationException("Slurm does not tell how fast jobs work.");
    }

    @Override
    public void report(String placementId, PlacementEvent event) throws OndolUnavailable {
        answer();
        events.add(event.type() + " " + placementId);
    }

    @Override
    public void reconcile(long plantMillis, List<RunningJob> jobs) throws OndolUnavailable {
        answer();
        lists.add(jobs);
    }

    @Override
    public void close() {}
}
