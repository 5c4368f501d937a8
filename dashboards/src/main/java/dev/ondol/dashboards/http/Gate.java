package dev.ondol.dashboards.http;

import dev.ondol.dashboards.access.Permission;
import dev.ondol.dashboards.access.Principal;
import dev.ondol.dashboards.access.Sessions;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Stands behind the [Guard] and before every route: finds out who asks, by machine token, session cookie or, in a demo, by
/// sitting at the machine, and holds that against the [RoleTable]. A session changes something only with its CSRF token.
final class Gate implements Handler<RoutingContext> {
    /// Strict: the browser sends it with requests of our own pages alone.
    static final String COOKIE = "ondol-session";
    static final String CSRF_HEADER = "X-Ondol-CSRF";
    private static final String PRINCIPAL = "ondol.principal";
    private static final String BEARER = "Bearer ";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /// Who asks, or why nobody does.
    private sealed interface Caller {
        record Known(Principal principal) implements Caller {}

        record Unknown(Problem problem) implements Caller {}
    }

    private final Access access;
    private final Handler<RoutingContext> closed;

    /// @param closed answers where there is no such route
    Gate(Access access, Handler<RoutingContext> closed) {
        this.access = access;
        this.closed = closed;
    }

    /// Who asks; only behind a route that asks for a permission.
    static Principal principal(RoutingContext context) {
        Principal principal = context.get(PRINCIPAL);
        if (principal == null) {
            throw new IllegalStateException("The route %s has no rule that asks who calls.".formatted(context
                    .normalizedPath()));
        }
        return principal;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<RoleTable.Rule> rule = RoleTable.rule(request.method().name(), context.normalizedPath());
        if (rule.isEmpty()) {
            closed.handle(context);
            return;
        }
        Permission permission = rule.get().permission();
        if (permission == null) {
            context.next();
            return;
        }
        switch (caller(context)) {
            case Caller.Unknown(var problem) -> {
                Duration wait = access.requests().take("ADDRESS/" + address(context));
                if (wait.isZero()) {
                    problem.send(context);
                } else {
                    tooOften(context, wait);
                }
            }
            case Caller.Known(var principal) -> {
                Duration wait = access.requests().take(principal.kind() + "/" + principal.name());
                if (!principal.role().may(permission)) {
                    Problem.of(403, "not-permitted", "Your role may not do that",
                            "%s is %s; this asks for a role that may %s.".formatted(principal.name(), principal.role()
                                    .id(), permission.name().toLowerCase(java.util.Locale.ROOT)))
                            .send(context);
                } else if (!wait.isZero()) {
                    tooOften(context, wait);
                } else {
                    context.put(PRINCIPAL, principal);
                    context.next();
                }
            }
        }
    }

    static void tooOften(RoutingContext context, Duration wait) {
        context.response().putHeader("Retry-After", Long.toString(Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000))));
        Problem.of(429, "too-often", "Too many requests", "Wait %d s.".formatted(Math.max(1, wait.toSeconds())))
                .send(context);
    }

    private Caller caller(RoutingContext context) {
        String authorization = context.request().getHeader("Authorization");
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? access.machine(authorization.substring(BEARER.length()).strip())
                            .<Caller>map(Caller.Known::new).orElseGet(Gate::unknownToken)
                    : unknownToken();
        }
        Cookie cookie = context.request().getCookie(COOKIE);
        Optional<Sessions.Session> session = cookie == null
                ? Optional.empty()
                : access.sessions().use(cookie.getValue());
        if (session.isPresent()) {
            return SAFE.contains(context.request().method()) || sameToken(context, session.get())
                    ? new Caller.Known(session.get().principal())
                    : new Caller.Unknown(Problem.of(403, "csrf", "The request could have been forged",
                            "Send the session's csrf in the header %s.".formatted(CSRF_HEADER)));
        }
        if (cookie == null && access.localUser().isPresent() && loopback(context)) {
            return new Caller.Known(Sessions.local(access.localUser().get()));
        }
        return new Caller.Unknown(Problem.of(401, "signed-out", "Nobody is signed in",
                "Sign in on the page, or send a machine token: Authorization: Bearer ondol_..."));
    }

    /// Whether whoever opened this live connection may still read: it counts as use of the session.
    BooleanSupplier stillThere(RoutingContext context) {
        String authorization = context.request().getHeader("Authorization");
        Cookie cookie = context.request().getCookie(COOKIE);
        if (authorization != null) {
            String token = authorization.substring(Math.min(BEARER.length(), authorization.length())).strip();
            return () -> access.machine(token).isPresent();
        }
        if (cookie != null) {
            String value = cookie.getValue();
            return () -> access.sessions().use(value).isPresent();
        }
        return () -> true;
    }

    private static Caller unknownToken() {
        return new Caller.Unknown(Problem.of(401, "unknown-token", "The token is not known",
                "It may have been revoked, or its time is over; make another one with ./ondol token add."));
    }

    private static boolean sameToken(RoutingContext context, Sessions.Session session) {
        String shown = context.request().getHeader(CSRF_HEADER);
        return shown != null && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(
                StandardCharsets.UTF_8));
    }

    static String address(RoutingContext context) {
        SocketAddress remote = context.request().remoteAddress();
        return remote == null ? "" : String.valueOf(remote.hostAddress());
    }

    static boolean loopback(RoutingContext context) {
        SocketAddress remote = context.request().remoteAddress();
        String address = remote == null ? null : remote.hostAddress();
        return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
    }
}
