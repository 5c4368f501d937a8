package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.ondol.dashboards.access.ProviderTrust;
import dev.ondol.services.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The way to an identity provider and back, in Chromium and over HTTP.
final class ProviderSignInIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private FakeProvider provider;
    private FixtureServer server;

    @BeforeEach
    void start() throws Exception {
        provider = new FakeProvider();
        int port = FreePorts.next();
        ProviderTrust trust = new ProviderTrust(provider.issuer(), FakeProvider.CLIENT,
                Optional.of(FakeProvider.SECRET),
                URI.create("http://127.0.0.1:" + port), "RS256", "ondol_role");
        server = new FixtureServer(port, Optional.empty(), URI.create("http://127.0.0.1:9"), access -> access
                .withProvider(trust, Clock.systemUTC())).run();
    }

    @AfterEach
    void stop() {
        server.close();
        provider.close();
    }

    @Test
    void aPersonComesBackFromTheProviderToTheScreenThatWasAskedFor() {
        try (Browser browser = Browser.start();
                Browser.Tab tab = browser.open(server.url() + "?range=24h", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='sign-in-provider']").waitFor();
            tab.screenshot("sign-in-provider");
            assertThat(tab.axe()).isEmpty();
            tab.click("sign-in-provider");
            await().atMost(PATIENCE).until(() -> tab.text("value-pue").startsWith("1."));
            assertThat(tab.page.url()).endsWith("/?range=24h");
            tab.click("user");
            assertThat(tab.page.locator("#user-menu h2").innerText()).isEqualTo("kim@127.0.0.1");
            tab.click("user");
            tab.click("exit-auto");
            await().atMost(PATIENCE).until(() -> tab.text("mode").contains("FALLBACK"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void whoeverIsNotLetInReadsWhyOnTheForm() {
        provider.lets(false);
        try (Browser browser = Browser.start();
                Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "en-US")) {
            tab.click("sign-in-provider");
            await().atMost(PATIENCE).until(() -> tab.text("sign-in-problem").contains("did not let you in"));
            provider.change(claims -> claims.claim("ondol_role", "janitor"));
            provider.lets(true);
            tab.click("sign-in-provider");
            await().atMost(PATIENCE).until(() -> tab.text("sign-in-problem").contains("no role"));
            assertThat(tab.axe()).isEmpty();
            assertThat(tab.troubles).isEmpty();
        }
    }

    /// Where the browser goes on to, and the cookies that it then has.
    private record Step(int status, String location, Map<String, String> cookies, String body) {}

    private static Step get(String address, Map<String, String> cookies) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (!cookies.isEmpty()) {
            request.header("Cookie", String.join("; ", cookies.entrySet().stream().map(cookie -> cookie.getKey() + "="
                    + cookie.getValue()).toList()));
        }
        HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        Map<String, String> set = new LinkedHashMap<>();
        response.headers().allValues("Set-Cookie").forEach(cookie -> {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            set.put(pair[0], pair[1]);
        });
        return new Step(response.statusCode(), response.headers().firstValue("Location").orElse(""), set, response
                .body());
    }

    private String there(String to) {
        return server.url() + "api/v1/session/oidc?to=" + to;
    }

    @Test
    void aTokenWithAnyFaultSignsNobodyIn() throws Exception {
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> faults = new LinkedHashMap<>();
        faults.put("another nonce", claims -> claims.claim("nonce", "another"));
        faults.put("no nonce", claims -> claims.claim("nonce", null));
        faults.put("another audience", claims -> claims.audience("grafana"));
        faults.put("another issuer", claims -> claims.issuer("https://id.example.org"));
        faults.put("ended", claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600))));
        for (Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>> fault : faults.entrySet()) {
            provider.change(fault.getValue());
            Step begun = get(there("/"), Map.of());
            Step back = get(get(begun.location(), Map.of()).location(), begun.cookies());
            assertThat(back.location()).as(fault.getKey()).isEqualTo("/?problem=oidc-refused");
            assertThat(back.cookies()).as(fault.getKey()).doesNotContainKey("ondol-session");
        }
    }

    @Test
    void aWayBackIsGoodOnceAndInTheBrowserThatBeganIt() throws Exception {
        Step begun = get(there("/"), Map.of());
        String back = get(begun.location(), Map.of()).location();
        assertThat(get(back, Map.of()).location()).as("no cookie").isEqualTo("/?problem=oidc-state");
        Step other = get(there("/"), Map.of());
        assertThat(get(back, other.cookies()).location()).as("cookie of another way").isEqualTo("/?problem=oidc-state");
        Step in = get(back, begun.cookies());
        assertThat(in.status()).isEqualTo(200);
        String session = in.cookies().get("ondol-session");
        assertThat(get(server.url() + "api/v1/overview", Map.of("ondol-session", session)).status()).isEqualTo(200);
        assertThat(get(back, begun.cookies()).location()).as("a second time").isEqualTo("/?problem=oidc-state");
    }

    @Test
    void nobodyIsLedToAnotherSite() throws Exception {
        for (String to : new String[]{"https://evil.example/", "//evil.example/", "/%5Cevil.example",
                "/%22%3E%3Cscript%3E",
                "javascript:alert(1)"}) {
            Step begun = get(there(to), Map.of());
            Step in = get(get(begun.location(), Map.of()).location(), begun.cookies());
            assertThat(in.body()).as(to).contains("content=\"0;url=/\"").doesNotContain("evil", "script");
        }
    }

    @Test
    void aProviderThatIsAwayLeavesTheAccountsOfThePage() throws Exception {
        provider.close();
        assertThat(get(there("/"), Map.of()).location()).isEqualTo("/?problem=oidc-away");
    }
}
