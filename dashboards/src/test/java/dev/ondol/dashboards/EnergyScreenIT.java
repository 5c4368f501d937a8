package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.historian.report.SavingRow;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Energy, savings and the monthly report in the browser.
final class EnergyScreenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @RegisterExtension
    static final Screens SCREENS = Screens.of(Role.OPERATOR, server -> {});

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
    void daysOfOnesChoiceAreShownAndTheRangeLeadsBackToNow() throws Exception {
        try (Browser.Tab tab = SCREENS.open("energy", ColorScheme.LIGHT, "en-US")) {
            await().atMost(PATIENCE).until(() -> tab.text("energy-facility").contains("last 6 h"));
            tab.click("energy-days");
            await().atMost(PATIENCE).until(() -> tab.text("energy-facility").contains("1 d, by counter"));
            String today = tab.page.locator("[data-test='energy-to']").inputValue();
            assertThat(tab.page.url()).contains("from=" + today, "to=" + today);
            var csv = tab.page.waitForDownload(() -> tab.click("energy-csv"));
            assertThat(csv.suggestedFilename()).endsWith(today + "-" + today + ".csv");
            ZoneId seoul = ZoneId.of("Asia/Seoul");
            assertThat(Files.readAllLines(csv.path()).stream().skip(1)).isNotEmpty().allSatisfy(line -> {
                String[] cells = line.split(",");
                assertThat(Instant.parse(cells[0]).atZone(seoul).toLocalDate()).as(line).hasToString(today);
                assertThat(cells[4]).as("price of an hour long ago").isNotEmpty();
            });
            String weekBefore = LocalDate.parse(today).minusDays(7).toString();
            tab.page.locator("[data-test='energy-from']").fill(weekBefore);
            await().atMost(PATIENCE).until(() -> tab.text("energy-facility").contains("8 d, by counter"));
            tab.page.locator("[data-test='energy-to']").fill(LocalDate.parse(today).minusDays(60).toString());
            await().atMost(PATIENCE).until(() -> tab.text("energy-facility").contains("1 d, by counter"));
            assertThat(tab.page.locator("[data-test='energy-from']").inputValue()).as("the first day goes along")
                    .isEqualTo(tab.page.locator("[data-test='energy-to']").inputValue());
            await().atMost(PATIENCE).until(() -> tab.text("energy-facility").contains("0.0 % on 1 d before"));
            assertThat(tab.text("energy-facility")).as("24 hours of 9,600 kWh").contains("230.4", "MWh");
            tab.page.navigate(tab.page.url().replaceAll("to=[0-9-]+", "to=" + today));
            String first = LocalDate.parse(today).minusDays(60).toString();
            await().atMost(PATIENCE).until(() -> tab.text("energy-facility").contains("31 d, by counter"));
            assertThat(tab.page.locator("[data-test='energy-from']").inputValue()).isEqualTo(first);
            assertThat(tab.page.locator("[data-test='energy-to']").inputValue()).as("an address asks for 61 days")
                    .isEqualTo(LocalDate.parse(first).plusDays(30).toString());
            tab.screenshot("energy-days");
            tab.clean("days of energy");
            tab.click("range-24h");
            await().atMost(PATIENCE).until(() -> tab.text("energy-facility").contains("last 24 h"));
            assertThat(tab.page.locator("[data-test='energy-from']").count()).isZero();
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
}
