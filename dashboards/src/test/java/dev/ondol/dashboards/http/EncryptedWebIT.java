package dev.ondol.dashboards.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ondol.dashboards.DashboardOptions;
import dev.ondol.dashboards.MemoryBook;
import dev.ondol.dashboards.NothingDone;
import dev.ondol.dashboards.access.AccountBook.Account;
import dev.ondol.dashboards.access.AccountBook.Closed;
import dev.ondol.dashboards.access.AccountBook.Machine;
import dev.ondol.dashboards.access.KnownPrincipals;
import dev.ondol.dashboards.access.MachineToken;
import dev.ondol.dashboards.access.Passwords;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.live.ActDesk;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorDesk;
import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.messaging.tls.BrokerTls;
import dev.ondol.services.certificate.CertificateAuthority;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard with a certificate.
class EncryptedWebIT {
    private static final String PASSWORD = "correct horse battery";

    private final MachineToken.Made token = MachineToken.make();
    @TempDir
    Path folder = Path.of("target");
    private HttpsServer placement;
    private HttpClient client;
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        Validity validity = new Validity(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofHours(1)));
        CertificateAuthority authority = CertificateAuthority.make("authority", validity);
        authority.own().write(folder, "ca");
        authority.server(List.of("localhost", "127.0.0.1"), validity).write(folder, "http");
        client = HttpClient.newBuilder().sslContext(new BrokerTls(Optional.of(folder.resolve("ca.pem")), Optional
                .empty(), Optional.empty(), Optional.empty()).context(Instant.now())).build();
        placement = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext shown = new BrokerTls(Optional.empty(), Optional.of(folder.resolve("http.pem")), Optional.of(folder
                .resolve("http-key.pem")), Optional.empty()).context(Instant.now());
        placement.setHttpsConfigurator(new HttpsConfigurator(shown));
        placement.createContext("/api/v1/costs", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[]{'[', ']'});
            exchange.close();
        });
        placement.start();
        server = serve(Optional.of(certificate()), Optional.of(folder.resolve("ca.pem")));
    }

    @AfterEach
    void stop() {
        server.close();
        placement.stop(0);
        client.close();
    }

    private ServerCertificate certificate() {
        return new ServerCertificate(folder.resolve("http.pem"), folder.resolve("http-key.pem"));
    }

    private WebServer serve(Optional<ServerCertificate> shown, Optional<Path> placementCa) throws Closed {
        var site = SiteReader.builtIn("kr-edge").orElseThrow();
        LiveSite live = new LiveSite(site, PointCatalog.of(site), Clock.systemUTC());
        MemoryBook book = new MemoryBook();
        book.addFirst(new Account("kim", Role.OPERATOR, Passwords.hash(PASSWORD)));
        book.addMachine(new Machine(token.token().id(), "test", Role.VIEWER, token.token().sha256(), "test", 0));
        KnownPrincipals known = new KnownPrincipals(book);
        known.refresh();
        ActDesk acts = new ActDesk(live.topics(), (topic, payload) -> CompletableFuture.completedFuture(null));
        OperatorDesk desk = new OperatorDesk(live.topics(), (topic, payload) -> CompletableFuture.completedFuture(null),
                Clock.systemUTC());
        return WebServer.start(new Endpoints("127.0.0.1", 0, shown, URI.create("https://127.0.0.1:" + placement
                .getAddress().getPort()), placementCa, Optional.empty()), live, desk,
                (point, from, to, slices) -> List.of(), Access.of(
                        known, Optional.empty(), Clock.systemUTC()),
                new Operations(acts, new NothingDone(), NothingDone.FIGURES, new NoReplays()));
    }

    private HttpResponse<String> get(String scheme, WebServer from, String path)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("%s://127.0.0.1:%d%s".formatted(scheme, from.port(),
                path))).header("Authorization", "Bearer " + token.text()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> signIn(String scheme, WebServer at) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("%s://127.0.0.1:%d/api/v1/session".formatted(scheme, at
                .port()))).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"kim\",\"password\":\"%s\"}".formatted(PASSWORD)))
                .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void browsersAreToldToComeOverTlsAloneAndTheCookieTravelsThatWayOnly() throws Exception {
        HttpResponse<String> page = get("https", server, "/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        HttpResponse<String> signedIn = signIn("https", server);
        assertThat(signedIn.statusCode()).isEqualTo(200);
        assertThat(signedIn.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict");
        assertThatIOException().isThrownBy(() -> get("http", server, "/"));
    }

    @Test
    void withoutACertificateNothingPromisesTls() throws Exception {
        try (WebServer plain = serve(Optional.empty(), Optional.empty())) {
            assertThat(get("http", plain, "/").headers().firstValue("Strict-Transport-Security")).isEmpty();
            assertThat(signIn("http", plain).headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain("Secure");
        }
    }

    @Test
    void thePlacementApiIsAskedOverTlsAndOnlyWhereItsAuthorityIsTrusted() throws Exception {
        assertThat(get("https", server, "/api/v1/costs").statusCode()).isEqualTo(200);
        try (WebServer unknowing = serve(Optional.of(certificate()), Optional.empty())) {
            assertThat(get("https", unknowing, "/api/v1/costs").statusCode()).isBetween(502, 503);
        }
    }

    @Test
    void onlyWithTlsDoesTheDashboardListenBeyondThisMachine() {
        URI api = URI.create("http://127.0.0.1:8081");
        assertThatIllegalArgumentException().isThrownBy(() -> new DashboardOptions("0.0.0.0", 0, api, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty()))
                .withMessageContaining("0.0.0.0")
                .withMessageContaining("tls");
        assertThat(new DashboardOptions("0.0.0.0", 0, api, Optional.empty(), Optional.of(certificate()), Optional
                .empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()).host())
                .isEqualTo("0.0.0.0");
    }
}
