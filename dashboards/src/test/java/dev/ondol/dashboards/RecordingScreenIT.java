package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.NameIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Recordings in the browser: a file is brought, its names are read and saved, and it is there to be replayed. With a real replay it is
/// tried in `app`.
final class RecordingScreenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CSV = """
            time,point,value,unit
            2022-07-01T00:00:00Z,KR1/CT-1.kW,12,kW
            2022-07-01T00:00:00Z,KR1/CHW.SupTemp,64,degF
            2022-07-01T00:00:00Z,KR1/GEN-1.Fuel,50,%
            2022-07-01T00:00:00Z,KR1/H2.CRAH07.SAT,71,degF
            2022-07-01T00:00:00Z,meter-it/active-power,8600,kW
            """;
    @RegisterExtension
    static final Screens SCREENS = Screens.freshFor(Role.ENGINEER);

    private Path recording(String name) throws IOException {
        return Files.writeString(Files.createDirectories(SCREENS.server().data.resolve("recordings")).resolve(name),
                CSV);
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileIsBroughtItsNamesAreMappedAndItIsChosenForAReplay() throws Exception {
        try (Browser.Tab tab = SCREENS.open("replay", ColorScheme.LIGHT, "en-US")) {
            tab.click("replay-view-recordings");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='recording-file']").isEnabled());
            assertThat(tab.page.url()).contains("view=recordings");
            clean(tab, "no recordings");
            tab.page.locator("[data-test='recording-file']").setInputFiles(file("plant export (July).csv", CSV));
            tab.page.locator("[data-test='recording']").waitFor();
            assertThat(tab.text("recording")).contains("plant-export-July-.csv", "As they are");
            assertThat(SCREENS.server().data.resolve("recordings/plant-export-July-.csv")).hasContent(CSV);
            recording("may.csv");
            tab.screenshot("recordings");
            clean(tab, "a recording");
            tab.click("recording-names");
            tab.page.locator("[data-test='foreign-name']").first().waitFor();
            assertThat(tab.text("names-count")).contains("4 foreign names", "1 names are ours");
            assertThat(tab.page.locator("[data-test='foreign-point']").nth(0).inputValue()).isEqualTo(
                    "tower-01/active-power");
            assertThat(tab.page.locator("[data-test='foreign-point']").nth(2).inputValue()).isEmpty();
            tab.screenshot("recording-names");
            clean(tab, "the names of a recording");
            tab.page.locator("[data-test='names-open']").check();
            int open = tab.page.locator("[data-test='foreign-name']").count();
            tab.page.locator("[data-test='names-open']").uncheck();
            assertThat(open).isBetween(1, 3);
            tab.page.locator("[data-test='foreign-point']").nth(1).fill("chilled-water/supply-water-temperature");
            tab.page.locator("[data-test='foreign-point']").nth(1).blur();
            tab.click("names-save");
            tab.page.locator("[data-test='names-saved']").waitFor();
            NameIndex saved = new NameIndex(MappingReader.read("saved", Files.readString(SCREENS.server().data.resolve(
                    "recordings/plant-export-July-.mapping.yaml"))));
            assertThat(saved.find("KR1/CHW.SupTemp").orElseThrow().conversion().convert(64)).isBetween(17.77, 17.78);
            assertThat(saved.find("KR1/GEN-1.Fuel")).isEmpty();
            clean(tab, "saved names");
            tab.click("names-end");
            tab.page.locator("[data-test='recording']").first().waitFor();
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='recording']").allInnerTexts().stream()
                    .anyMatch(row -> row.contains("Mapped")));
            tab.page.locator("[data-test='recording-replay']").last().click();
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='replay-source']").inputValue().equals(
                    "file/plant-export-July-.csv"));
            tab.page.locator("ondol-recordings").waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setState(
                    com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            clean(tab, "a recording that is chosen");
        }
    }

    @Test
    void theMappingOfOneRecordingIsReusedForTheNext() throws Exception {
        recording("june.csv");
        recording("july.csv");
        Files.writeString(SCREENS.server().data.resolve("recordings/june.mapping.yaml"),
                "names:\n  - {name: \"KR1/GEN-1.Fuel\", point: battery/active-power, unit: kW}\n  - {name: \"KR1/CT-{n}.kW\", point: \"tower-{n:2}/active-power\"}\n");
        try (Browser.Tab tab = SCREENS.open("replay?view=recordings&names=july.csv", ColorScheme.DARK,
                "ko-KR")) {
            tab.page.locator("[data-test='names-like']").selectOption("june.csv");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='foreign-point']").nth(2).inputValue()
                    .equals("battery/active-power"));
            clean(tab, "the names of another recording");
            tab.page.locator("[data-test='foreign-point']").nth(2).fill("no/such");
            tab.page.locator("[data-test='foreign-point']").nth(2).blur();
            tab.click("names-save");
            tab.page.locator("[data-test='recording-problem']").waitFor();
            assertThat(tab.text("recording-problem")).contains("no/such is no point of this site");
            assertThat(tab.troubles).isNotEmpty().allMatch(trouble -> trouble.contains("422"));
            tab.screenshot("recording-names-ko-dark");
        }
    }

    @Test
    void whatIsNoRecordingSaysSoAndARecordingIsDeletedAfterASecondClick() throws Exception {
        recording("old.csv");
        try (Browser.Tab tab = SCREENS.open("replay?view=recordings", ColorScheme.LIGHT, "en-US")) {
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='recording-file']").isEnabled());
            tab.page.locator("[data-test='recording-file']").setInputFiles(file("notes.csv", "hello\n"));
            tab.page.locator("[data-test='recording-problem']").waitFor();
            assertThat(tab.text("recording-problem")).contains("no recording", "time,point,value");
            tab.page.locator("[data-test='recording-file']").setInputFiles(file("old.csv", CSV));
            await().atMost(PATIENCE).until(() -> tab.text("recording-problem").contains("of that name already"));
            tab.page.locator("[data-test='recording-file']").setInputFiles(file("notes.txt", CSV));
            await().atMost(PATIENCE).until(() -> tab.text("recording-problem").contains("must end in .csv"));
            tab.screenshot("recording-problem");
            assertThat(tab.axe()).isEmpty();
            tab.click("recording-delete");
            tab.click("recording-delete-yes");
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='recording']").count() == 0);
            assertThat(SCREENS.server().data.resolve("recordings/old.csv")).doesNotExist();
        }
    }

    @Test
    void aViewerSeesTheRecordingsAndIsToldWhoMayBringSome() throws Exception {
        try (FixtureServer watched = new FixtureServer(0, Optional.of(Role.VIEWER)).run()) {
            Files.writeString(Files.createDirectories(watched.data.resolve("recordings")).resolve("a.csv"), CSV);
            try (Browser.Tab tab = SCREENS.browser().open(watched.url() + "replay?view=recordings", ColorScheme.LIGHT,
                    "en-US")) {
                tab.page.locator("[data-test='recording']").waitFor();
                assertThat(tab.page.locator("[data-test='recording-file']").isDisabled()).isTrue();
                assertThat(tab.page.locator("[data-test='recording-delete']").isDisabled()).isTrue();
                assertThat(tab.text("recording-why")).contains("role engineer");
                clean(tab, "recordings for a viewer");
                tab.click("recording-names");
                tab.page.locator("[data-test='foreign-name']").first().waitFor();
                assertThat(tab.page.locator("[data-test='names-save']").isDisabled()).isTrue();
                clean(tab, "names for a viewer");
            }
        }
    }

    @Test
    void onAPhoneNothingStandsBesideThePage() throws Exception {
        recording("plant.csv");
        try (Browser.Tab tab = SCREENS.open("replay?view=recordings", ColorScheme.DARK, "ko-KR")) {
            tab.page.setViewportSize(390, 844);
            tab.page.locator("[data-test='recording']").waitFor();
            tab.screenshot("recordings-ko-dark-390");
            assertThat(tab.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
            tab.click("recording-names");
            tab.page.locator("[data-test='foreign-name']").first().waitFor();
            tab.screenshot("recording-names-ko-dark-390");
            assertThat(tab.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
            assertThat(tab.axe()).isEmpty();
            assertThat(tab.troubles).isEmpty();
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
