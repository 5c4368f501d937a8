package dev.ondol.slurm.placement;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
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

/// The placement API over HTTP, each call with a time-out.
public final class HttpPlacementApi implements PlacementApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT).build();

    private record Health(long plant) {}

    /// The parts of GET /api/v1/plan that a scheduler needs.
    private record PlanView(List<Placement> starts) {}

    private record JobList(long t, List<RunningJob> jobs) {}

    /// @param base address without a path, for example `http://127.0.0.1:8081`
    public HttpPlacementApi(URI base) {
        this.base = base;
    }

    @Override
    public long plantMillis() throws OndolUnavailable {
        HttpRequest.Builder health = HttpRequest.newBuilder(base.resolve("/health")).timeout(TIMEOUT).GET();
        return read(success(send(health)), Health.class).plant();
    }

    @Override
    public Reply place(PlacementRequest request, String idempotencyKey) throws OndolUnavailable {
        HttpResponse<byte[]> response = send(to("placements").header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofByteArray(JsonMessages.write(request))));
        return refused(response)
                ? new Reply.Refused("%d %s".formatted(response.statusCode(), new String(response.body(),
                        StandardCharsets.UTF_8)))
                : new Reply.Answered(read(response, Placement.class));
    }

    @Override
    public Optional<Placement> find(String placementId) throws OndolUnavailable {
        HttpResponse<byte[]> response = send(to("placements/" + encoded(placementId)).GET());
        return refused(response) ? Optional.empty() : Optional.of(read(response, Placement.class));
    }

    @Override
    public List<Placement> starts() throws OndolUnavailable {
        return read(success(send(to("plan").GET())), PlanView.class).starts();
    }

    @Override
    public void report(String placementId, PlacementEvent event) throws OndolUnavailable {
        send(to("placements/" + encoded(placementId) + "/events")
                .POST(BodyPublishers.ofByteArray(JsonMessages.write(event))));
    }

    @Override
    public void reconcile(long plantMillis, List<RunningJob> jobs) throws OndolUnavailable {
        success(send(to("jobs").PUT(BodyPublishers.ofByteArray(JsonMessages.write(new JobList(plantMillis, jobs))))));
    }

    private static String encoded(String placementId) {
        return URLEncoder.encode(placementId, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve("/api/v1/" + path)).timeout(TIMEOUT).header("Content-Type",
                "application/json");
    }

    private static boolean refused(HttpResponse<byte[]> response) {
        return response.statusCode() / 100 == 4;
    }

    private static HttpResponse<byte[]> success(HttpResponse<byte[]> response) throws OndolUnavailable {
        if (refused(response)) {
            throw new OndolUnavailable("%s answered %d.".formatted(response.uri(), response.statusCode()));
        }
        return response;
    }

    /// The response where it is a success or says that the request is wrong.
    private HttpResponse<byte[]> send(HttpRequest.Builder builder) throws OndolUnavailable {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            int kind = response.statusCode() / 100;
            if (kind != 2 && kind != 4 || response.statusCode() == TOO_MANY_REQUESTS) {
                throw new OndolUnavailable(
                        "%s %s answered %d.".formatted(request.method(), request.uri(), response.statusCode()));
            }
            return response;
        } catch (IOException e) {
            throw new OndolUnavailable("%s %s failed: %s.".formatted(request.method(), request.uri(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OndolUnavailable("%s %s was interrupted.".formatted(request.method(), request.uri()), e);
        }
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> type) throws OndolUnavailable {
        try {
            return JsonMessages.read(response.body(), type);
        } catch (MalformedMessage e) {
            throw new OndolUnavailable("%s answered something else: %s".formatted(response.uri(), e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
