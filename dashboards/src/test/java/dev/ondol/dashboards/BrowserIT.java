package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What an operator sees, in Chromium, over a scripted plant. Screenshots lie in target/screenshots.
final class BrowserIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
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
    void thePageIsCleanInBothThemesAndBothLanguages() {
        try (FixtureServer server = new FixtureServer(0).run()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (String locale : List.of("en-US", "ko-KR")) {
                    try (Browser.Tab tab = browser.open(server.url(), scheme, locale)) {
                        String name = scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + locale.substring(0, 2);
                        ready(tab);
                        assertThat(tab.page.locator("html").getAttribute("lang")).isEqualTo(locale.substring(0, 2));
                        tab.screenshot("overview-" + name);
                        assertThat(tab.axe()).as(name).isEmpty();
                        tab.click("thermal-table");
                        tab.click("mode");
                        assertThat(tab.axe()).as(name + " with table and menu").isEmpty();
                        tab.page.keyboard().press("Escape");
                        tab.page.keyboard().press("?");
                        tab.page.locator("[data-test='dialog']").waitFor();
                        assertThat(tab.axe()).as(name + " with help").isEmpty();
                        assertThat(tab.troubles).as(name).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void nothingScrollsAt1440By900() {
        try (FixtureServer server = new FixtureServer(0).run();
                Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "en-US")) {
            ready(tab);
            assertThat(tab.page.evaluate("""
                    () => [document.documentElement, document.querySelector('main')].every(
                        (part) => part.scrollHeight <= part.clientHeight && part.scrollWidth <= part.clientWidth)"""))
                    .isEqualTo(true);
        }
    }

    @Test
    void aSilentPlantIsShownAsOldAndThenAsNoNumberAtAll() {
        try (FixtureServer server = new FixtureServer(0).run();
                Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "en-US")) {
            ready(tab);
            server.talk(false);
            tab.page.locator("[data-test='banner-stale']").waitFor();
            await().atMost(PATIENCE).until(() -> tab.text("value-pue").equals("\u2014"));
            assertThat(tab.text("figure-pue")).contains("No data since");
            assertThat(tab.text("mode")).contains("silent");
            tab.screenshot("silent");
            assertThat(tab.axe()).isEmpty();
            server.talk(true);
            await().atMost(PATIENCE).until(() -> tab.text("value-pue").startsWith("1."));
        }
    }

    @Test
    void aLostServerFreezesVisiblyAndComesBackByItself() {
        int port;
        try (FixtureServer first = new FixtureServer(0).run()) {
            port = first.port();
            try (Browser.Tab tab = browser.open(first.url(), ColorScheme.DARK, "en-US")) {
                ready(tab);
                first.stop();
                tab.page.locator("[data-test='banner-socket']").waitFor();
                assertThat(tab.text("banner-socket")).contains("Values frozen at");
                assertThat(tab.text("live")).contains("OFFLINE");
                tab.screenshot("offline");
                assertThat(tab.axe()).isEmpty();
                try (FixtureServer second = new FixtureServer(port).run()) {
                    await().atMost(PATIENCE).until(() -> tab.text("live").contains("LIVE"));
                    assertThat(tab.page.locator("[data-test='banner-socket']").count()).isZero();
                    assertThat(second.port()).isEqualTo(port);
                }
            }
        }
    }

    @Test
    void withoutTelemetryThePageSaysHowToBegin() {
        try (FixtureServer server = new FixtureServer(0);
                Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "ko-KR")) {
            tab.page.locator("[data-test='empty']").waitFor();
            tab.screenshot("empty");
            assertThat(tab.axe()).isEmpty();
            tab.page.locator("[data-test='empty'] button.primary").click();
            assertThat(tab.text("dialog")).contains("./ondol demo");
            server.run();
            ready(tab);
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void keysMoveAndExplainAndNeverAct() {
        try (FixtureServer server = new FixtureServer(0).run();
                Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "en-US")) {
            ready(tab);
            tab.page.keyboard().press("g");
            tab.page.keyboard().press("o");
            assertThat(tab.page.evaluate("document.activeElement.id")).isEqualTo("screen");
            tab.page.keyboard().press("?");
            tab.page.locator("[data-test='dialog']").waitFor();
            tab.page.keyboard().press("Escape");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='dialog']").count() == 0);
            tab.page.locator("ondol-thermal canvas").focus();
            tab.page.keyboard().press("ArrowDown");
            assertThat(tab.text("rack-card")).contains("rack-h3-018");
            assertThat(tab.text("mode")).contains("AUTO");
        }
    }

    @Test
    void themeAndLanguageAreChosenAndKept() {
        try (FixtureServer server = new FixtureServer(0).run();
                Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "en-US")) {
            ready(tab);
            tab.click("theme");
            tab.click("language");
            await().atMost(PATIENCE).until(() -> tab.text("language").equals("English"));
            tab.page.reload();
            ready(tab);
            assertThat(tab.page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
            assertThat(tab.page.locator("html").getAttribute("lang")).isEqualTo("ko");
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aPlanThatIsNotSentSaysSo() {
        try (FixtureServer server = new FixtureServer(0).run();
                Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "en-US")) {
            ready(tab);
            assertThat(tab.page.locator("[data-test='not-sent']").count()).isZero();
            tab.click("mode");
            tab.click("choose-shadow");
            tab.page.locator("[data-test='not-sent']").waitFor();
            assertThat(tab.text("mode")).contains("SHADOW");
            tab.screenshot("shadow");
        }
    }

    @Test
    void aPageThatDoesNotExistHasAWayBack() {
        try (FixtureServer server = new FixtureServer(0);
                Browser.Tab tab = browser.open(server.url() + "no-such-page", ColorScheme.DARK, "en-US")) {
            assertThat(tab.axe()).isEmpty();
            assertThat(tab.page.locator("a").first().getAttribute("href")).isEqualTo("/");
            tab.screenshot("not-found");
        }
    }

    private static void ready(Browser.Tab tab) {
        tab.page.locator("[data-test='value-pue']").waitFor();
        await().atMost(PATIENCE).until(() -> tab.text("value-pue").startsWith("1."));
        tab.page.locator("ondol-trend canvas").first().waitFor();
    }
}
