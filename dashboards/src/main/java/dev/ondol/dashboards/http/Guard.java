package dev.ondol.dashboards.http;

import dev.ondol.facility.config.ServerCertificate;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Stands before every route. A page of another site must neither read nor act through the
/// operator's browser: the Host must be an address and not somebody's domain name (against DNS rebinding), an Origin must
/// be our own (against forged requests and socket hijacking), and what changes something must say so in a way that a
/// plain HTML form cannot.
final class Guard implements Handler<RoutingContext> {
    /// Header that our own pages send with everything that acts.
    static final String REQUEST_HEADER = "X-Ondol-Request";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final String configuredHost;
    private final String contentSecurityPolicy;

    Guard(String configuredHost, String importMapHash) {
        this.configuredHost = configuredHost.toLowerCase(Locale.ROOT);
        this.contentSecurityPolicy = String.join("; ", "default-src 'none'",
                "script-src 'self' '" + importMapHash + "'", "style-src 'self'", "img-src 'self' data:",
                "connect-src 'self'", "font-src 'self'", "base-uri 'none'", "form-action 'none'",
                "frame-ancestors 'none'");
    }

    @Override
    public void handle(RoutingContext context) {
        headers(context.response());
        HttpServerRequest request = context.request();
        if (request.isSSL()) {
            context.response().putHeader("Strict-Transport-Security", ServerCertificate.STRICT_TRANSPORT);
        }
        HostAndPort authority = request.authority();
        if (authority == null || !request.isSSL() && !allowed(authority.host())) {
            Problem.of(421, "foreign-host", "This is not the site that was asked for",
                    "Open the dashboard by its address, for example http://127.0.0.1:%d/."
                            .formatted(request.localAddress().port()))
                    .send(context);
            return;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !own(origin, authority)) {
            Problem.of(403, "foreign-origin", "The request comes from another site",
                    "Requests with an Origin are answered to our own pages only.").send(context);
            return;
        }
        if (!SAFE.contains(request.method()) && !deliberate(request)) {
            Problem.of(415, "not-deliberate", "The request could have been forged",
                    "Send Content-Type: application/json or the header %s: 1.".formatted(REQUEST_HEADER))
                    .send(context);
            return;
        }
        context.next();
    }

    private void headers(HttpServerResponse response) {
        response.putHeader("Content-Security-Policy", contentSecurityPolicy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }

    /// A rebinding attack needs a name under the attacker's control; an address literal cannot be rebound. Over TLS the browser
    /// has held the name against the certificate.
    private boolean allowed(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals(configuredHost) || IPV4.matcher(name).matches()
                || name.startsWith("[") || name.contains(":");
    }

    private static boolean own(String origin, HostAndPort authority) {
        return origin.equalsIgnoreCase("http://" + authority) || origin.equalsIgnoreCase("https://" + authority);
    }

    private static boolean deliberate(HttpServerRequest request) {
        if ("1".equals(request.getHeader(REQUEST_HEADER))) {
            return true;
        }
        return request.method().equals(HttpMethod.POST) ? isJson(request.getHeader(HttpHeaders.CONTENT_TYPE)) : true;
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.endsWith("+json");
    }
}
