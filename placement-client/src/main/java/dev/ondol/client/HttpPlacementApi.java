package dev.ondol.client;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The placement API over HTTP. Every call may be repeated without harm: placements carry their key, everything else says how
/// something is and not what has changed.
public final class HttpPlacementApi implements PlacementApi {
    private final Calls calls;

    private record Health(long plant) {}

    /// The parts of GET /api/v1/plan that a scheduler needs.
    private record PlanView(List<Placement> starts,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<Placement> evictions) {}

    private record JobList(long t, List<RunningJob> jobs) {}

    private record ProgressList(List<JobProgress> jobs) {}

    /// A node that Kubernetes calls otherwise.
    public record NodeName(String name, String id) {}

    private record NodeNames(List<NodeName> nodes) {}

    /// @param state READY or DRAINING
    private record NodeState(String state, long generation) {}

    /// @param base     address without a path, for example `http://127.0.0.1:8081`
    /// @param timeout  wall time for one attempt
    /// @param attempts so often a call is tried while nobody answers or the answer is that it is not possible now, 1 or more
    public HttpPlacementApi(URI base, Duration timeout, int attempts) {
        calls = new Calls(base, timeout, attempts);
    }

    @Override
    public long plantMillis() throws OndolUnavailable {
        return calls.get("/health").orUnavailable().as(Health.class).plant();
    }

    @Override
    public Reply place(PlacementRequest request, String idempotencyKey) throws OndolUnavailable {
        Calls.Answer answer = calls.post("/api/v1/placements", request, Optional.of(idempotencyKey));
        return answer.refused()
                ? new Reply.Refused(answer.problem())
                : new Reply.Answered(answer.as(Placement.class));
    }

    /// Asks for a place without a key: a job that is known gets the answer that it has.
    public Reply place(PlacementRequest request) throws OndolUnavailable {
        Calls.Answer answer = calls.post("/api/v1/placements", request, Optional.empty());
        return answer.refused()
                ? new Reply.Refused(answer.problem())
                : new Reply.Answered(answer.as(Placement.class));
    }

    @Override
    public Optional<Placement> find(String placementId) throws OndolUnavailable {
        return placement(calls.get("/api/v1/placements/" + Calls.encoded(placementId)));
    }

    /// The open placement of a job; empty where Ondol has none.
    public Optional<Placement> ofJob(String jobId) throws OndolUnavailable {
        return placement(calls.get("/k8s/placement?job=" + Calls.encoded(jobId)));
    }

    private static Optional<Placement> placement(Calls.Answer answer) throws OndolUnavailable {
        return answer.refused() ? Optional.empty() : Optional.of(answer.as(Placement.class));
    }

    @Override
    public Orders orders() throws OndolUnavailable {
        PlanView view = calls.get("/api/v1/plan").orUnavailable().as(PlanView.class);
        return new Orders(view.starts(), view.evictions());
    }

    @Override
    public void report(String placementId, PlacementEvent event) throws OndolUnavailable {
        var _ = calls.post("/api/v1/placements/" + Calls.encoded(placementId) + "/events", event, Optional.empty());
    }

    @Override
    public void reconcile(long plantMillis, List<RunningJob> jobs) throws OndolUnavailable {
        calls.put("/api/v1/jobs", new JobList(plantMillis, jobs)).orUnavailable();
    }

    @Override
    public void progress(List<JobProgress> jobs) throws OndolUnavailable {
        if (!jobs.isEmpty()) {
            calls.post("/api/v1/jobs/progress", new ProgressList(jobs), Optional.empty()).orUnavailable();
        }
    }

    /// Tells how Kubernetes calls the nodes of the site.
    public void nodes(List<NodeName> nodes) throws OndolUnavailable {
        calls.put("/k8s/nodes", new NodeNames(nodes)).orUnavailable();
    }

    /// Tells whether a node takes further jobs.
    ///
    /// @param generation grows with each call for a node
    /// @return false where this Ondol does not know the node, or does not want to be told
    public boolean node(String id, boolean takesJobs, long generation) throws OndolUnavailable {
        return !calls.put("/api/v1/nodes/" + Calls.encoded(id), new NodeState(takesJobs ? "READY" : "DRAINING",
                generation)).refused();
    }

    @Override
    public void close() {
        calls.close();
    }
}
