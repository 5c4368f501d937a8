package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The screens beside the Overview, in Chromium, over one scripted plant and one scripted optimizer.
final class ScreensIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @RegisterExtension
    static final Screens SCREENS = Screens.of(Role.OPERATOR, server -> {});

    @Test
    void theThermalMapShowsAnotherTimeAnotherLayerAndTheSameAsATable() {
        try (Browser.Tab tab = SCREENS.open("thermal", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("ondol-thermal-screen canvas").waitFor();
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='scrub']").isEnabled());
            assertThat(tab.page.locator(".worst tbody tr").first().innerText()).contains("rack-h3-017", "\u25b2");
            tab.screenshot("thermal");
            tab.clean("thermal");
            tab.page.keyboard().press("[");
            tab.page.keyboard().press("[");
            await().atMost(PATIENCE).until(() -> tab.text("scrub-at").contains("GMT+9"));
            assertThat(tab.page.locator("[data-test='layer-power']").isDisabled()).isTrue();
            tab.click("scrub-now");
            tab.click("layer-power");
            tab.click("hall-h3");
            tab.page.locator("ondol-thermal-screen canvas").focus();
            tab.page.keyboard().press("ArrowDown");
            await().atMost(PATIENCE).until(() -> tab.text("rack-card").contains("hall H"));
            tab.page.keyboard().press("t");
            assertThat(tab.page.locator("ondol-thermal-screen tbody tr").count()).isGreaterThan(300);
            tab.clean("the table of racks");
        }
    }

    @Test
    void eachSetpointStandsBesideWhatIsMeasuredAndPlanned() {
        try (Browser.Tab tab = SCREENS.open("cooling", ColorScheme.DARK, "en-US")) {
            var row = tab.page.locator("[data-test='setpoint-hall-h1/supply-air-temperature-setpoint']");
            row.waitFor();
            assertThat(row.innerText()).contains("H1 · Supply air", "23.5", "18.0 – 27.0");
            tab.click("kind-chiller");
            await().atMost(PATIENCE).until(() -> tab.page.locator(".units tbody tr").count() == 5);
            tab.screenshot("cooling");
            tab.clean("cooling");
        }
    }

    @Test
    void aJobTellsWhereItRunsAndWhy() {
        try (Browser.Tab tab = SCREENS.open("workloads", ColorScheme.LIGHT, "ko-KR")) {
            tab.page.locator("[data-test='lane']").first().click();
            await().atMost(PATIENCE).until(() -> tab.page.locator(".detail-card").innerText().contains("최소 에너지"));
            assertThat(tab.page.locator(".waiting-card").innerText()).contains("batch-waits", "노드 여유");
            assertThat(tab.page.locator(".detail-card").innerText()).contains("서비스 수준", "준수", "99.2 % (최소 99.0)",
                    "38 W", "차선: node-h2-017-1, 38 W 더 사용");
            assertThat(tab.text("service-levels")).contains("학습", "지연 1", "디코드", "프리필", "느림 1", "배치", "시작 전 1");
            assertThat(tab.page.locator(".waiting-card tbody").innerText()).contains("▲");
            assertThat(tab.text("then-h4")).as("904 without batch-leaves").isEqualTo("이후 392개");
            tab.screenshot("workloads");
            tab.page.locator("[data-test='lane']", new com.microsoft.playwright.Page.LocatorOptions().setHasText(
                    "batch-leaves")).click();
            await().atMost(PATIENCE).until(() -> tab.page.locator(".detail-card").innerText().contains("14:20"));
            tab.clean("workloads");
        }
    }

    @Test
    void anAlarmIsSeenOnEveryScreenExplainedAcknowledgedAndShelvedWithAReason() {
        try (FixtureServer alarmed = new FixtureServer(0).run();
                Browser.Tab tab = SCREENS.browser().open(alarmed.url(), ColorScheme.LIGHT, "en-US")) {
            alarmed.alarms.raise();
            tab.page.locator("[data-test='alarm-strip']").waitFor();
            assertThat(tab.text("alarm-strip")).contains("rack-h3-017", "27.8 / 27.0 °C", "1 more");
            assertThat(tab.text("top-alarms")).contains("rack-h3-017");
            tab.screenshot("alarm-strip");
            tab.clean("an alarm on the Overview");
            tab.click("strip-open");
            tab.page.locator("[data-test='alarm'] button").first().click();
            assertThat(tab.page.locator(".alarm-detail").innerText()).contains("What to do");
            tab.screenshot("alarms");
            tab.clean("alarms");
            tab.click("ack");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='alarm']").first().innerText().contains(
                    "acknowledged") && !tab.page.locator("[data-test='alarm']").first().innerText().contains("not"));
            tab.click("shelve");
            tab.page.locator("[data-test='shelve-reason']").fill("The valve is being repaired");
            tab.click("shelve-go");
            await().atMost(PATIENCE).until(() -> tab.text("tab-shelved").contains("1"));
            tab.click("tab-shelved");
            tab.page.locator("[data-test='alarm'] button").first().click();
            assertThat(tab.page.locator(".alarm-detail").innerText()).contains("local: The valve is being repaired");
            tab.click("tab-audit");
            tab.page.locator("[data-test='audit-export']").waitFor();
            tab.clean("audit");
            tab.click("tab-shift");
            tab.page.locator("[data-test='shift-text']").waitFor();
            tab.clean("shift log");
        }
    }

    @Test
    void alarmsThatSayTheSameOfManyAreOneLineAndAcknowledgedAtOnce() {
        try (FixtureServer alarmed = new FixtureServer(0).run();
                Browser.Tab tab = SCREENS.browser().open(alarmed.url() + "alarms", ColorScheme.DARK, "en-US")) {
            alarmed.alarms.raise();
            alarmed.alarms.flood(230);
            tab.page.locator("[data-test='alarm-group']").waitFor();
            await().atMost(PATIENCE).until(() -> tab.text("alarm-group").contains(
                    "230 × The plant did not do what it was told"));
            assertThat(tab.text("alarm-group")).contains("node-h1-000, node-h1-001, node-h1-002 and 227 more");
            assertThat(tab.page.locator("[data-test='alarm']").count()).as("the two of their own").isEqualTo(2);
            assertThat(tab.text("tab-active")).contains("232");
            tab.screenshot("alarm-flood");
            tab.clean("a flood of alarms");
            tab.page.locator("[data-test='alarm-group'] button.link").click();
            assertThat(tab.page.locator("[data-test='alarm']").count()).isEqualTo(232);
            tab.page.locator("[data-test='alarm-group'] button.link").click();
            tab.click("ack-group");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='ack-group']").count() == 0 && tab.text(
                    "alarm-group").contains("230 ×"));
            assertThat(tab.text("alarm-group")).contains("acknowledged").doesNotContain("not acknowledged");
            assertThat(tab.text("tab-active")).as("the two stay as they are").contains("232");
        }
    }

    @Test
    void keysGoFromScreenToScreenAndTheRangeGoesWithThem() {
        try (Browser.Tab tab = SCREENS.open("?range=24h", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='value-pue']").waitFor();
            for (String[] step : new String[][]{{"t", "thermal"}, {"c", "cooling"}, {"w", "workloads"}, {"e", "energy"},
                    {"r", "replay"},
                    {"a", "alarms"}, {"o", ""}}) {
                tab.page.keyboard().press("g");
                tab.page.keyboard().press(step[0]);
                await().atMost(PATIENCE).until(() -> tab.page.url().endsWith("/" + step[1] + "?range=24h"));
                assertThat(tab.page.locator(".rail a[aria-current]").count()).isEqualTo(1);
            }
            tab.page.goBack();
            await().atMost(PATIENCE).until(() -> tab.page.locator("ondol-alarms-screen").count() == 1);
            assertThat(tab.troubles).isEmpty();
        }
    }

    @Test
    void withoutAnOptimizerTheScreenSaysWhatGoesOn() {
        try (FixtureServer alone = new FixtureServer(0).run();
                Browser.Tab tab = SCREENS.browser().open(alone.url() + "workloads", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='workloads-problem']").waitFor();
            assertThat(tab.text("workloads-problem")).contains("schedulers place jobs by their own rules");
        }
    }
}
