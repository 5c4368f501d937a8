package dev.ondol.dashboards.http;

import dev.ondol.dashboards.access.ProviderSignIn;
import dev.ondol.dashboards.access.ProviderSignIn.Away;
import dev.ondol.dashboards.access.ProviderSignIn.Outcome;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to the site's identity provider and back. Both are pages that a browser opens, so what goes wrong is told on the sign-in form.
final class ProviderRoutes {
    static final String THERE = "/api/v1/session/oidc";
    /// Comes along when another site sends the browser back; the session's own cookie would not.
    private static final String STATE_COOKIE = "ondol-oidc";
    private static final long STATE_SECONDS = 600;
    private static final Logger LOG = LoggerFactory.getLogger(ProviderRoutes.class);

    private final Access access;
    private final OffLoop offLoop;

    ProviderRoutes(Access access, OffLoop offLoop) {
        this.access = access;
        this.offLoop = offLoop;
    }

    void mount(Router router) {
        router.get(THERE).handler(this::there);
        router.get(ProviderSignIn.BACK).handler(this::back);
    }

    private void there(RoutingContext context) {
        Optional<ProviderSignIn> provider = provider(context);
        if (provider.isEmpty()) {
            return;
        }
        String to = Optional.ofNullable(context.request().getParam("to")).orElse("/");
        offLoop.call(() -> begin(provider.get(), to)).onFailure(context::fail).onSuccess(begun -> {
            begun.ifPresent(way -> context.response().addCookie(state(context, way.state()).setMaxAge(STATE_SECONDS)));
            redirect(context, begun.map(way -> way.address().toString()).orElse(form("oidc-away")));
        });
    }

    private static Optional<ProviderSignIn.Begun> begin(ProviderSignIn provider, String to) {
        try {
            return Optional.of(provider.begin(to));
        } catch (Away e) {
            LOG.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    private void back(RoutingContext context) {
        Optional<ProviderSignIn> provider = provider(context);
        if (provider.isEmpty()) {
            return;
        }
        Cookie kept = context.request().getCookie(STATE_COOKIE);
        context.response().addCookie(state(context, "").setMaxAge(0));
        String state = context.request().getParam("state");
        String code = context.request().getParam("code");
        if (kept == null || state == null) {
            redirect(context, form("oidc-state"));
        } else if (code == null) {
            redirect(context, form("oidc-refused"));
        } else {
            offLoop.call(() -> provider.get().finish(state, kept.getValue(), code)).onFailure(context::fail).onSuccess(
                    outcome -> came(context, outcome));
        }
    }

    private static void came(RoutingContext context, Outcome outcome) {
        switch (outcome) {
            case Outcome.Refused(var code) -> redirect(context, form(code));
            case Outcome.In(var begun, var to) -> {
                context.response().addCookie(SessionRoutes.cookie(context, begun.cookie()));
                // A browser that another site has sent here shows a strict cookie only after a page of ours has led it on.
                context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8").putHeader(
                        HttpHeaders.CACHE_CONTROL, "no-store").end("""
                                <!doctype html><html lang="en"><meta charset="utf-8"><title>Ondol</title>\
                                <meta http-equiv="refresh" content="0;url=%s"><a href="%s">Ondol</a></html>
                                """.formatted(to.replace("&", "&amp;"), to.replace("&", "&amp;")));
            }
        }
    }

    private Optional<ProviderSignIn> provider(RoutingContext context) {
        if (access.provider().isEmpty()) {
            Problem.notFound("This site has no identity provider.").send(context);
            return Optional.empty();
        }
        Duration wait = access.requests().take("ADDRESS/" + Gate.address(context));
        if (!wait.isZero()) {
            Gate.tooOften(context, wait);
            return Optional.empty();
        }
        return access.provider();
    }

    private static String form(String code) {
        return "/?problem=" + code;
    }

    private static void redirect(RoutingContext context, String to) {
        context.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, to).putHeader(HttpHeaders.CACHE_CONTROL,
                "no-store").end();
    }

    private static Cookie state(RoutingContext context, String value) {
        return Cookie.cookie(STATE_COOKIE, value).setHttpOnly(true).setSameSite(CookieSameSite.LAX).setPath(THERE)
                .setSecure(context.request().isSSL());
    }
}
