package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.facility.message.JsonMessages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole role on a real broker and a real database.
final class DashboardRoleIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long T = PlantScript.START;
    private static RunningRole running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningRole(Path.of("target", "role-it", UUID.randomUUID().toString()).toAbsolutePath());
        running.history(T - 2 * 3_600_000, T);
        running.storeCommand(T);
        running.plant.force("meter-it/active-power", 8_000);
        running.plant.force("meter-facility/active-power", 9_000);
        tick(T);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void framesFromTheBrokerBecomeFigures() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            tick(T);
            assertThat(number("/api/v1/overview", "figures", "pue", "value")).isCloseTo(9_000.0 / 8_000, within(1e-9));
        });
        Map<?, ?> health = json("/health");
        assertThat(health.get("broker")).isEqualTo(true);
        assertThat(health.get("database")).isIn("timescaledb-apache", "postgresql");
        assertThat(health.get("disk")).isEqualTo("unknown");
    }

    @Test
    void theHistorianGivesHistoryCountsAndBands() {
        String query = "/api/v1/series?point=meter-cooling/active-power&from=%d&to=%d&width=30".formatted(T - 3_600_000,
                T);
        assertThat((List<?>) json(query).get("slices")).hasSize(30);
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            tick(T);
            assertThat(number("/api/v1/overview", "past", "commands", "sent")).isEqualTo(1);
            assertThat(number("/api/v1/overview", "past", "bands", "pue", "low")).isBetween(1.05, 1.2);
        });
    }

    @Test
    void theReportOfAMonthIsWhatTheHistorianHas() {
        Map<?, ?> report = json("/api/v1/report?month=2022-07");
        assertThat(report.get("currency")).isEqualTo("won");
        assertThat((Map<?, ?>) report.get("commands")).satisfies(commands -> assertThat(commands.get("sent")).isEqualTo(
                1));
        assertThat(json("/api/v1/report?month=July").get("code")).isEqualTo("bad-request");
    }

    @Test
    void thePlanOfTheBrokerIsServedWhole() {
        running.plant.plan(T);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(
                () -> assertThat(String.valueOf(json("/api/v1/plan").get("plan"))).contains("id=plan-"));
    }

    @Test
    void theBrowserSeesPueChangeAndLeavesAuto() {
        try (Browser browser = Browser.start();
                Browser.Tab tab = browser.open(running.url(), ColorScheme.LIGHT, "en-US")) {
            running.plant.mode(dev.ondol.facility.message.Mode.AUTO);
            tick(T);
            tab.page.locator("[data-test='value-pue']").waitFor();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                tick(T);
                assertThat(tab.text("value-pue")).isEqualTo("1.125");
                assertThat(tab.text("mode")).contains("AUTO");
            });
            running.plant.force("meter-facility/active-power", 9_600);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                tick(T + 60_000);
                assertThat(tab.text("value-pue")).isEqualTo("1.200");
            });
            tab.click("exit-auto");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                tick(T + 60_000);
                assertThat(tab.text("mode")).contains("FALLBACK");
                assertThat(tab.page.locator(".note").innerText()).contains("local rules");
            });
            tab.screenshot("role-fallback");
            tab.click("mode");
            tab.click("choose-auto");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(
                    () -> assertThat(tab.page.locator(".note").innerText()).contains("simulated plants only"));
            assertThat(tab.troubles).isEmpty();
        } finally {
            running.plant.force("meter-facility/active-power", 9_000);
            tick(T + 120_000);
        }
    }

    private static void tick(long plantTime) {
        long wall = System.currentTimeMillis();
        running.plant.publish(plantTime, wall);
        running.plant.heartbeats(plantTime, wall);
    }

    private static Map<?, ?> json(String path) {
        try {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(running.url()).resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return JsonMessages.read(response.body().getBytes(StandardCharsets.UTF_8), Map.class);
        } catch (Exception e) {
            throw new AssertionError("GET " + path, e);
        }
    }

    private static double number(String path, String... keys) {
        @Nullable
        Object value = json(path);
        for (String key : keys) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value instanceof Number number ? number.doubleValue() : fail("No number at " + String.join(".", keys));
    }
}
