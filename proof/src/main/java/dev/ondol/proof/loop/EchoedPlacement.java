package dev.ondol.proof.loop;

import dev.ondol.client.OndolUnavailable;
import dev.ondol.client.PlacementApi;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A placement API whose answers are said a second time, in the same order, to the scheduler of a twin: it gets the same nodes for
/// the same jobs without being planned for. One thread; the twin asks after the first has asked.
final class EchoedPlacement implements PlacementApi {
    private final PlacementApi api;
    private final Queue<Answer> said = new ArrayDeque<>();

    /// What was answered to which question.
    private record Answer(String question, @Nullable Reply reply, Optional<Placement> placement, Orders orders) {}

    private static final Orders NONE = new Orders(List.of(), List.of());

    EchoedPlacement(PlacementApi api) {
        this.api = api;
    }

    private Optional<Placement> said(String question, Optional<Placement> answer) {
        said.add(new Answer(question, null, answer, NONE));
        return answer;
    }

    @Override
    public long plantMillis() throws OndolUnavailable {
        return api.plantMillis();
    }

    @Override
    public Reply place(PlacementRequest request, String idempotencyKey) throws OndolUnavailable {
        Reply reply = api.place(request, idempotencyKey);
        said.add(new Answer("place " + idempotencyKey, reply, Optional.empty(), NONE));
        return reply;
    }

    @Override
    public Optional<Placement> find(String placementId) throws OndolUnavailable {
        return said("find " + placementId, api.find(placementId));
    }

    @Override
    public Orders orders() throws OndolUnavailable {
        Orders orders = api.orders();
        said.add(new Answer("orders", null, Optional.empty(), orders));
        return orders;
    }

    @Override
    public void report(String placementId, PlacementEvent event) throws OndolUnavailable {
        api.report(placementId, event);
    }

    @Override
    public void reconcile(long plantMillis, List<RunningJob> jobs) throws OndolUnavailable {
        api.reconcile(plantMillis, jobs);
    }

    @Override
    public void progress(List<JobProgress> jobs) throws OndolUnavailable {
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
            public long plantMillis() throws OndolUnavailable {
                return api.plantMillis();
            }

            @Override
            public Reply place(PlacementRequest request, String idempotencyKey) {
                return Objects.requireNonNull(next("place " + idempotencyKey).reply);
            }

            @Override
            public Optional<Placement> find(String placementId) {
                return next("find " + placementId).placement;
            }

            @Override
            public Orders orders() {
                return next("orders").orders;
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
