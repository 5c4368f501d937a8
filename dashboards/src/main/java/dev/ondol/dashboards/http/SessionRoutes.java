package dev.ondol.dashboards.http;

import dev.ondol.dashboards.access.Permission;
import dev.ondol.dashboards.access.Sessions;
import dev.ondol.dashboards.access.SignIn.Outcome;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signing in and out. The page asks who is signed in before anything else, and shows the form where nobody is.
final class SessionRoutes {
    private static final long MOST_BODY = 4_096;

    /// Body of POST /api/v1/session.
    private record Entry(String name, String password) {
        @Override
        public String toString() {
            return "Entry[name=" + name + "]";
        }
    }

    /// Body of POST /api/v1/session/first.
    private record First(String code, String name, String password) {
        @Override
        public String toString() {
            return "First[name=" + name + "]";
        }
    }

    /// Answer of GET and POST /api/v1/session.
    ///
    /// @param code        "signed-in", "signed-out", "ended" (there was a session), or "no-accounts"
    /// @param kind        "account", "provider" or "local"
    /// @param provider    whether people may come by an identity provider
    /// @param permissions of the role, for buttons that are shown but not offered
    /// @param fleet       whether other sites can be seen
    /// @param csrf        to be sent with everything that changes something
    private record Who(boolean signedIn, String code, @Nullable String name, @Nullable String role,
            @Nullable String kind, List<String> permissions, @Nullable String csrf, boolean provider,
            boolean fleet) {}

    private final Access access;
    private final OffLoop offLoop;
    private final boolean fleet;

    SessionRoutes(Access access, OffLoop offLoop, boolean fleet) {
        this.access = access;
        this.offLoop = offLoop;
        this.fleet = fleet;
    }

    void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MOST_BODY);
        router.get("/api/v1/session").handler(this::who);
        router.post("/api/v1/session").handler(body).handler(this::enter);
        router.post("/api/v1/session/first").handler(body).handler(this::first);
        router.delete("/api/v1/session").handler(this::leave);
    }

    private void who(RoutingContext context) {
        Cookie cookie = context.request().getCookie(Gate.COOKIE);
        Optional<Sessions.Session> session = cookie == null
                ? Optional.empty()
                : access.sessions().use(cookie.getValue());
        if (session.isPresent()) {
            answer(context, session.get());
        } else if (access.localUser().isPresent() && Gate.loopback(context)) {
            begun(context, access.sessions().beginLocal(access.localUser().get()));
        } else {
            String code = access.known().nobody() ? "no-accounts" : cookie == null ? "signed-out" : "ended";
            ApiRoutes.json(context, new Who(false, code, null, null, null, List.of(), null,
                    access.provider().isPresent(), fleet));
        }
    }

    private void enter(RoutingContext context) {
        Optional<Entry> entry = body(context, Entry.class);
        entry.ifPresent(asked -> offLoop
                .call(() -> access.signIn().enter(asked.name(), asked.password(), Gate.address(context)))
                .onSuccess(outcome -> came(context, outcome)).onFailure(context::fail));
    }

    private void first(RoutingContext context) {
        Optional<First> first = body(context, First.class);
        first.ifPresent(asked -> offLoop.call(() -> access.signIn().first(asked.code().strip(), asked.name(), asked
                .password(), Gate.address(context))).onSuccess(outcome -> came(context, outcome))
                .onFailure(context::fail));
    }

    private void leave(RoutingContext context) {
        Cookie cookie = context.request().getCookie(Gate.COOKIE);
        if (cookie != null) {
            access.sessions().end(cookie.getValue());
        }
        context.response().addCookie(cookie(context, "").setMaxAge(0));
        ApiRoutes.json(context, new Who(false, "signed-out", null, null, null, List.of(), null,
                access.provider().isPresent(), fleet));
    }

    private void came(RoutingContext context, Outcome outcome) {
        switch (outcome) {
            case Outcome.In(var begun) -> begun(context, begun);
            case Outcome.Wrong() -> Problem.of(401, "wrong-password", "Name or password is wrong",
                    "Try again, or ask an admin for a new password: ./ondol account password NAME.").send(context);
            case Outcome.TooOften(var wait) -> Gate.tooOften(context, wait);
            case Outcome.Refused(var code) -> Problem.of(code.equals("accounts-away") ? 503 : 400, code,
                    "The account was not made", "See /openapi.yaml for what each code means.").send(context);
        }
    }

    private void begun(RoutingContext context, Sessions.Begun begun) {
        context.response().addCookie(cookie(context, begun.cookie()));
        answer(context, begun.session());
    }

    static Cookie cookie(RoutingContext context, String value) {
        return Cookie.cookie(Gate.COOKIE, value).setHttpOnly(true).setSameSite(CookieSameSite.STRICT).setPath("/")
                .setSecure(context.request().isSSL());
    }

    private void answer(RoutingContext context, Sessions.Session session) {
        var principal = session.principal();
        ApiRoutes.json(context, new Who(true, "signed-in", principal.name(), principal.role().id(),
                principal.kind().name().toLowerCase(Locale.ROOT), principal.role().permissions().stream().map(
                        Permission::name).map(name -> name.toLowerCase(Locale.ROOT)).toList(),
                session.csrf(), access.provider().isPresent(), fleet));
    }

    private static <T> Optional<T> body(RoutingContext context, Class<T> type) {
        try {
            Buffer body = context.body().buffer();
            return Optional.of(JsonMessages.read(body == null ? new byte[0] : body.getBytes(), type));
        } catch (MalformedMessage e) {
            Problem.badRequest("The body must be JSON with the fields of /openapi.yaml.").send(context);
            return Optional.empty();
        }
    }
}
