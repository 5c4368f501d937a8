package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.message.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Recommendations and what operators do by hand, in Chromium: from the button to what control hears, and back.
final class AdviceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Browser browser;
    private FixtureServer server;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        server = new FixtureServer(0);
        server.plant.mode(Mode.ADVISE);
        server.run();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneForAWholeHallIsApprovedWithTypedWordsCarriedOutWatchedAndRolledBack() {
        server.advice.propose();
        try (Browser.Tab tab = browser.open(server.url(), ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='recommendation']").waitFor();
            assertThat(tab.text("recommendation")).contains("#418", "Hall H1", "23.5", "24.5", "14.2 kW less",
                    "there in 5 min", "below recommended", "1 more");
            tab.screenshot("recommendation-overview");
            clean(tab, "a recommendation on the Overview");
            tab.page.keyboard().press("a");
            assertThat(tab.page.evaluate("() => document.activeElement.dataset.test")).isEqualTo("approve");
            assertThat(server.advice.acts()).as("no key acts").isEmpty();
            tab.click("approve");
            tab.page.locator("[data-test='word']").fill("h2");
            tab.click("approve-go");
            assertThat(server.advice.acts()).as("the wrong word").isEmpty();
            clean(tab, "the words to type");
            tab.page.locator("[data-test='word']").fill("h1");
            tab.click("approve-go");
            await().atMost(PATIENCE).until(() -> tab.text("rec-state").equals("applying"));
            assertThat(tab.text("rec-left")).isEqualTo("0 of 2 reached");
            assertThat(server.advice.lastParams()).as("control is told what was typed").containsEntry("confirm", "h1");
            server.advice.reached("418", Long.MAX_VALUE / 4);
            tab.click("all-recommendations");
            await().atMost(PATIENCE).until(() -> tab.text("queue").contains("watched"));
            tab.page.locator("[data-test='rec']").nth(1).click();
            await().atMost(PATIENCE).until(() -> tab.text("rec-state").equals("watched"));
            assertThat(tab.text("rec-margin")).contains("rack-h1", "below recommended");
            tab.screenshot("recommendation-watched");
            clean(tab, "a recommendation that is watched");
            tab.click("roll-back");
            await().atMost(PATIENCE).until(() -> tab.text("rec-state").equals("rolled back"));
            assertThat(server.advice.acts().stream().map(act -> act.action())).containsExactly("approve", "rollback");
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void oneInsideThePreApprovedBoundsTakesOneClick() {
        server.advice.propose();
        try (Browser.Tab tab = browser.open(server.url() + "cooling", ColorScheme.DARK, "en-US")) {
            tab.page.locator("[data-test='rec']").nth(1).click();
            tab.click("approve");
            await().atMost(PATIENCE).until(() -> tab.text("rec-state").equals("applying"));
            assertThat(server.advice.acts().getLast().target()).isEqualTo("1795880417");
        }
    }

    @Test
    void aZoneIsHeldLowerThanTheSiteWithAReasonAndWhatControlRefusesIsSaid() {
        server.advice.propose();
        try (Browser.Tab tab = browser.open(server.url() + "cooling", ColorScheme.LIGHT, "en-US")) {
            tab.click("zones");
            assertThat(tab.text("zone-hall-h1")).contains("Hall H1", "ADVISE", "as the site");
            tab.click("change-hall-h1");
            tab.page.locator("[data-test='level']").selectOption("SHADOW");
            tab.click("level-go");
            assertThat(server.advice.acts()).as("no reason").isEmpty();
            tab.page.locator("[data-test='pick']").selectOption("maintenance");
            tab.page.locator("[data-test='words']").fill("filters are changed");
            tab.screenshot("zone-levels");
            clean(tab, "the levels of the zones");
            tab.click("level-go");
            await().atMost(PATIENCE).until(() -> tab.text("zone-hall-h1").contains("SHADOW"));
            assertThat(tab.text("zones")).isEqualTo("Zones, 1 with a level of their own");
            assertThat(server.advice.acts().getLast().target()).isEqualTo("hall-h1");
            assertThat(server.advice.lastParams().get("reason")).endsWith(": filters are changed");
            tab.click("change-plant");
            tab.page.locator("[data-test='level']").selectOption("AUTO");
            tab.page.locator("[data-test='pick']").selectOption("trial");
            tab.page.locator("[data-test='words']").fill("as agreed");
            tab.click("level-go");
            tab.page.locator("[data-test='zone-problem']").waitFor();
            assertThat(tab.text("zone-problem")).isEqualTo("AUTO is open to simulated plants only.");
            assertThat(tab.text("zone-plant")).contains("ADVISE");
        }
    }

    @Test
    void anAnswerToAVersionThatIsGoneDoesNothingAndSaysWhatHasMoved() {
        server.advice.propose();
        try (Browser.Tab tab = browser.open(server.url() + "cooling", ColorScheme.LIGHT, "en-US")) {
            tab.click("reject");
            tab.page.locator("[data-test='pick']").selectOption("weather");
            tab.page.locator("[data-test='words']").fill("Rain is coming");
            server.advice.renewSilently("418", 24.0);
            tab.click("reject-go");
            tab.page.locator("[data-test='moved']").waitFor();
            assertThat(tab.text("rec-problem")).contains("nothing was done");
            assertThat(tab.text("moved")).contains("Version 2", "24.5 → 24.0 °C");
            assertThat(tab.text("rec-state")).isEqualTo("waits");
            tab.screenshot("recommendation-moved");
            assertThat(tab.axe()).isEmpty();
            assertThat(tab.troubles).as("the 409 that the test made").allMatch(trouble -> trouble.contains("409"));
            server.advice.publishLate();
            server.advice.renew("418", 23.8);
            await().atMost(PATIENCE).until(() -> tab.text("moved").contains("Version 3"));
            assertThat(tab.text("moved")).as("an older board changes nothing").contains("24.0 → 23.8 °C");
        }
    }

    @Test
    void overrideKeepsInsideTheLimitsAndRejectNeedsAReason() {
        server.advice.propose();
        try (Browser.Tab tab = browser.open(server.url() + "cooling", ColorScheme.LIGHT, "ko-KR")) {
            tab.click("reject");
            tab.click("reject-go");
            assertThat(server.advice.acts()).as("no reason").isEmpty();
            tab.click("override");
            var value = tab.page.locator("[data-test='value-hall-h1/supply-air-temperature-setpoint']");
            value.fill("40");
            value.blur();
            assertThat(value.inputValue()).isEqualTo("27");
            assertThat(tab.text("effect")).contains("▲", "°C", "넘을 수 있음");
            assertThat(tab.text("arrival")).as("3.5 K by 0.5 K every five minutes").contains("30분");
            tab.page.locator("[data-test='minutes']").selectOption("15");
            tab.page.locator("[data-test='pick']").selectOption("trial");
            tab.page.locator("[data-test='words']").fill("as agreed");
            tab.screenshot("recommendation-override");
            clean(tab, "the override of a recommendation");
            tab.click("override-go");
            await().atMost(PATIENCE).until(() -> !server.advice.acts().isEmpty());
            assertThat(server.advice.lastParams()).containsEntry("minutes", "15").containsEntry("version", "1");
            assertThat(server.advice.lastParams().get("reason")).endsWith(": as agreed");
            assertThat(server.advice.lastParams().get("values")).contains(
                    "\"hall-h1/supply-air-temperature-setpoint\":27");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='rec']").first().innerText().contains(
                    "1795880417"));
            tab.page.locator("[data-test='rec']").first().click();
            tab.click("reject");
            tab.page.locator("[data-test='pick']").selectOption("sensor");
            tab.page.locator("[data-test='words']").fill("TT-3");
            tab.click("reject-go");
            await().atMost(PATIENCE).until(() -> server.advice.acts().getLast().action().equals("reject"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aSetpointIsHeldByHandCountedDownAndReleased() {
        try (Browser.Tab tab = browser.open(server.url() + "cooling", ColorScheme.DARK, "en-US")) {
            String row = "setpoint-hall-h1/supply-air-temperature-setpoint";
            tab.page.locator("[data-test='" + row + "'] button").click();
            tab.click("hold");
            tab.page.locator("[data-test='value-value']").fill("3");
            tab.page.locator("[data-test='value-value']").blur();
            assertThat(tab.page.locator("[data-test='value-value']").inputValue()).isEqualTo("18");
            tab.page.locator("[data-test='pick']").selectOption("people");
            tab.page.locator("[data-test='words']").fill("door open");
            tab.screenshot("override-form");
            clean(tab, "the form of an override");
            tab.click("hold-go");
            await().atMost(PATIENCE).until(() -> tab.text(row).contains("HAND"));
            assertThat(tab.text(row)).containsPattern("HAND\\s+(60|59) min");
            assertThat(tab.text("behind")).contains("local", "People at work there: door open", "left");
            assertThat(server.hands.overrides()).singleElement().satisfies(held -> assertThat(held.value()).isEqualTo(
                    18));
            tab.screenshot("override-held");
            clean(tab, "a set-point that is held");
            tab.click("release");
            await().atMost(PATIENCE).until(() -> !tab.text(row).contains("HAND"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aMachineIsTakenOutOfServiceAndGivenBack() {
        try (Browser.Tab tab = browser.open(server.url() + "cooling", ColorScheme.LIGHT, "ko-KR")) {
            tab.click("kind-chiller");
            var row = tab.page.locator(".units tbody tr").first();
            row.locator("button").click();
            tab.click("lock");
            tab.page.locator("[data-test='pick']").selectOption("maintenance");
            tab.page.locator("[data-test='words']").fill("oil change");
            tab.click("lock-go");
            await().atMost(PATIENCE).until(() -> row.innerText().contains("사용 중지"));
            tab.screenshot("lockout");
            clean(tab, "a machine out of service");
            assertThat(tab.text("behind")).contains("oil change");
            tab.click("return");
            await().atMost(PATIENCE).until(() -> !row.innerText().contains("사용 중지"));
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void aViewerSeesEverythingAndTheButtonsSayWhyTheyAreOff() {
        try (FixtureServer watched = new FixtureServer(0, Optional.of(Role.VIEWER)).run();
                Browser.Tab tab = browser.open(watched.url() + "cooling", ColorScheme.LIGHT, "en-US")) {
            watched.advice.propose();
            tab.page.locator("[data-test='approve']").waitFor();
            for (String button : List.of("approve", "override", "reject")) {
                var off = tab.page.locator("[data-test='" + button + "']");
                assertThat(off.isDisabled()).as(button).isTrue();
                assertThat(off.getAttribute("title")).contains("An operator can");
            }
            assertThat(tab.text("rec-not-permitted")).contains("An operator can");
            tab.page.locator("[data-test='setpoint-hall-h1/supply-air-temperature-setpoint'] button").click();
            assertThat(tab.page.locator("[data-test='hold']").isDisabled()).isTrue();
            assertThat(tab.text("hand-not-permitted")).contains("An operator can");
            clean(tab, "what a viewer sees");
        }
    }

    @Test
    void theChipLeadsToAdvise() {
        server.plant.mode(Mode.SHADOW);
        try (Browser.Tab tab = browser.open(server.url() + "cooling", ColorScheme.LIGHT, "en-US")) {
            await().atMost(PATIENCE).until(() -> tab.text("mode").contains("SHADOW"));
            assertThat(tab.text("no-recommendation")).contains("SHADOW");
            tab.click("mode");
            tab.click("choose-advise");
            await().atMost(PATIENCE).until(() -> tab.text("mode").contains("ADVISE"));
            assertThat(tab.page.locator(".note").innerText()).contains("waits for your answer");
            await().atMost(PATIENCE).until(() -> tab.text("no-recommendation").contains("Nothing waits"));
        }
    }

    private static void clean(Browser.Tab tab, String what) {
        assertThat(tab.axe()).as(what).isEmpty();
        assertThat(tab.page.evaluate("""
                () => [document.documentElement, document.querySelector('main')].every(
                    (part) => part.scrollHeight <= part.clientHeight && part.scrollWidth <= part.clientWidth)"""))
                .as("%s does not scroll", what).isEqualTo(true);
        assertThat(tab.troubles).as(what).isEmpty();
    }
}
