package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.historian.replay.ReplayRun.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the Replay screen is asked beside what was: another plant, and what would have been planned. Over replays by formula.
final class ReplayWhatIfIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @RegisterExtension
    static final Screens SCREENS = Screens.freshFor(Role.ENGINEER);

    @Test
    void anotherPlantIsAskedForKeptByNameAndHeldAgainstOthers() {
        SCREENS.server().replays.keep("as-planned");
        try (Browser.Tab tab = SCREENS.open("replay", ColorScheme.LIGHT, "en-US")) {
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='replay-start']").isEnabled());
            assertThat(tab.page.locator("[data-test='replay-plant']").isVisible()).isFalse();
            tab.click("what-if");
            tab.click("change-chiller-less");
            assertThat(tab.page.locator("[data-test='replay-plant']").inputValue()).isEqualTo(
                    "cooling:\n  chillers: {units: 4}\n");
            tab.page.locator("[data-test='replay-name']").fill("One Chiller");
            tab.page.locator("[data-test='replay-name']").blur();
            await().atMost(PATIENCE).until(() -> tab.text("replay-why").contains("small letters"));
            tab.page.locator("[data-test='replay-name']").fill("one-chiller-less");
            tab.page.locator("[data-test='replay-name']").blur();
            tab.screenshot("replay-what-if");
            tab.clean("another plant");
            tab.click("replay-start");
            tab.page.locator("[data-test='replay-queued']").waitFor();
            assertThat(SCREENS.server().replays.newest(1).getFirst().request()).satisfies(request -> {
                assertThat(request.plant()).isEqualTo("cooling:\n  chillers: {units: 4}\n");
                assertThat(request.name()).isEqualTo("one-chiller-less");
                assertThat(request.at()).isNull();
            });
            SCREENS.server().replays.set(State.FAILED, "read", 0, "bad-plant",
                    "kr-hn1 with the changes: line 2: units must be ...");
            tab.page.locator("[data-test='replay-failed']").waitFor();
            assertThat(tab.text("replay-failed")).contains("is no plant", "line 2: units");
            SCREENS.server().replays.set(State.DONE, "otherwise", 1, "", "");
            tab.page.reload();
            tab.page.locator("ondol-replay-chart canvas").waitFor();
            assertThat(tab.text("replay-indicators")).contains("Other plant");
            tab.page.waitForTimeout(400);
            tab.screenshot("replay-other-plant");
            tab.clean("a replay of another plant");
            tab.click("replay-close");
            tab.click("replay-view-compare");
            tab.page.locator("[data-test='compared']").first().waitFor();
            assertThat(tab.page.locator("[data-test='compare.replays']").innerText()).contains("as-planned", "201,000",
                    "200,500", "-0.25 %", "Not held: Inlets");
            assertThat(tab.page.locator("[data-test='compare.scenarios']").innerText()).contains("in-singapore",
                    "+4.41 %", "+75.00 %");
            tab.screenshot("replay-compare");
            tab.clean("what is kept");
            tab.page.locator("[data-test='compare.replays'] input[type=radio]").nth(1).check();
            assertThat(tab.page.locator("[data-test='compare.replays']").innerText()).contains("+0.25 %");
            tab.page.locator("[data-test='compare.replays'] .link").nth(1).click();
            await().atMost(PATIENCE).until(() -> tab.page.url().contains("run=18"));
        }
    }

    @Test
    void whatWouldHaveBeenPlannedIsAskedForWhereTheClockStands() {
        SCREENS.server().replays.done("recorded");
        long at = FixtureReplays.FROM + 5 * 3_600_000L;
        try (Browser.Tab tab = SCREENS.open("replay?run=17&at=" + FixtureReplays.FROM, ColorScheme.DARK,
                "en-US")) {
            tab.page.locator("ondol-replay-chart canvas").waitFor();
            assertThat(tab.page.locator("[data-test='replay-plan']").isDisabled()).isTrue();
            tab.page.locator("[data-test='replay-seek']").fill(Long.toString(at));
            tab.click("replay-plan");
            tab.page.locator("[data-test='replay-queued']").waitFor();
            assertThat(SCREENS.server().replays.newest(1).getFirst().request().at()).isEqualTo(at);
            SCREENS.server().replays.set(State.RUNNING, "plan", 0.5, "", "");
            await().atMost(PATIENCE)
                    .until(() -> tab.page.locator("[data-test='replay-step-now']").count() == 1 && tab.text(
                            "replay-step-now").equals("Planning"));
            SCREENS.server().replays.set(State.DONE, "plan", 1, "", "");
            tab.page.locator("[data-test='replay-plan-at']").waitFor();
            assertThat(tab.text("replay-plan-at")).contains("What would have been planned at Jun 30, 2022 19:00",
                    "Recommended inlet", "24.50 °C", "-18.2", "-22.4", "9,480.5", "another run may find another plan");
            tab.screenshot("replay-plan-dark");
            tab.clean("what would have been planned");
            String link = tab.page.url();
            tab.click("replay-close");
            tab.page.locator("ondol-replay-chart canvas").waitFor();
            assertThat(tab.page.url()).contains("run=17");
            try (Browser.Tab korean = SCREENS.browser().open(link, ColorScheme.LIGHT, "ko-KR")) {
                korean.page.locator("[data-test='replay-plan-at']").waitFor();
                korean.page.setViewportSize(390, 844);
                korean.page.waitForTimeout(300);
                korean.page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions().setFullPage(true).setPath(
                        java.nio.file.Path.of("target", "screenshots", "replay-plan-ko-390.png")));
                assertThat(korean.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
                assertThat(korean.axe()).isEmpty();
                korean.page.navigate(SCREENS.server().url() + "replay?view=compare");
                korean.page.locator("[data-test='compared']").first().waitFor();
                korean.page.locator("[data-test='what-if']").click();
                korean.page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions().setFullPage(true).setPath(
                        java.nio.file.Path.of("target", "screenshots", "replay-compare-ko-390.png")));
                assertThat(korean.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
                assertThat(korean.axe()).isEmpty();
                assertThat(korean.troubles).isEmpty();
            }
        }
    }
}
