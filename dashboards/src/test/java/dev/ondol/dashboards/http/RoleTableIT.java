package dev.ondol.dashboards.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.dashboards.MemoryBook;
import dev.ondol.dashboards.NothingDone;
import dev.ondol.dashboards.access.AccountBook.Machine;
import dev.ondol.dashboards.access.KnownPrincipals;
import dev.ondol.dashboards.access.MachineToken;
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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// All routes times all roles, over HTTP.
final class RoleTableIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<Role, String> TOKENS = new EnumMap<>(Role.class);
    private static WebServer server;

    @BeforeAll
    static void start() throws Exception {
        var site = SiteReader.builtIn("kr-edge").orElseThrow();
        LiveSite live = new LiveSite(site, PointCatalog.of(site), Clock.systemUTC());
        MemoryBook book = new MemoryBook();
        for (Role role : Role.values()) {
            MachineToken.Made made = MachineToken.make();
            book.addMachine(new Machine(made.token().id(), role.id(), role, made.token().sha256(), "test", 0));
            TOKENS.put(role, made.text());
        }
        KnownPrincipals known = new KnownPrincipals(book);
        known.refresh();
        OperatorDesk desk = new OperatorDesk(live.topics(), (topic, payload) -> CompletableFuture.failedFuture(
                new IllegalStateException("The test has no broker.")),
                Clock.systemUTC());
        server = WebServer.start("127.0.0.1", 0, URI.create("http://127.0.0.1:9"), live, desk,
                (point, from, to, slices) -> List.of(), Access.of(known, Optional.empty(), Clock.systemUTC()),
                new Operations(new ActDesk(live.topics(), (topic, payload) -> CompletableFuture.failedFuture(
                        new IllegalStateException("The test has no broker."))),
                        new NothingDone(), NothingDone.FIGURES, new NoReplays()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRouteHasOneRuleAndEveryRuleARoute() {
        assertThat(RoleTable.RULES.stream().map(rule -> rule.method() + " " + rule.path()))
                .containsExactlyInAnyOrderElementsOf(server.mounted());
    }

    @Test
    void everyRouteLetsInWhomTheTableSaysAndNobodyElse() throws Exception {
        for (Rule rule : RoleTable.RULES) {
            assertThat(turnedAway(rule, null)).as("%s before sign-in", rule).isEqualTo(rule.permission() != null);
            for (Role role : Role.values()) {
                boolean may = rule.permission() == null || role.may(rule.permission());
                assertThat(turnedAway(rule, role)).as("%s by %s", rule, role).isEqualTo(!may);
            }
        }
    }

    /// Held against what each call does, not against the table: a rule that is too kind is found here.
    @Test
    void nothingButTheOwnSessionIsChangedByWhoMayOnlyReadAndNothingOfThePlantByAScheduler() throws Exception {
        for (Rule rule : RoleTable.RULES) {
            if (rule.method().equals("GET") || rule.path().startsWith("/api/v1/session")) {
                continue;
            }
            boolean jobs = rule.path().startsWith("/api/v1/placements") || rule.path().equals("/api/v1/jobs");
            assertThat(turnedAway(rule, null)).as("%s before sign-in", rule).isTrue();
            assertThat(turnedAway(rule, Role.VIEWER)).as("%s by a viewer", rule).isTrue();
            assertThat(turnedAway(rule, Role.SCHEDULER)).as("%s by a scheduler", rule).isEqualTo(!jobs);
            assertThat(turnedAway(rule, Role.OPERATOR) && !jobs).as("%s by an operator", rule).isEqualTo(
                    rule.path().matches("/api/v1/(tokens|replays|recordings|plan/weights).*"));
        }
    }

    @Test
    void aTokenThatIsNotKnownIsTurnedAwayEvenWithAnOpenDoorBesideIt() throws Exception {
        HttpResponse<InputStream> answer = send(HttpRequest.newBuilder(address("/api/v1/overview"))
                .header("Authorization", "Bearer " + MachineToken.make().text()));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(code(answer)).contains("unknown-token");
    }

    /// Whether the gate answered instead of the route.
    private static boolean turnedAway(Rule rule, @Nullable Role role) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(rule.path().replaceAll(":[a-z]+", "1")))
                .header("X-Ondol-Request", "1").header("Content-Type", "application/json")
                .method(rule.method(), HttpRequest.BodyPublishers.ofString(rule.method().equals("GET") ? "" : "{}"));
        if (role != null) {
            request.header("Authorization", "Bearer " + TOKENS.get(role));
        }
        HttpResponse<InputStream> answer = send(request);
        assertThat(answer.statusCode()).as("%s by %s", rule, role).isNotIn(405, 429, 500);
        if (answer.statusCode() != 401 && answer.statusCode() != 403) {
            answer.body().close();
            return false;
        }
        String problem = code(answer);
        return problem.contains("\"signed-out\"") || problem.contains("\"not-permitted\"");
    }

    private static String code(HttpResponse<InputStream> answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException,
            InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    }
}
