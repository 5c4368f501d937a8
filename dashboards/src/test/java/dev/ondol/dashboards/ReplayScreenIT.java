package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.historian.replay.ReplayRun.State;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The Replay screen in each of its states, over replays by formula. With a real replay it is tried in `app`.
final class ReplayScreenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @RegisterExtension
    static final Screens SCREENS = Screens.freshFor(Role.ENGINEER);

    @Test
    void aReplayIsAskedForWaitsRunsAndShowsRecordedBesideSimulated() throws Exception {
        try (Browser.Tab tab = SCREENS.open("replay", ColorScheme.LIGHT, "en-US")) {
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='replay-start']").isEnabled());
            assertThat(tab.text("replay-banner")).contains("commands disabled");
            assertThat(tab.page.locator("[data-test='replay-from']").inputValue()).isEqualTo("2022-06-30 14:00");
            tab.screenshot("replay-list");
            tab.clean("no replay yet");
            tab.page.locator("[data-test='replay-from']").fill("yesterday");
            tab.page.locator("[data-test='replay-from']").blur();
            assertThat(tab.page.url()).doesNotContain("from=");
            tab.page.locator("[data-test='replay-from']").fill("2022-07-01 12:00");
            tab.page.locator("[data-test='replay-from']").blur();
            await().atMost(PATIENCE).until(() -> tab.text("replay-why").contains("5 hours"));
            tab.clean("a window that is too short");
            tab.page.locator("[data-test='replay-from']").fill("2022-06-30");
            tab.page.locator("[data-test='replay-from']").blur();
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='replay-from']").inputValue().equals(
                    "2022-06-30 00:00"));
            tab.page.locator("[data-test='replay-policy']").selectOption("best-static");
            tab.click("replay-start");
            tab.page.locator("[data-test='replay-queued']").waitFor();
            assertThat(tab.page.url()).contains("run=17").doesNotContain("policy=");
            SCREENS.server().replays.set(State.RUNNING, "suspects", 0.4, "", "");
            tab.page.locator("[data-test='replay-running']").waitFor();
            assertThat(tab.text("replay-step-now")).isEqualTo("Trying what may be broken");
            tab.screenshot("replay-running");
            tab.clean("a replay that runs");
            SCREENS.server().replays.set(State.DONE, "suspects", 1, "", "");
            tab.page.locator("ondol-replay-chart canvas").waitFor();
            assertThat(tab.page.locator("[data-test='replay-policy']").inputValue()).isEqualTo("best-static");
            assertThat(tab.text("replay-suspects")).contains("condenser: some 28 % of the heat",
                    "shows some +1.4 K, and its loop follows it");
            assertThat(tab.page.locator(".gates").textContent()).contains("9,812 L of make-up water, 9,000 L");
            assertThat(tab.text("replay-saving")).contains("1.50 %", "1.10 to 1.90 %");
            assertThat(tab.text("replay-indicators")).contains("207,648", "201,600", "198,576", "-1.50 %");
            tab.page.mouse().move(500, 400);
            tab.page.waitForTimeout(400);
            tab.screenshot("replay");
            tab.clean("a replay");
            var csv = tab.page.waitForDownload(() -> tab.click("replay-csv"));
            assertThat(Files.readAllLines(csv.path())).hasSize(1 + 8 * 288).first().isEqualTo(
                    "time,point,unit,recorded,simulated,otherwise");
            assertThat(Files.readAllLines(csv.path()).get(101))
                    .contains("chilled-water/supply-water-temperature,Cel,,18.");
            tab.page.waitForDownload(() -> tab.click("replay-json"));
            tab.page.waitForDownload(() -> tab.click("replay-report"));
            tab.clean("exports");
        }
    }

    @Test
    void theClockPlaysPausesStepsAndSeeksAndTheLinkHoldsWhereItStands() {
        SCREENS.server().replays.done("recorded");
        try (Browser.Tab tab = SCREENS.open("replay?run=17&speed=max", ColorScheme.DARK, "en-US")) {
            tab.page.locator("ondol-replay-chart canvas").waitFor();
            assertThat(tab.text("replay-at")).contains("14:00:00", "GMT+9");
            tab.click("replay-step");
            tab.click("replay-step");
            tab.click("replay-back");
            assertThat(tab.text("replay-at")).contains("14:05:00");
            assertThat(tab.page.url()).contains("at=" + (FixtureReplays.FROM + 300_000));
            tab.page.locator("[data-test='replay-seek']").fill(Long.toString(FixtureReplays.FROM + 100 * 300_000L));
            assertThat(tab.text("replay-recorded")).contains("\u2014");
            assertThat(tab.text("replay-simulated")).contains("kW");
            tab.page.locator("main").focus();
            tab.page.keyboard().press(" ");
            await().atMost(PATIENCE).until(() -> tab.text("replay-play").contains("Play") && tab.text("replay-at")
                    .contains("Jul 1"));
            await().atMost(PATIENCE).until(() -> tab.text("replay-at").contains("14:00:00"));
            tab.page.keyboard().press("[");
            assertThat(tab.text("replay-at")).contains("13:55:00");
            tab.page.locator("[data-test='replay-choose-point']").selectOption("chiller-01/active-power");
            await().atMost(PATIENCE).until(() -> tab.text("replay-recorded").contains("kW") && tab.page.url().contains(
                    "point=chiller-01"));
            String link = tab.page.url();
            tab.clean("a replay that stands");
            tab.screenshot("replay-dark");
            try (Browser.Tab other = SCREENS.browser().open(link, ColorScheme.LIGHT, "ko-KR")) {
                other.page.locator("ondol-replay-chart canvas").waitFor();
                assertThat(other.text("replay-at")).contains("13:55:00");
                assertThat(other.page.locator("[data-test='replay-choose-point']").inputValue()).isEqualTo(
                        "chiller-01/active-power");
                assertThat(other.page.locator("[data-test='speed-max']").getAttribute("aria-pressed")).isEqualTo(
                        "true");
                other.click("replay-as-table");
                assertThat(other.page.locator("[data-test='replay-table'] tbody tr").count()).isEqualTo(48);
                other.click("replay-tab-events");
                other.screenshot("replay-ko");
                other.clean("the table of a replay");
            }
        }
    }

    @Test
    void aReplayThatFailsSaysWhyAndWhatToDo() {
        SCREENS.server().replays.done("recorded");
        SCREENS.server().replays.set(State.FAILED, "read", 0, "unusable-recording",
                "The recording has no readings of it-h1/active-power: weather and IT load drive a replay.");
        try (Browser.Tab tab = SCREENS.open("replay?run=17", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='replay-failed']").waitFor();
            assertThat(tab.text("replay-failed")).contains("choose another window", "it-h1/active-power");
            tab.screenshot("replay-failed");
            tab.clean("a replay that failed");
            tab.click("replay-close");
            assertThat(tab.page.locator("[data-test='replay-run']").first().innerText()).contains("Failed");
        }
    }

    @Test
    void oneThatIsNotWantedIsCancelled() {
        SCREENS.server().replays.ask("lee",
                new dev.ondol.historian.replay.ReplayRequest("historian", 0, 86_400_000, "recorded",
                        false),
                5);
        try (Browser.Tab tab = SCREENS.open("replay?run=17", ColorScheme.LIGHT, "en-US")) {
            tab.click("replay-cancel");
            tab.page.locator("[data-test='replay-cancelled']").waitFor();
            assertThat(tab.text("replay-cancelled")).contains("local cancelled it");
            tab.clean("a cancelled replay");
        }
    }

    @Test
    void aViewerSeesAReplayAndCannotStartOneAndIsToldWhy() {
        try (FixtureServer watched = new FixtureServer(0, Optional.of(Role.VIEWER)).run()) {
            watched.replays.done("recorded");
            try (Browser.Tab tab = SCREENS.browser().open(watched.url() + "replay?run=17", ColorScheme.LIGHT,
                    "en-US")) {
                tab.page.locator("ondol-replay-chart canvas").waitFor();
                assertThat(tab.page.locator("[data-test='replay-start']").isDisabled()).isTrue();
                assertThat(tab.text("replay-why")).contains("role engineer");
                tab.screenshot("replay-viewer");
                tab.clean("a viewer");
            }
        }
    }

    @Test
    void whereNothingWasRecordedOrNobodyReplaysThePageSaysWhatToDo() {
        SCREENS.server().replays.alive(false, "[]");
        try (Browser.Tab tab = SCREENS.open("replay", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='replay-empty']").waitFor();
            assertThat(tab.text("replay-empty")).contains("recordings/");
            await().atMost(PATIENCE)
                    .until(() -> tab.text("replay-why").contains("./ondol replayer --config ondol.yaml"));
            assertThat(tab.page.locator("[data-test='replay-start']").isDisabled()).isTrue();
            tab.screenshot("replay-empty");
            tab.clean("nothing to replay");
            tab.page.navigate(SCREENS.server().url() + "replay?run=99");
            await().atMost(PATIENCE).until(() -> tab.page.locator(".replay-head .problem").innerText().contains(
                    "no such replay"));
        }
    }

    @Test
    void commandsAreOffOnTheReplayScreenButForTheWayOutOfAuto() {
        try (Browser.Tab tab = SCREENS.open("replay", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='replay-start']").waitFor();
            tab.click("mode");
            for (String mode : new String[]{"auto", "advise", "shadow"}) {
                assertThat(tab.page.locator("[data-test='choose-" + mode + "']").isDisabled()).as(mode).isTrue();
            }
            assertThat(tab.text("mode-replay")).contains("disabled");
            assertThat(tab.page.locator("[data-test='exit-auto']").isEnabled()).isTrue();
            assertThat(tab.page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor"))
                    .isEqualTo("rgb(233, 228, 242)");
            tab.clean("the mode menu on Replay");
            tab.page.locator("[data-test='go-overview']").click();
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='replay-banner']").count() == 0);
            assertThat(tab.page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor"))
                    .isEqualTo("rgb(255, 255, 255)");
        }
    }
}
