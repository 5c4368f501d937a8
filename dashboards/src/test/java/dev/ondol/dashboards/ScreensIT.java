package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.historian.report.SavingRow;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
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
    void aMeasuredSavingStandsWithItsIntervalAndOneThatMayBeNothingIsNoSaving() {
        SCREENS.server().savings(
                List.of(new SavingRow("cooling", "2026-12-02", "2027-02-22", 31, 30, 1.2, -0.9, 3.3, 4_200, false),
                        new SavingRow("facility", "2026-12-02", "2027-02-22", 31, 30, 10.4, 9.4, 11.4, 812_345, true)));
        try (Browser.Tab tab = SCREENS.open("energy", ColorScheme.LIGHT, "en-US")) {
            tab.page.locator("[data-test='saving-facility']").waitFor();
            assertThat(tab.text("saving-facility")).contains("10.4 %", "95 % interval 9.4 to 11.4 %", "812.3 MWh",
                    "31 days with Ondol against 30 days of the baseline");
            assertThat(tab.text("saving-cooling")).contains("Not significant yet", "it holds 0").doesNotContain("MWh");
            assertThat(tab.text("savings")).doesNotContain("No baseline");
            tab.screenshot("savings");
            tab.clean("measured savings");
            tab.click("evidence-facility");
            tab.page.locator("[data-test='evidence-days'] tbody tr").first().waitFor();
            assertThat(tab.text("evidence")).contains("CV(RMSE)", "2.31 %", "0.947", "14 + 13", "14.2 °C", "Option C",
                    "2026-12-11: 20 of 24 hours");
            assertThat(tab.page.locator("[data-test='evidence-days'] tbody tr").count()).isEqualTo(27);
            assertThat(tab.page.locator(".evidence-chart svg .left-out").count())
                    .as("the day that does not count, in both charts")
                    .isEqualTo(2);
            assertThat(tab.page.locator("[data-test='evidence-days'] tbody tr").first().innerText()).contains(
                    "2026-12-29", "10,200");
            tab.screenshot("evidence");
            tab.clean("how a saving was measured");
            tab.click("evidence-close");
            tab.page.locator("ondol-sankey canvas").waitFor();
            tab.click("energy-report");
            await().atMost(PATIENCE).until(() -> tab.text("report-savings").contains("9.4 to 11.4"));
            tab.clean("report with measured savings");
            tab.click("go-overview");
            await().atMost(PATIENCE).until(() -> tab.text("overview-saving").contains("Saved 10.4 % (9.4 to 11.4)"));
            tab.clean("an overview with a measured saving");
            tab.click("overview-saving");
            tab.page.locator("[data-test='savings']").waitFor();
        } finally {
            SCREENS.server().savings(List.of());
        }
        try (Browser.Tab tab = SCREENS.open("energy", ColorScheme.DARK, "ko-KR")) {
            await().atMost(PATIENCE).until(() -> tab.text("savings").contains("기준선 없음"));
        }
    }

    @Test
    void energyIsCountedAndNoSavingIsToldWithoutABaseline() throws Exception {
        try (Browser.Tab tab = SCREENS.open("energy", ColorScheme.DARK, "ko-KR")) {
            await().atMost(PATIENCE).until(() -> tab.text("energy-pue").contains("1.11"));
            assertThat(tab.text("energy-pue")).contains("범주 3. 1년 미만의 중간값");
            assertThat(tab.text("energy-facility")).contains("kWh");
            assertThat(tab.text("energy-facility")).contains("직전 6시간 대비 0.0 %");
            assertThat(tab.text("energy-cooling"))
                    .as("its power rises by the hour: by how much hangs on how long the plant has run")
                    .containsPattern("직전 6시간 대비 \\+\\d+\\.\\d %");
            assertThat(tab.text("savings")).contains("기준선 없음").doesNotContain("%");
            tab.page.locator("ondol-sankey canvas").waitFor();
            tab.page.mouse().move(600, 500);
            tab.screenshot("energy");
            tab.clean("energy");
            var csv = tab.page.waitForDownload(() -> tab.click("energy-csv"));
            assertThat(Files.readAllLines(csv.path())).hasSizeGreaterThan(5).first().asString()
                    .startsWith("hour,facility");
            tab.click("energy-table");
            tab.clean("the table of hours");
        }
    }

    @Test
    void theMonthlyReportIsReadPrintedAndSavedAndAnotherMonthIsEmpty() throws Exception {
        try (Browser.Tab tab = SCREENS.open("energy", ColorScheme.LIGHT, "en-US")) {
            tab.click("energy-report");
            tab.page.locator("[data-test='report-day']").first().waitFor();
            assertThat(tab.text("report-month")).isEqualTo("July 2022");
            assertThat(tab.text("report-pue")).contains("1.116");
            assertThat(tab.text("report-coverage")).contains("14 of 1");
            assertThat(tab.text("report-above")).contains("12", "of 8,000");
            assertThat(tab.text("report-savings")).contains("none is told").doesNotContain("%");
            tab.screenshot("report");
            tab.clean("the monthly report");
            var csv = tab.page.waitForDownload(() -> tab.click("report-csv"));
            assertThat(Files.readAllLines(csv.path())).hasSize(3).first().asString().startsWith("day,hours_counted");
            tab.page.emulateMedia(new com.microsoft.playwright.Page.EmulateMediaOptions().setMedia(
                    com.microsoft.playwright.options.Media.PRINT));
            assertThat(tab.page.locator("header").isVisible()).isFalse();
            assertThat(tab.page.locator("[data-test='report-print']").isVisible()).isFalse();
            assertThat(tab.page.locator(".report table").first().isVisible()).isTrue();
            tab.screenshot("report-print");
            tab.page.emulateMedia(new com.microsoft.playwright.Page.EmulateMediaOptions().setMedia(
                    com.microsoft.playwright.options.Media.SCREEN));
            tab.click("month-before");
            tab.click("month-before");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='report-empty']").isVisible());
            assertThat(tab.page.url()).contains("month=2022-05");
            tab.clean("a month without figures");
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
