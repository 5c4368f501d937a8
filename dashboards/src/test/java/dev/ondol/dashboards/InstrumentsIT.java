package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.message.Mode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What stands beside the numbers, in Chromium: trends, ages, who has the plant; and that pointing at a chart breaks nothing.
final class InstrumentsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @RegisterExtension
    static final Screens SCREENS = Screens.of(Role.OPERATOR, server -> server.replays.done("best-static"));

    @Test
    void eachSetpointHasTheTrendOfWhatWasMeasuredBesideIt() {
        try (Browser.Tab tab = open("cooling", ColorScheme.LIGHT, "en-US")) {
            var row = tab.page.locator("[data-test='setpoint-hall-h1/supply-air-temperature-setpoint']");
            row.locator("path.measured").waitFor();
            assertThat(row.locator(".spark").getAttribute("aria-label")).startsWith("H1 · Supply air over 6 h: ")
                    .endsWith("°C");
            assertThat(row.locator("path.wanted").count()).isEqualTo(1);
            tab.click("range-1h");
            await().atMost(PATIENCE).until(() -> row.locator(".spark").getAttribute("aria-label").contains("over 1 h"));
            assertThat(tab.axe()).isEmpty();
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void theWatchdogSaysWhoHasThePlant() {
        try (FixtureServer own = new FixtureServer(0).run();
                Browser.Tab tab = SCREENS.browser().open(own.url() + "cooling", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='watchdog']").waitFor();
            await().atMost(PATIENCE).until(() -> tab.text("watchdog").contains("control heard"));
            assertThat(tab.text("watchdog")).contains("Local rules stand ready");
            own.plant.mode(Mode.FALLBACK);
            await().atMost(PATIENCE).until(() -> tab.text("watchdog").contains("Local rules have the plant"));
            own.plant.mode(Mode.HOLD);
            await().atMost(PATIENCE).until(() -> tab.text("watchdog").contains("HOLD: set-points stay"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void theLayerOfAgesTellsHowOldEachInletIsAndSoDoesItsTable() {
        try (Browser.Tab tab = open("thermal", ColorScheme.DARK, "en-US")) {
            tab.click("layer-age");
            await().atMost(PATIENCE).until(() -> tab.text("rack-card").contains("since the newest reading"));
            tab.page.locator("ondol-thermal-screen canvas").focus();
            tab.page.keyboard().press("ArrowDown");
            await().atMost(PATIENCE).until(() -> tab.text("rack-card").matches("(?s).*reading \\d+ s old.*"));
            tab.click("thermal-table");
            assertThat(tab.page.locator("ondol-thermal-screen thead").last().innerText()).isNotEmpty();
            assertThat(tab.page.locator("ondol-thermal-screen .thermal-plan tbody tr").first().innerText())
                    .containsPattern("\\d+ s");
            assertThat(tab.axe()).isEmpty();
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void whatAKilowattHourEmitsNowStandsOnTheOverview() {
        try (Browser.Tab tab = open("", ColorScheme.LIGHT, "en-US")) {
            await().atMost(PATIENCE).until(() -> tab.text("value-grid-carbon").matches("\\d+"));
            assertThat(tab.text("figure-grid-carbon")).contains("gCO₂e/kWh", "t an hour", "Lowest");
            assertThat(tab.text("figure-it")).contains("of 8,576 GPUs");
        }
    }

    @Test
    void chartsThatArePointedAtKeepTheContentPolicyAndStayClean() {
        for (String[] chart : List.of(new String[]{"", "ondol-trend canvas"}, new String[]{"", "ondol-thermal canvas"},
                new String[]{"thermal", "ondol-thermal-screen canvas"}, new String[]{"energy", "ondol-sankey canvas"},
                new String[]{"replay?run=17", "ondol-replay-screen canvas"})) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Browser.Tab tab = open(chart[0], scheme, scheme == ColorScheme.DARK ? "ko-KR" : "en-US")) {
                    var canvas = tab.page.locator(chart[1]).first();
                    canvas.waitFor();
                    var box = canvas.boundingBox();
                    for (double share : new double[]{0.3, 0.5, 0.7}) {
                        tab.page.mouse().move(box.x + share * box.width, box.y + 0.4 * box.height);
                        tab.page.waitForTimeout(150);
                    }
                    assertThat(tab.axe()).as(chart[1]).isEmpty();
                    assertThat(tab.troubles).as(chart[1]).isEmpty();
                }
            }
        }
    }

    private static Browser.Tab open(String screen, ColorScheme scheme, String locale) {
        Browser.Tab tab = SCREENS.open(screen, scheme, locale);
        tab.page.locator("main .card:not(.skeleton .card)").first().waitFor();
        return tab;
    }
}
