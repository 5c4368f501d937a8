package dev.ondol.simulator.cluster;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The optimizer's placement API over HTTP, one call after the other, each with a time-out.
final class HttpPlacementApi implements PlacementApi {
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI base;
    private final Duration timeout;
    private final HttpClient client;

    /// The parts of GET /api/v1/plan that a scheduler needs.
    private record PlanView(List<Placement> starts) {}

    private record ProgressList(List<JobProgress> jobs) {}

    private record JobList(long t, List<RunningJob> jobs) {}

    HttpPlacementApi(URI base, Duration timeout) {
        this.base = base;
        this.timeout = timeout;
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).build();
    }

    @Override
    public Optional<Placement> place(PlacementRequest request, String idempotencyKey) throws ApiUnavailable {
        HttpResponse<byte[]> response = send(to("placements").header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofByteArray(JsonMessages.write(request))));
        if (response.statusCode() / 100 == 4) {
            return Optional.empty();
        }
        return Optional.of(read(response, Placement.class));
    }

    @Override
    public Optional<Placement> find(String placementId) throws ApiUnavailable {
        HttpResponse<byte[]> response = send(to("placements/" + encoded(placementId)).GET());
        return response.statusCode() / 100 == 4 ? Optional.empty() : Optional.of(read(response, Placement.class));
    }

    @Override
    public List<Placement> starts() throws ApiUnavailable {
        HttpResponse<byte[]> response = send(to("plan").GET());
        return response.statusCode() / 100 == 4 ? List.of() : read(response, PlanView.class).starts();
    }

    @Override
    public void report(String placementId, PlacementEvent event) throws ApiUnavailable {
        send(to("placements/" + encoded(placementId) + "/events")
                .POST(BodyPublishers.ofByteArray(JsonMessages.write(event))));
    }

    @Override
    public void reconcile(long plantMillis, List<RunningJob> jobs) throws ApiUnavailable {
        HttpResponse<byte[]> response = send(
                to("jobs").PUT(BodyPublishers.ofByteArray(JsonMessages.write(new JobList(plantMillis, jobs)))));
        if (response.statusCode() / 100 != 2) {
            throw new ApiUnavailable("PUT /api/v1/jobs answered %d.".formatted(response.statusCode()));
        }
    }

    private static String encoded(String placementId) {
        return URLEncoder.encode(placementId, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve("/api/v1/" + path)).timeout(timeout).header("Content-Type",
                "application/json");
    }

    /// The response where it is a success or says that the request is wrong.
    private HttpResponse<byte[]> send(HttpRequest.Builder builder) throws ApiUnavailable {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            int kind = response.statusCode() / 100;
            if (kind != 2 && kind != 4 || response.statusCode() == TOO_MANY_REQUESTS) {
                throw new ApiUnavailable(
                        "%s %s answered %d.".formatted(request.method(), request.uri(), response.statusCode()));
            }
            return response;
        } catch (IOException e) {
            throw new ApiUnavailable("%s %s failed: %s".formatted(request.method(), request.uri(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnavailable("%s %s was interrupted.".formatted(request.method(), request.uri()), e);
        }
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> type) throws ApiUnavailable {
        try {
            return JsonMessages.read(response.body(), type);
        } catch (MalformedMessage e) {
            throw new ApiUnavailable("%s answered something else: %s".formatted(response.uri(), e.getMessage()), e);
        }
    }

    @Override
    public void progress(List<JobProgress> jobs) throws ApiUnavailable {
        if (jobs.isEmpty()) {
            return;
        }
        HttpResponse<byte[]> response = send(
                to("jobs/progress").POST(BodyPublishers.ofByteArray(JsonMessages.write(new ProgressList(jobs)))));
        if (response.statusCode() / 100 != 2) {
            throw new ApiUnavailable("POST /api/v1/jobs/progress answered %d.".formatted(response.statusCode()));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
