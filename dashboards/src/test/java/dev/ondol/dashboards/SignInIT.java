package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.AccountBook.Account;
import dev.ondol.dashboards.access.Passwords;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.message.JsonMessages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Signing in and out, in Chromium and over HTTP.
final class SignInIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "correct horse battery";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theFirstAccountIsMadeOnThePageAndLetsAProgramIn() throws Exception {
        try (FixtureServer server = new FixtureServer(0, Optional.empty()).run();
                Browser.Tab tab = browser.open(server.url() + "access", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='sign-in-code']").fill(server.access.signIn().firstCode().orElseThrow());
            enter(tab, "root", PASSWORD);
            tab.page.locator("[data-test='token-label']").fill("Slurm of cluster 2");
            tab.click("token-make");
            String token = tab.page.locator("[data-test='token-made'] pre").innerText();
            assertThat(get(server, token).statusCode()).isEqualTo(200);
            tab.screenshot("access");
            assertThat(tab.axe()).isEmpty();
            tab.click("revoke");
            tab.click("revoke-yes");
            await().atMost(PATIENCE).until(() -> get(server, token).statusCode() == 401);
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsSaidAndARightOneShowsTheScreenOfTheAddress() {
        try (FixtureServer server = with("kim", Role.OPERATOR);
                Browser.Tab tab = browser.open(server.url() + "?range=24h", ColorScheme.DARK, "ko-KR")) {
            enter(tab, "kim", "not the password");
            await().atMost(PATIENCE).until(() -> tab.text("sign-in-problem").contains("비밀번호"));
            tab.screenshot("sign-in");
            assertThat(tab.axe()).isEmpty();
            enter(tab, "kim", PASSWORD);
            await().atMost(PATIENCE).until(() -> tab.text("value-pue").startsWith("1."));
            assertThat(tab.page.url()).endsWith("?range=24h");
            tab.click("exit-auto");
            await().atMost(PATIENCE).until(() -> tab.text("mode").contains("FALLBACK"));
            tab.click("user");
            tab.click("sign-out");
            tab.page.locator("[data-test='sign-in']").waitFor();
            assertThat(tab.page.locator("[data-test='sign-in-ended']").count()).isZero();
            // The browser itself notes the refused password.
            assertThat(tab.troubles).hasSize(2).allMatch(trouble -> trouble.contains("401"));
        }
    }

    @Test
    void aSessionThatEndsLeavesASentenceAndNoOldNumbers() {
        try (FixtureServer server = with("kim", Role.OPERATOR);
                Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "en-US")) {
            enter(tab, "kim", PASSWORD);
            await().atMost(PATIENCE).until(() -> tab.text("value-pue").startsWith("1."));
            server.book.remove("kim");
            server.book.put(new Account("lee", Role.VIEWER, Passwords.hash(PASSWORD)));
            server.access.known().refresh();
            tab.page.locator("[data-test='sign-in-ended']").waitFor();
            assertThat(tab.page.locator("[data-test='value-pue']").count()).isZero();
            tab.screenshot("session-ended");
            assertThat(tab.axe()).isEmpty();
            enter(tab, "lee", PASSWORD);
            await().atMost(PATIENCE).until(() -> tab.text("value-pue").startsWith("1."));
            assertThat(tab.page.locator("[data-test='exit-auto']").isDisabled()).isTrue();
            assertThat(tab.page.locator("[data-test='exit-auto']").getAttribute("title")).contains("role");
            tab.click("mode");
            tab.page.locator("[data-test='not-permitted']").waitFor();
            assertThat(tab.axe()).isEmpty();
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aSessionChangesNothingWithoutItsToken() throws Exception {
        try (FixtureServer server = with("kim", Role.OPERATOR)) {
            HttpResponse<String> entered = CLIENT.send(request(server, "/api/v1/session").POST(
                    HttpRequest.BodyPublishers.ofString("{\"name\":\"kim\",\"password\":\"%s\"}".formatted(PASSWORD)))
                    .build(), HttpResponse.BodyHandlers.ofString());
            String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict", "Path=/");
            Map<?, ?> who = JsonMessages.read(entered.body().getBytes(StandardCharsets.UTF_8), Map.class);
            assertThat(who.get("permissions")).isEqualTo(List.of("read", "operate"));
            String pair = cookie.substring(0, cookie.indexOf(';'));
            assertThat(ask(server, pair, "")).contains("\"csrf\"");
            assertThat(ask(server, pair, "0".repeat(64))).contains("\"csrf\"");
            assertThat(ask(server, pair, String.valueOf(who.get("csrf")))).contains("\"accepted\":true");
        }
    }

    @Test
    void withoutJavaScriptThePageSaysWhatToDo() {
        try (FixtureServer server = new FixtureServer(0);
                Browser.Tab tab = browser.withoutScripts(server.url())) {
            assertThat(tab.page.locator("body").innerText()).contains("JavaScript is off", "local panel", "자바스크립트");
            tab.screenshot("no-javascript");
        }
    }

    private static FixtureServer with(String name, Role role) {
        FixtureServer server = new FixtureServer(0, Optional.empty()).run();
        server.book.put(new Account(name, role, Passwords.hash(PASSWORD)));
        server.access.known().refresh();
        return server;
    }

    private static void enter(Browser.Tab tab, String name, String password) {
        tab.page.locator("[data-test='sign-in-name']").fill(name);
        tab.page.locator("[data-test='sign-in-password']").fill(password);
        tab.click("sign-in-go");
    }

    private static HttpRequest.Builder request(FixtureServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> get(FixtureServer server, String token) throws Exception {
        return CLIENT.send(request(server, "/api/v1/overview").header("Authorization", "Bearer " + token).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String ask(FixtureServer server, String cookie, String csrf) throws Exception {
        HttpRequest.Builder request = request(server, "/api/v1/requests").header("Cookie", cookie).POST(
                HttpRequest.BodyPublishers.ofString("{\"action\":\"CHOOSE_SHADOW\"}"));
        if (!csrf.isEmpty()) {
            request.header("X-Ondol-CSRF", csrf);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
