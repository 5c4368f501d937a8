package dev.ondol.dashboards.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.dashboards.MemoryBook;
import dev.ondol.dashboards.NothingDone;
import dev.ondol.dashboards.access.AccountBook.Account;
import dev.ondol.dashboards.access.AccountBook.Machine;
import dev.ondol.dashboards.access.KnownPrincipals;
import dev.ondol.dashboards.access.MachineToken;
import dev.ondol.dashboards.access.Passwords;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.http.RoleTable.Rule;
import dev.ondol.dashboards.live.ActDesk;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorDesk;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// R19: every route of the table with everything that can be wrong about a token, a session, an origin, a body or a parameter. The wall
/// clock stands still, so that allowances are not refilled.
final class RouteFaultsIT {
    private static final String PASSWORD = "correct horse battery";
    private static final List<String> INJECTIONS = List.of("' OR '1'='1", "1; DROP TABLE audit; --",
            "x' UNION SELECT password FROM account --", "\\'; SELECT pg_sleep(9) --", "%27%20OR%201=1",
            "${jndi:ldap://x}",
            "../../etc/passwd", "\u0000", "<script>alert(1)</script>");
    private static final int LARGEST_OWN_BODY = 64 * 1024;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MachineToken.Made admin = MachineToken.make();
    private final MachineToken.Made revoked = MachineToken.make();
    private final MachineToken.Made second = MachineToken.make();
    private final List<String> published = new ArrayList<>();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        var site = SiteReader.builtIn("kr-edge").orElseThrow();
        LiveSite live = new LiveSite(site, PointCatalog.of(site), Clock.systemUTC());
        MemoryBook book = new MemoryBook();
        book.addFirst(new Account("kim", Role.ADMIN, Passwords.hash(PASSWORD)));
        for (MachineToken.Made token : List.of(admin, second, revoked)) {
            book.addMachine(new Machine(token.token().id(), token.token().id(), Role.ADMIN, token.token().sha256(),
                    "test", 0));
        }
        book.revoke(revoked.token().id());
        KnownPrincipals known = new KnownPrincipals(book);
        known.refresh();
        OperatorDesk desk = new OperatorDesk(live.topics(), (topic, payload) -> publish(topic), Clock.systemUTC());
        server = WebServer.start("127.0.0.1", 0, URI.create("http://127.0.0.1:9"), live, desk,
                (point, from, to, slices) -> List.of(), Access.of(known, Optional.empty(), Clock.fixed(Instant.now(),
                        ZoneOffset.UTC)),
                new Operations(new ActDesk(live.topics(), (topic, payload) -> publish(topic)), new NothingDone(),
                        NothingDone.FIGURES, new NoReplays()));
    }

    private CompletableFuture<Void> publish(String topic) {
        synchronized (published) {
            published.add(topic);
        }
        return CompletableFuture.failedFuture(new IllegalStateException("The test has no broker."));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private static List<Rule> closed() {
        return RoleTable.RULES.stream().filter(rule -> rule.permission() != null).toList();
    }

    private static List<Rule> acting() {
        return closed().stream().filter(rule -> !rule.method().equals("GET")).toList();
    }

    private HttpRequest.Builder request(Rule rule) {
        return request(rule, "1", "{}");
    }

    private HttpRequest.Builder request(Rule rule, String parameter, String body) {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), rule.path().replaceAll(":[a-z]+",
                Matcher.quoteReplacement(parameter))));
        return HttpRequest.newBuilder(address).header("X-Ondol-Request", "1").header("Content-Type",
                "application/json").method(rule.method(),
                        HttpRequest.BodyPublishers.ofString(rule.method().equals(
                                "GET") ? "" : body));
    }

    private record Answer(int status, String body, HttpResponse<InputStream> response) {}

    /// What is not over by itself (the live events) is read no further than its head.
    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            return new Answer(response.statusCode(), response.statusCode() < 400
                    ? ""
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8), response);
        }
    }

    @Test
    void noFaultyTokenOpensAnyRoute() throws Exception {
        String text = admin.text();
        String otherSecret = text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0");
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("never made", "Bearer " + MachineToken.make().text());
        faults.put("revoked", "Bearer " + revoked.text());
        faults.put("right id, wrong secret", "Bearer " + otherSecret);
        faults.put("cut off", "Bearer " + text.substring(0, text.length() - 1));
        faults.put("other scheme", "Basic " + text);
        faults.put("empty", "Bearer ");
        for (Rule rule : closed()) {
            for (Map.Entry<String, String> fault : faults.entrySet()) {
                Answer answer = send(request(rule).header("Authorization", fault.getValue()));
                if (answer.status() == 429) {
                    restart();
                    answer = send(request(rule).header("Authorization", fault.getValue()));
                }
                assertThat(answer.status()).as("%s, %s", rule, fault.getKey()).isEqualTo(401);
                assertThat(answer.body()).as("%s, %s", rule, fault.getKey()).contains("\"unknown-token\"");
            }
        }
        assertThat(published).isEmpty();
    }

    /// With fresh allowances.
    private void restart() throws Exception {
        server.close();
        start();
    }

    @Test
    void aSessionChangesNothingWithoutItsCsrfTokenOnAnyRoute() throws Exception {
        Answer in = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/session".formatted(server
                .port()))).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"kim\",\"password\":\"%s\"}".formatted(PASSWORD))));
        assertThat(in.status()).isEqualTo(200);
        String cookie = in.response().headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String csrf = csrf(cookie);
        for (Rule rule : acting()) {
            for (String wrong : List.of("", "x", csrf.substring(1), csrf + "0")) {
                HttpRequest.Builder request = request(rule).header("Cookie", cookie);
                Answer answer = send(wrong.isEmpty() ? request : request.header(Gate.CSRF_HEADER, wrong));
                assertThat(answer.status()).as("%s with %s", rule, wrong).isEqualTo(403);
                assertThat(answer.body()).as("%s with %s", rule, wrong).contains("\"csrf\"");
            }
        }
        assertThat(published).isEmpty();
        for (Rule rule : acting()) {
            if (!rule.path().equals("/api/v1/session")) {
                Answer right = send(request(rule).header("Cookie", cookie).header(Gate.CSRF_HEADER, csrf));
                assertThat(right.body()).as("%s", rule).doesNotContain("\"csrf\"");
            }
        }
    }

    private String csrf(String cookie) throws IOException, InterruptedException {
        String who = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/session".formatted(server
                .port()))).header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofString()).body();
        Matcher found = Pattern.compile("\"csrf\":\"([^\"]+)\"").matcher(who);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void noRouteAnswersPagesOfOtherSitesOrForms() throws Exception {
        for (Rule rule : RoleTable.RULES) {
            Answer foreign = send(request(rule).header("Authorization", "Bearer " + admin.text()).header("Origin",
                    "https://evil.example"));
            assertThat(foreign.status()).as("%s", rule).isEqualTo(403);
            assertThat(foreign.body()).as("%s", rule).contains("foreign-origin");
        }
        for (Rule rule : RoleTable.RULES) {
            if (rule.method().equals("POST")) {
                Answer form = send(request(rule).setHeader("Authorization", "Bearer " + admin.text()).setHeader(
                        "X-Ondol-Request", "0").setHeader("Content-Type", "application/x-www-form-urlencoded"));
                assertThat(form.status()).as("%s", rule).isEqualTo(415);
            }
        }
        assertThat(published).isEmpty();
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedByEveryRouteThatTakesOne() throws Exception {
        String large = "{\"reason\":\"" + "x".repeat(LARGEST_OWN_BODY) + "\"}";
        for (Rule rule : acting()) {
            boolean passedOn = rule.path().startsWith("/api/v1/placements") || rule.path().startsWith("/api/v1/jobs")
                    || rule.path().startsWith("/api/v1/plan");
            if (rule.method().equals("POST") && !passedOn) {
                Answer answer = send(request(rule, "1", large).header("Authorization", "Bearer " + admin.text()));
                assertThat(answer.status()).as("%s", rule).isEqualTo(413);
            }
        }
        assertThat(published).isEmpty();
    }

    @Test
    void hostileTextsInPathsQueriesAndBodiesAreNeverAFault() throws Exception {
        for (Rule rule : closed()) {
            for (String text : INJECTIONS) {
                String parameter = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
                String body = "{\"id\":\"%1$s\",\"point\":\"%1$s\",\"reason\":\"%1$s\",\"action\":\"%1$s\"}".formatted(
                        text.replace("\\", "\\\\").replace("\u0000", "\\u0000"));
                HttpRequest.Builder request = request(rule, parameter, body);
                if (rule.method().equals("GET")) {
                    request.uri(
                            URI.create(request.build().uri() + "?point=%1$s&from=%1$s&to=%1$s&kind=%1$s&principal=%1$s"
                                    .formatted(parameter)));
                }
                Answer answer = send(request.header("Authorization", "Bearer " + admin.text()));
                if (answer.status() == 429) {
                    restart();
                } else {
                    assertThat(answer.status()).as("%s with %s: %s", rule, text, answer.body()).isNotEqualTo(500);
                }
            }
        }
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToComeBackAndOthersAreNotHindered() throws Exception {
        Rule overview = new Rule("GET", "/api/v1/points", null);
        for (int i = 0; i < 400; i++) {
            assertThat(send(request(overview).header("Authorization", "Bearer " + admin.text())).status()).isEqualTo(
                    200);
        }
        Answer tooOften = send(request(overview).header("Authorization", "Bearer " + admin.text()));
        assertThat(tooOften.status()).isEqualTo(429);
        assertThat(tooOften.body()).contains("\"too-often\"");
        assertThat(Integer.parseInt(tooOften.response().headers().firstValue("Retry-After").orElseThrow()))
                .isPositive();
        assertThat(send(request(overview).header("Authorization", "Bearer " + second.text())).status()).isEqualTo(200);
    }

    @Test
    void whoeverTriesTokenAfterTokenOrPasswordAfterPasswordIsSlowedDown() throws Exception {
        for (int i = 0; i < 400; i++) {
            assertThat(
                    send(request(closed().getFirst()).header("Authorization", "Bearer " + MachineToken.make().text()))
                            .status())
                    .isEqualTo(401);
        }
        Answer token = send(request(closed().getFirst()).header("Authorization", "Bearer " + MachineToken.make()
                .text()));
        assertThat(token.status()).isEqualTo(429);
        assertThat(token.response().headers().firstValue("Retry-After")).isPresent();
        Rule session = new Rule("POST", "/api/v1/session", null);
        for (int i = 0; i < 10; i++) {
            assertThat(send(request(session, "1", "{\"name\":\"kim\",\"password\":\"wrong\"}")).status())
                    .isEqualTo(401);
        }
        Answer password = send(request(session, "1", "{\"name\":\"kim\",\"password\":\"%s\"}".formatted(PASSWORD)));
        assertThat(password.status()).isEqualTo(429);
        assertThat(Integer.parseInt(password.response().headers().firstValue("Retry-After").orElseThrow()))
                .isPositive();
    }
}
