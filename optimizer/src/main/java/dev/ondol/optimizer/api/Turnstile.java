package dev.ondol.optimizer.api;

import dev.ondol.facility.access.Allowance;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets each caller in as often as its limit says; who asks more often gets 429 and when to come back. A caller is a bearer token, or an address that shows
/// none. Nobody checks tokens here, so all that come from one address together have a limit, too. Event loop only, but for [#charge].
final class Turnstile implements Handler<RoutingContext> {
    /// Limits that all tokens of an address have together.
    static final int TOKENS_AN_ADDRESS = 10;
    /// Whoever watches over the optimizer must not be turned away.
    private static final Set<String> OPEN = Set.of("/health", "/openapi.yaml");
    private static final String CALLER = "ondol.caller";
    private static final String BEARER = "Bearer ";
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private final Allowance callers;
    private final Allowance addresses;

    Turnstile(RequestLimit limit, Clock wall) {
        callers = new Allowance(limit.burst(), Duration.ofNanos(NANOS_A_SECOND / limit.perSecond()), wall);
        addresses = new Allowance(Math.multiplyExact(TOKENS_AN_ADDRESS, limit.burst()), Duration.ofNanos(Math.max(1,
                NANOS_A_SECOND / limit.perSecond() / TOKENS_AN_ADDRESS)), wall);
    }

    @Override
    public void handle(RoutingContext context) {
        if (OPEN.contains(String.valueOf(context.request().path()))) {
            context.next();
            return;
        }
        String token = token(context.request());
        String address = "address " + address(context.request());
        String caller = token == null ? address : "token " + token;
        Duration wait = callers.take(caller);
        if (wait.isZero() && token != null) {
            wait = addresses.take(address);
        }
        if (wait.isZero()) {
            context.put(CALLER, caller);
            context.next();
        } else {
            turnAway(context, wait);
        }
    }

    /// A request that turned out to be several.
    void charge(RoutingContext context, int further) {
        String caller = context.get(CALLER);
        if (caller != null && further > 0) {
            callers.charge(caller, further);
        }
    }

    private static void turnAway(RoutingContext context, Duration wait) {
        long seconds = Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000));
        if (context.request().version() != HttpVersion.HTTP_2) { // the body is not read
            context.response().putHeader("Connection", "close");
        }
        Exchange.send(context, Reply.problem(Problem.of(429, "too-often", "Too many requests",
                "This caller asks more often than optimizer.requests allows.",
                "Wait %d s and repeat the request with the same Idempotency-Key.".formatted(seconds))).with(
                        "Retry-After", String.valueOf(seconds)));
    }

    /// What is kept of a bearer token; null where none is shown.
    private static @Nullable String token(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return null;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(authorization.getBytes(
                    StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java must know SHA-256.", e);
        }
    }

    private static String address(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return remote == null ? "" : String.valueOf(remote.hostAddress());
    }
}
