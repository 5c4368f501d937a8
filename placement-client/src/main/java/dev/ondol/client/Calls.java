package dev.ondol.client;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP calls with a time-out, repeated while nobody answers. One after the other.
final class Calls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Calls.class);
    private static final int TOO_MANY_REQUESTS = 429;
    /// Wall time before the second attempt, doubled before each further one, milliseconds.
    private static final long PAUSE_MS = 100;
    /// Longest wish of a server that is heeded before another attempt, milliseconds.
    private static final long LONGEST_WISH_MS = 5_000;

    private final URI base;
    private final Duration timeout;
    private final int attempts;
    private final HttpClient client;

    Calls(URI base, Duration timeout, int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("The attempts (%d) must be positive.".formatted(attempts));
        }
        this.base = base;
        this.timeout = timeout;
        this.attempts = attempts;
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).build();
    }

    /// A success, or that the request is wrong.
    record Answer(URI of, int status, String text) {
        boolean refused() {
            return status / 100 == 4;
        }

        Problem problem() {
            return Problem.of(status, text.getBytes(StandardCharsets.UTF_8));
        }

        /// Where a refusal would mean that this is not the API that was expected.
        Answer orUnavailable() throws OndolUnavailable {
            if (refused()) {
                throw new OndolUnavailable("%s answered %d: %s".formatted(of, status, problem()));
            }
            return this;
        }

        <T> T as(Class<T> type) throws OndolUnavailable {
            try {
                return JsonMessages.read(text.getBytes(StandardCharsets.UTF_8), type);
            } catch (MalformedMessage e) {
                throw new OndolUnavailable("%s answered something else: %s".formatted(of, e.getMessage()), e);
            }
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Answer get(String path) throws OndolUnavailable {
        return send(to(path).GET().build());
    }

    /// @param key makes that a repeated request is not carried out twice
    Answer post(String path, Object body, Optional<String> key) throws OndolUnavailable {
        HttpRequest.Builder request = to(path).POST(json(body));
        key.ifPresent(of -> request.header("Idempotency-Key", of));
        return send(request.build());
    }

    Answer put(String path, Object body) throws OndolUnavailable {
        return send(to(path).PUT(json(body)).build());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(timeout).header("Content-Type", "application/json");
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(JsonMessages.write(body));
    }

    private Answer send(HttpRequest request) throws OndolUnavailable {
        long pauseMs = PAUSE_MS;
        for (int attempt = 1;; attempt++, pauseMs *= 2) {
            OndolUnavailable failure;
            long wishMs = 0;
            try {
                HttpResponse<byte[]> response = once(request);
                int kind = response.statusCode() / 100;
                if ((kind == 2 || kind == 4) && response.statusCode() != TOO_MANY_REQUESTS) {
                    return new Answer(request.uri(), response.statusCode(), new String(response.body(),
                            StandardCharsets.UTF_8));
                }
                wishMs = wishMs(response.headers().firstValue("Retry-After"));
                failure = new OndolUnavailable("%s %s answered %d.".formatted(request.method(), request.uri(), response
                        .statusCode()));
            } catch (OndolUnavailable e) {
                failure = e;
            }
            if (attempt >= attempts || Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            log.debug("It is tried again: {}", failure.getMessage());
            pause(Math.max(pauseMs, wishMs));
        }
    }

    /// How long a server that has too much to do asks to be left alone, milliseconds.
    ///
    /// @param retryAfter seconds; a date is not heeded
    static long wishMs(Optional<String> retryAfter) {
        return retryAfter.filter(seconds -> seconds.matches("\\d{1,6}")).map(seconds -> Math.min(LONGEST_WISH_MS, 1_000
                * Long.parseLong(seconds))).orElse(0L);
    }

    private HttpResponse<byte[]> once(HttpRequest request) throws OndolUnavailable {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new OndolUnavailable("%s %s failed: %s.".formatted(request.method(), request.uri(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OndolUnavailable("%s %s was interrupted.".formatted(request.method(), request.uri()), e);
        }
    }

    private static void pause(long millis) throws OndolUnavailable {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OndolUnavailable("Interrupted before another attempt.", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
