package dev.ondol.dashboards.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/// The page, its files, the OpenAPI document and the page for what does not exist.
final class PageRoutes {
    private static final String FOREVER = "public, max-age=31536000, immutable";
    /// One page serves them all: it shows what its address says.
    private static final List<String> SCREENS = List.of("/", "/thermal", "/cooling", "/workloads", "/energy",
            "/alarms", "/access", "/report", "/replay", "/fleet");
    private static final String ASK_FIRST = "no-cache";

    private final WebFiles files;

    PageRoutes(WebFiles files) {
        this.files = files;
    }

    void mount(Router router) {
        SCREENS.forEach(screen -> router.get(screen).handler(context -> send(context, files.index(), ASK_FIRST, 200)));
        router.get("/openapi.yaml").handler(context -> send(context, files.openApi(), ASK_FIRST, 200));
        router.get("/favicon.ico").handler(context -> context.response().setStatusCode(308)
                .putHeader(HttpHeaders.LOCATION, "/assets/" + files.hash() + "/favicon.svg").end());
        router.get("/assets/*").handler(this::file);
        router.get("/lib/*").handler(this::file);
    }

    /// After all other routes.
    void mountNotFound(Router router) {
        router.route().handler(this::notFound);
    }

    private void file(RoutingContext context) {
        files.at(context.normalizedPath()).ifPresentOrElse(found -> send(context, found, FOREVER, 200),
                () -> notFound(context));
    }

    void notFound(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        boolean page = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
        if (page && !context.normalizedPath().startsWith("/api/")) {
            send(context, files.notFound(), ASK_FIRST, 404);
        } else {
            Problem.notFound("There is nothing at %s.".formatted(context.normalizedPath())).send(context);
        }
    }

    private static void send(RoutingContext context, WebFiles.WebFile file, String cacheControl, int status) {
        HttpServerResponse response = context.response().setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, file.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                .putHeader(HttpHeaders.ETAG, file.etag()).putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (status == 200 && file.etag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        String encodings = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        Buffer body = file.body();
        if (encodings != null && encodings.contains("gzip") && file.zipped().isPresent()) {
            body = file.zipped().get();
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
        } else {
            response.end(body);
        }
    }
}
