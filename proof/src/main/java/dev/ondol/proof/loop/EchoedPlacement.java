package dev.ondol.proof.loop;

import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.cluster.ApiUnavailable;
import dev.ondol.simulator.cluster.PlacementApi;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// A placement API whose answers are said a second time, in the same order, to the scheduler of a twin: it gets the same nodes for
/// the same jobs without being planned for. One thread; the twin asks after the first has asked.
final class EchoedPlacement implements PlacementApi {
    private final PlacementApi api;
    private final Queue<Answer> said = new ArrayDeque<>();

    /// What was answered to which question.
    private record Answer(String question, Optional<Placement> placement, List<Placement> starts) {}

    EchoedPlacement(PlacementApi api) {
        this.api = api;
    }

    private Optional<Placement> said(String question, Optional<Placement> answer) {
        said.add(new Answer(question, answer, List.of()));
        return answer;
    }

    @Override
    public Optional<Placement> place(PlacementRequest request, String idempotencyKey) throws ApiUnavailable {
        return said("place " + idempotencyKey, api.place(request, idempotencyKey));
    }

    @Override
    public Optional<Placement> find(String placementId) throws ApiUnavailable {
        return said("find " + placementId, api.find(placementId));
    }

    @Override
    public List<Placement> starts() throws ApiUnavailable {
        List<Placement> starts = api.starts();
        said.add(new Answer("starts", Optional.empty(), starts));
        return starts;
    }

    @Override
    public void report(String placementId, PlacementEvent event) throws ApiUnavailable {
        api.report(placementId, event);
    }

    @Override
    public void reconcile(long plantMillis, List<RunningJob> jobs) throws ApiUnavailable {
        api.reconcile(plantMillis, jobs);
    }

    @Override
    public void progress(List<JobProgress> jobs) throws ApiUnavailable {
        api.progress(jobs);
    }

    @Override
    public void close() {
        api.close();
    }

    /// Answers that the twin has not asked for yet; 0 after both have stepped.
    int unheard() {
        return said.size();
    }

    /// Nobody is going to ask for what was said.
    void forget() {
        said.clear();
    }

    /// The API as the twin's scheduler sees it.
    ///
    /// It throws [IllegalStateException] where the twin asks another question than the first did: then it is no twin any more.
    PlacementApi echo() {
        return new PlacementApi() {
            private Answer next(String question) {
                Answer answer = said.poll();
                if (answer == null || !answer.question.equals(question)) {
                    throw new IllegalStateException("The twin asked (%s), the first (%s).".formatted(question,
                            answer == null ? "nothing" : answer.question));
                }
                return answer;
            }

            @Override
            public Optional<Placement> place(PlacementRequest request, String idempotencyKey) {
                return next("place " + idempotencyKey).placement;
            }

            @Override
            public Optional<Placement> find(String placementId) {
                return next("find " + placementId).placement;
            }

            @Override
            public List<Placement> starts() {
                return next("starts").starts;
            }

            @Override
            public void report(String placementId, PlacementEvent event) {
                // the first has reported it
            }

            @Override
            public void reconcile(long plantMillis, List<RunningJob> jobs) {
                // the first has done so
            }

            @Override
            public void progress(List<JobProgress> jobs) {
                // the first has told it
            }

            @Override
            public void close() {
                // the API belongs to the first
            }
        };
    }
}
