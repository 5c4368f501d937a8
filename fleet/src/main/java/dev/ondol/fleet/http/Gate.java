package dev.ondol.fleet.http;

import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.fleet.desk.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Stands before every route. Pages of browsers have nothing to ask here: an Origin is refused, and so is a Host that is a name under
/// somebody else's control. Where callers are named, each shows its token, held against the [RoleTable]; where none is, the front
/// listens on loopback alone and everyone there may ask.
final class Gate implements Handler<RoutingContext> {
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[.*|.*:.*|localhost");
    private static final String BEARER = "Bearer ";

    private final List<Caller> callers;

    Gate(List<Caller> callers) {
        this.callers = List.copyOf(callers);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader("X-Content-Type-Options", "nosniff");
        if (request.isSSL()) {
            context.response().putHeader("Strict-Transport-Security", ServerCertificate.STRICT_TRANSPORT);
        }
        HostAndPort authority = request.authority();
        if (authority == null || !request.isSSL() && !LITERAL.matcher(authority.host().toLowerCase(Locale.ROOT))
                .matches()) {
            refuse(context, Problem.of(421, "foreign-host", "This is not the host that was asked for",
                    "Without TLS the front is asked by its address alone.", "Ask for http://127.0.0.1 and the port."));
            return;
        }
        if (request.getHeader("Origin") != null) {
            refuse(context, Problem.of(403, "foreign-origin", "Pages may not ask here",
                    "The request comes from a page of a browser.", "Ask through the dashboard."));
            return;
        }
        Optional<RoleTable.Rule> rule = RoleTable.rule(request.method().name(), context.normalizedPath());
        Permission asked = rule.map(RoleTable.Rule::permission).orElse(null);
        if (rule.isEmpty() && known(context.normalizedPath())) {
            refuse(context, Problem.of(405, "method", "The method is not allowed",
                    "The path does not take this method.",
                    "GET /openapi.yaml lists the methods of each path."));
        } else if (rule.isEmpty()) {
            refuse(context, Problem.of(404, "not-found", "There is no such thing", "The path leads nowhere.",
                    "GET /openapi.yaml lists all paths."));
        } else if (asked == null || callers.isEmpty()) {
            context.next();
        } else {
            held(context, asked);
        }
    }

    private static boolean known(String path) {
        return List.of("GET", "POST", "DELETE").stream().anyMatch(method -> RoleTable.rule(method, path).isPresent());
    }

    private void held(RoutingContext context, Permission asked) {
        Optional<Caller> caller = caller(context.request().getHeader("Authorization"));
        if (caller.isEmpty()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, Problem.of(401, "unknown-token", "The token is not known",
                    "Nobody who may ask has shown a token of fleet.yaml.",
                    "Send Authorization: Bearer and the token."));
        } else if (!caller.get().permission().includes(asked)) {
            refuse(context, Problem.of(403, "not-permitted", "The caller may not do that", "%s is %s; this asks for %s."
                    .formatted(caller.get().name(), caller.get().permission().id(), asked.id()),
                    "Ask with a token that may."));
        } else {
            context.next();
        }
    }

    private Optional<Caller> caller(@org.jspecify.annotations.Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return Optional.empty();
        }
        String token = authorization.substring(BEARER.length()).strip();
        return callers.stream().filter(caller -> caller.shows(token)).findFirst();
    }

    private static void refuse(RoutingContext context, Problem problem) {
        Exchange.send(context, Reply.problem(problem));
    }
}
