package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The search, in Chromium: what is found opens on its screen.
final class SearchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @RegisterExtension
    static final Screens SCREENS = Screens.of(Role.OPERATOR, server -> server.alarms.raise());

    @Test
    void aRackIsFoundByItsNameAndOpensOnTheMap() {
        try (Browser.Tab tab = search("rack-h3-017", "rack")) {
            tab.page.keyboard().press("ArrowDown");
            tab.page.keyboard().press("Enter");
            await().atMost(PATIENCE).until(() -> tab.page.url().endsWith("/thermal?range=1h"));
            await().atMost(PATIENCE).until(() -> tab.text("rack-card").contains("rack-h3-017"));
            assertThat(tab.page.locator("[data-test='hall-h3']").getAttribute("aria-pressed")).isEqualTo("true");
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aMachineAndASetpointOpenInTheDetailOfCooling() {
        try (Browser.Tab tab = search("crah-h4-06", "machine")) {
            tab.click("found-machine");
            await().atMost(PATIENCE).until(() -> tab.text("detail").contains("crah-h4-06"));
            assertThat(tab.page.locator("[data-test='unit-crah-h4-06']").isVisible()).isTrue();
            tab.page.keyboard().press("/");
            tab.page.locator("[data-test='search-input']").fill("h2 supply air");
            tab.click("found-setpoint");
            await().atMost(PATIENCE).until(() -> tab.text("detail").contains(
                    "hall-h2/supply-air-temperature-setpoint"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aJobOpensOnWorkloads() {
        try (Browser.Tab tab = search("train-07", "job")) {
            tab.click("found-job");
            await().atMost(PATIENCE).until(() -> tab.page.locator(".detail-card").innerText().contains("train-07"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void anAlarmOpensWithItsTrendAndLeadsOnToItsRack() {
        try (Browser.Tab tab = search("inlet above", "alarm")) {
            tab.click("found-alarm");
            tab.page.locator(".alarm-detail ondol-point-trend path.measured").waitFor();
            assertThat(tab.page.locator(".alarm-detail").innerText()).contains(
                    "rack-h3-017/inlet-air-temperature over ±15 min", "limit 27.0 °C");
            tab.screenshot("alarm-trend");
            assertThat(tab.axe()).isEmpty();
            tab.click("alarm-place");
            await().atMost(PATIENCE).until(() -> tab.text("rack-card").contains("rack-h3-017"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aPointIsShownWithItsValueAndItsTrendWhereverItIsSought() {
        try (Browser.Tab tab = search("meter facility power", "point")) {
            tab.click("found-point");
            tab.page.locator("[data-test='search-point'] path.measured").waitFor();
            assertThat(tab.text("search-point")).contains("meter-facility/active-power", "kW", "Active_Power_Sensor",
                    "over 1 h");
            tab.screenshot("search-point");
            assertThat(tab.axe()).as("the search").isEmpty();
            tab.click("search-open");
            await().atMost(PATIENCE).until(() -> tab.page.url().contains("/energy"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void whatNothingIsCalledIsSaidAndEscLeavesThePageAsItWas() {
        try (Browser.Tab tab = open("thermal")) {
            tab.click("search-button");
            tab.page.locator("[data-test='search-input']").fill("no such thing");
            await().atMost(PATIENCE).until(() -> tab.text("search").contains("Nothing has all of these words"));
            assertThat(tab.axe()).as("a search that finds nothing").isEmpty();
            tab.page.keyboard().press("Escape");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='search']").count() == 0);
            assertThat(tab.page.url()).endsWith("/thermal?range=1h");
            tab.page.keyboard().press("/");
            assertThat(tab.page.locator("[data-test='search-input']").inputValue()).as("the key is no letter")
                    .isEmpty();
            assertThat(tab.troubles).isEmpty();
        }
    }

    private static Browser.Tab open(String screen) {
        Browser.Tab tab = SCREENS.open(screen + "?range=1h", ColorScheme.LIGHT, "en-US");
        tab.page.locator("main .card:not(.skeleton .card)").first().waitFor();
        return tab;
    }

    /// Types the words after the key and waits until something of that kind is found.
    private static Browser.Tab search(String words, String kind) {
        Browser.Tab tab = open("");
        tab.page.keyboard().press("/");
        tab.page.locator("[data-test='search-input']").fill(words);
        tab.page.locator("[data-test='found-" + kind + "']").first().waitFor();
        return tab;
    }
}
