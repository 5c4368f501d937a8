package dev.ondol.kubernetes.placement;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import org.jspecify.annotations.Nullable;

/// The placement API over HTTP, one call after the other, each with a time-out.
public final class PlacementApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT).build();

    /// What became of a request.
    public sealed interface Reply {
        /// It was understood.
        record Answered(Placement placement) implements Reply {}

        /// It was not.
        ///
        /// @param reason for a person
        record Refused(String reason) implements Reply {}
    }

    /// A node that Kubernetes calls otherwise.
    public record NodeName(String name, String id) {}

    /// Whether a node takes further jobs.
    ///
    /// @param state READY or DRAINING
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record NodeState(String state, long generation) {}

    private record NodeNames(List<NodeName> nodes) {}

    private record Health(long plant) {}

    private record JobList(long t, List<RunningJob> jobs) {}

    private record Detail(@Nullable String detail) {}

    /// @param base address without a path, for example `http://127.0.0.1:8081`
    public PlacementApi(URI base) {
        this.base = base;
    }

    /// The plant's clock, milliseconds; 0 before it is known.
    public long plantMillis() throws OndolUnavailable {
        return read(success(send(to("/health").GET())), Health.class).plant();
    }

    /// Asks for a place; a job that is known gets the answer that it has, so it may be asked again.
    public Reply place(PlacementRequest request) throws OndolUnavailable {
        HttpResponse<byte[]> response = send(to("/api/v1/placements").POST(BodyPublishers.ofByteArray(JsonMessages
                .write(request))));
        return refused(response)
                ? new Reply.Refused(detail(response))
                : new Reply.Answered(read(response,
                        Placement.class));
    }

    /// The open placement of a job; empty where Ondol has none.
    public Optional<Placement> ofJob(String jobId) throws OndolUnavailable {
        HttpResponse<byte[]> response = send(to("/k8s/placement?job=" + encoded(jobId)).GET());
        return refused(response) ? Optional.empty() : Optional.of(read(response, Placement.class));
    }

    public void report(String placementId, PlacementEvent event) throws OndolUnavailable {
        send(to("/api/v1/placements/" + encoded(placementId) + "/events")
                .POST(BodyPublishers.ofByteArray(JsonMessages.write(event))));
    }

    /// Tells everything that runs.
    public void reconcile(long plantMillis, List<RunningJob> jobs) throws OndolUnavailable {
        success(send(to("/api/v1/jobs").PUT(BodyPublishers.ofByteArray(JsonMessages.write(new JobList(plantMillis,
                jobs))))));
    }

    /// Tells how Kubernetes calls the nodes of the site.
    public void nodes(List<NodeName> nodes) throws OndolUnavailable {
        success(send(to("/k8s/nodes").PUT(BodyPublishers.ofByteArray(JsonMessages.write(new NodeNames(nodes))))));
    }

    /// Tells whether a node takes further jobs.
    ///
    /// @param generation grows with each call for a node
    /// @return false where this Ondol does not know the node, or does not want to be told
    public boolean node(String id, boolean takesJobs, long generation) throws OndolUnavailable {
        NodeState state = new NodeState(takesJobs ? "READY" : "DRAINING", generation);
        return !refused(send(to("/api/v1/nodes/" + encoded(id)).PUT(BodyPublishers.ofByteArray(JsonMessages.write(
                state)))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Content-Type", "application/json");
    }

    private static boolean refused(HttpResponse<byte[]> response) {
        return response.statusCode() / 100 == 4;
    }

    private static String detail(HttpResponse<byte[]> response) {
        try {
            String detail = JsonMessages.read(response.body(), Detail.class).detail();
            return detail == null ? "status " + response.statusCode() : detail;
        } catch (MalformedMessage e) {
            return "status " + response.statusCode();
        }
    }

    private static HttpResponse<byte[]> success(HttpResponse<byte[]> response) throws OndolUnavailable {
        if (refused(response)) {
            throw new OndolUnavailable("%s answered %d: %s".formatted(response.uri(), response.statusCode(), detail(
                    response)), null);
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
                throw new OndolUnavailable("%s %s answered %d.".formatted(request.method(), request.uri(), response
                        .statusCode()), null);
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
