package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The Fleet screen in Chromium, on what real dashboards of three sites tell.
final class FleetScreenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Browser browser;

    private FixtureFleet fleet;
    private FixtureServer home;

    @BeforeAll
    static void launch() {
        browser = Browser.start();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        fleet = new FixtureFleet();
        home = new FixtureServer(Optional.of(Role.OPERATOR), Optional.of(fleet.front())).run();
    }

    @AfterEach
    void stop() {
        home.close();
        fleet.close();
    }

    private Browser.Tab open(ColorScheme scheme, String locale) {
        return browser.open(home.url() + "fleet", scheme, locale);
    }

    private static void awaitRow(Browser.Tab tab, String site, String... words) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(tab.text("fleet-" + site)).contains(
                words));
    }

    @Test
    void eachSiteIsARowWithWhatItTellsOfItselfAndALinkToItsDashboard() {
        try (Browser.Tab tab = open(ColorScheme.LIGHT, "en-US")) {
            awaitRow(tab, "west", "Heard", "AUTO");
            awaitRow(tab, "north", "Does not let us in", "401");
            List<String> cells = tab.page.locator("[data-test='fleet-west'] td").allInnerTexts();
            assertThat(cells.get(2)).as("power, kW").matches("[0-9],[0-9]{3}");
            assertThat(cells.get(3)).as("PUE").matches("1\\.[0-9]{3}");
            assertThat(cells.get(4)).as("g CO2 a kWh").matches("[1-9][0-9]{1,2}");
            assertThat(cells.get(5)).as("price").matches("[0-9.]+ won");
            assertThat(cells.get(7)).as("free GPUs").matches("[0-9,]+ of [0-9,]+");
            assertThat(cells.get(8)).as("jobs waiting").matches("[0-9]+");
            assertThat(tab.page.locator("[data-test='fleet-west'] a").getAttribute("href")).isEqualTo(
                    "http://127.0.0.1:" + fleet.west.port());
            assertThat(tab.text("fleet-count")).isEqualTo("2 of 3 sites heard");
            assertThat(tab.page.locator("[data-test='fleet-north'] td").allInnerTexts().subList(2, 9)).containsOnly(
                    "—");
            assertThat(tab.axe()).isEmpty();
            assertThat(tab.troubles).isEmpty();
            tab.screenshot("fleet");
        }
    }

    @Test
    void aSiteThatGoesAwaySaysSinceWhenItsNumbersAreMarkedOldAndThenLeave() {
        try (Browser.Tab tab = open(ColorScheme.DARK, "en-US")) {
            awaitRow(tab, "west", "Heard");
            fleet.west.stop();
            awaitRow(tab, "west", "▲ Away");
            fleet.later(Duration.ofSeconds(20));
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='fleet-west'] td.old").count() > 0);
            assertThat(tab.page.locator("[data-test='fleet-west'] td").allInnerTexts().get(3)).matches(
                    "1\\.[0-9]{3}");
            fleet.later(Duration.ofSeconds(60));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(tab.page.locator("[data-test='fleet-west'] td")
                    .allInnerTexts().subList(2, 9)).containsOnly("—"));
            awaitRow(tab, "east", "Heard");
            assertThat(tab.axe()).isEmpty();
        }
    }

    @Test
    void whereTheFrontIsAwayThePageSaysSo() {
        try (Browser.Tab tab = open(ColorScheme.LIGHT, "en-US")) {
            awaitRow(tab, "east", "Heard");
            fleet.end();
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(tab.text("fleet-problem"))
                    .contains("The front of the fleet does not answer"));
        }
    }

    @Test
    void itFitsAnyWidthInBothLanguages() {
        for (String locale : List.of("en-US", "ko-KR")) {
            try (Browser.Tab tab = open(ColorScheme.LIGHT, locale)) {
                tab.page.locator("[data-test='fleet-west']").waitFor();
                for (int width : new int[]{1440, 1024, 390}) {
                    tab.page.setViewportSize(width, 900);
                    assertThat(tab.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
                    assertThat(tab.axe()).as("%s at %d", locale, width).isEmpty();
                    tab.screenshot("fleet-%s-%d".formatted(locale.substring(0, 2), width));
                }
                assertThat(tab.page.locator("main").innerText()).doesNotContain("fleet.");
            }
        }
    }

    @Test
    void aSiteWithoutAFleetHasNoSuchScreenInItsRail() {
        try (FixtureServer alone = new FixtureServer(0).run();
                Browser.Tab tab = browser.open(alone.url(), ColorScheme.LIGHT, "en-US");
                Browser.Tab together = browser.open(home.url(), ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='go-alarms']").waitFor();
            assertThat(tab.page.locator("[data-test='go-fleet']").count()).isZero();
            together.click("go-fleet");
            together.page.locator("[data-test='fleet-east']").waitFor();
            assertThat(together.page.url()).endsWith("/fleet");
            tab.page.navigate(alone.url() + "fleet");
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(tab.text("fleet-problem"))
                    .contains("belongs to no fleet"));
        }
    }
}
