package dev.ondol.fleet.site;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls one site, each once and within a time. Thread-safe.
public final class SiteLine implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final long MOST_BYTES = 16L << 20;
    private static final List<String> HEADERS = List.of("Content-Type", "ETag", "Idempotent-Replayed", "Retry-After");

    private final FleetSite site;
    private final HttpClient client;

    public SiteLine(FleetSite site) {
        this.site = site;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
        site.trust().ifPresent(builder::sslContext);
        client = builder.build();
    }

    public FleetSite site() {
        return site;
    }

    /// A placement call.
    ///
    /// @param headers beside the token
    /// @param patience wall time until the whole answer must be here
    public Said placement(String method, String path, byte[] body, Map<String, String> headers, Duration patience) {
        return call(site.placement(), method, path, body, headers, patience);
    }

    /// Reads what the site's dashboard tells.
    public Said read(String path, Duration patience) {
        return site.dashboard().map(dashboard -> call(dashboard, "GET", path, new byte[0], Map.of(), patience))
                .orElseGet(() -> new Said.Silent("It has no dashboard."));
    }

    private Said call(URI base, String method, String path, byte[] body, Map<String, String> headers,
            Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(patience).header(
                "Content-Type", "application/json").method(method, BodyPublishers.ofByteArray(body));
        site.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.build(), BodyHandlers.limiting(
                BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            // the client's own time-out ends with the headers
            HttpResponse<byte[]> came = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            Map<String, String> kept = new HashMap<>();
            HEADERS.forEach(name -> came.headers().firstValue(name).ifPresent(value -> kept.put(name, value)));
            return new Said.Answered(came.statusCode(), kept, Buffer.buffer(came.body()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Said.Silent("It has not answered within %d ms.".formatted(patience.toMillis()));
        } catch (ExecutionException e) {
            return new Said.Silent(why(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Said.Silent("Interrupted.");
        }
    }

    private static String why(@org.jspecify.annotations.Nullable Throwable cause) {
        return cause instanceof IOException && cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : String.valueOf(cause == null ? null : cause.getMessage());
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
