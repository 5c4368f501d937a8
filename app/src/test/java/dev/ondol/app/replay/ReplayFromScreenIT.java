package dev.ondol.app.replay;

import static dev.ondol.app.replay.ReplayedSite.PATIENCE;
import static dev.ondol.app.replay.ReplayedSite.text;
import static dev.ondol.app.replay.ReplayedSite.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.app.cli.Answer;
import dev.ondol.historian.control.CommandStore;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun.State;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Recorded days in a real database, replayed by a real replayer and looked at in Chromium.
class ReplayFromScreenIT {
    @RegisterExtension
    static final ReplayedSite REPLAYED = new ReplayedSite();

    @Test
    void theHistoryIsReplayedAndTellsWhatTheCommandLineTellsAndNothingIsCommanded() throws Exception {
        int heard = REPLAYED.heard().size();
        Page page = REPLAYED.tab(ColorScheme.LIGHT, "en-US");
        page.navigate(REPLAYED.dashboard() + "replay");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-from']").fill("2022-07-11 00:00");
        page.locator("[data-test='replay-to']").fill("2022-07-12 18:00");
        page.locator("[data-test='replay-policy']").selectOption("good-practice");
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-indicators");
        page.locator("ondol-replay-chart canvas").waitFor();
        JsonNode told = new ObjectMapper().readTree(Answer.of("replay", "--site", ReplayedSite.SITE.id(), "--source",
                "historian",
                "--data", REPLAYED.data().toString(), "--from", "2022-07-11", "--to", "2022-07-12T18:00", "--policy",
                "good-practice", "--json").out());
        assertThat(told.get("hours").asInt()).isEqualTo(41);
        assertThat(text(page, "replay-errors")).contains("%.2f".formatted(told.get("total").get("cvRmse").asDouble()),
                "%.2f".formatted(told.get("cooling").get("nmbe").asDouble()));
        assertThat(told.get("total").get("cvRmse").asDouble()).isBetween(0.0, 2.0);
        assertThat(page.locator("[data-test='replay-point']").count()).isEqualTo(told.get("points").size());
        assertThat(text(page, "replay-indicators")).contains("%,.0f".formatted(told.get("indicators").get(2).get(
                "facilityKwh").asDouble()));
        page.locator("[data-test='speed-max']").click();
        page.locator("[data-test='replay-play']").click();
        await().atMost(PATIENCE).until(() -> text(page, "replay-at").contains("Jul 12, 2022 17:5") && text(page,
                "replay-play").contains("Play"));
        assertThat(text(page, "replay-recorded")).contains("kW");
        REPLAYED.clean(page, "replay-real");
        var json = new ObjectMapper().readTree(Files.readString(page.waitForDownload(() -> page.locator(
                "[data-test='replay-json']").click()).path()));
        assertThat(json.get("replay").get("total")).isEqualTo(told.get("total"));
        assertThat(Files.readString(page.waitForDownload(() -> page.locator("[data-test='replay-report']").click())
                .path())).contains("Replay of kr-edge");
        Page shared = REPLAYED.tab(ColorScheme.DARK, "ko-KR");
        shared.navigate(page.url());
        shared.locator("ondol-replay-chart canvas").waitFor();
        REPLAYED.clean(shared, "replay-real-ko-dark");
        assertThat(REPLAYED.heard().subList(heard, REPLAYED.heard().size())).as("what was said to the plant").isEmpty();
        assertThat(REPLAYED.historian().commands(ReplayedSite.SITE.id()).counts()).isEqualTo(new CommandStore.Counts(
                0, 0, 0, 0));
    }

    @Test
    void aFileOfTheDataFolderIsReplayedAndABrokenOneSaysWhatIsMissing() {
        Page page = REPLAYED.tab(ColorScheme.LIGHT, "en-US");
        page.navigate(REPLAYED.dashboard() + "replay?source=file/plant.csv.gz");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-errors");
        page.locator("[data-test='replay-tab-recording']").click();
        assertThat(text(page, "replay-irregularities")).isEqualTo("Nothing is wrong with the recording.");
        REPLAYED.clean(page, "replay-file");
        page.navigate(REPLAYED.dashboard() + "replay?source=file/broken.csv&from=1657411200000&to=1657497600000");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-failed");
        assertThat(text(page, "replay-failed")).contains("cannot be replayed", "two readings");
        REPLAYED.clean(page, "replay-broken");
    }

    @Test
    void aFileThatIsBroughtInTheBrowserIsReplayedOnceItsNamesAreSaid() throws Exception {
        Path foreign = REPLAYED.data().resolve("export.csv.gz");
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(REPLAYED.data().resolve(
                        "run/readings.csv.gz"))), StandardCharsets.UTF_8));
                var out = new BufferedWriter(new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(
                        foreign)), StandardCharsets.UTF_8))) {
            for (String row = in.readLine(); row != null; row = in.readLine()) {
                out.write(row.replace(",weather-station/dry-bulb-temperature,", ",WS/DryBulb.Temp,"));
                out.newLine();
            }
        }
        Page page = REPLAYED.tab(ColorScheme.LIGHT, "en-US");
        page.navigate(REPLAYED.dashboard() + "replay?view=recordings");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='recording-file']").isEnabled());
        page.locator("[data-test='recording-file']").setInputFiles(foreign);
        page.locator("[data-test='recording']:has-text('export.csv.gz') [data-test='recording-names']").click();
        waitFor(page, "foreign-name");
        assertThat(page.locator("[data-test='foreign-name']").count()).isEqualTo(1);
        page.locator("[data-test='foreign-point']").fill("weather-station/dry-bulb-temperature");
        page.locator("[data-test='foreign-point']").blur();
        page.locator("[data-test='names-save']").click();
        waitFor(page, "names-saved");
        REPLAYED.clean(page, "recording-real");
        page.locator("[data-test='names-end']").click();
        page.locator("[data-test='recording']:has-text('export.csv.gz') [data-test='recording-replay']").click();
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-errors");
        page.locator("[data-test='replay-tab-recording']").click();
        assertThat(text(page, "replay-irregularities")).isEqualTo("Nothing is wrong with the recording.");
        assertThat(REPLAYED.troubles()).isEmpty();
    }

    @Test
    void anotherPlantIsComparedKeptAndHeldAgainstAndAWrongOneIsRefused() throws Exception {
        var store = REPLAYED.historian().replays(ReplayedSite.SITE.id());
        long from = 1_657_378_800_000L;
        long wrong = store.ask("kim", new ReplayRequest("file/plant.csv.gz", from, from + 24 * 3_600_000L, "recorded",
                false, null, "cooling:\n  chilers: {units: 1}\n", null), 9).orElseThrow();
        Page page = REPLAYED.tab(ColorScheme.LIGHT, "en-US");
        page.navigate(REPLAYED.dashboard() + "replay?source=file/plant.csv.gz&from=%d&to=%d".formatted(from, from + 54
                * 3_600_000L));
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='what-if']").click();
        page.locator("[data-test='replay-plant']").fill("cooling:\n  chillers: {cop: 3.0}\n");
        page.locator("[data-test='replay-plant']").blur();
        page.locator("[data-test='replay-name']").fill("worse-chillers");
        page.locator("[data-test='replay-name']").blur();
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-saving");
        JsonNode found = new ObjectMapper().readTree(store.result(store.newest(1).getFirst().id()).orElseThrow()).get(
                "replay");
        assertThat(found.get("counterfactual").get("otherPlant").asBoolean()).isTrue();
        assertThat(found.get("indicators").get(2).get("coolingKwh").asDouble()).isGreaterThan(found.get("indicators")
                .get(1).get("coolingKwh").asDouble());
        assertThat(text(page, "replay-indicators")).contains("Other plant");
        assertThat(text(page, "replay-saving")).contains("% more");
        REPLAYED.clean(page, "replay-real-other-plant");
        page.locator("[data-test='replay-close']").click();
        page.locator("[data-test='replay-view-compare']").click();
        waitFor(page, "compared");
        assertThat(text(page, "compare.replays")).contains("worse-chillers",
                "%,.0f".formatted(found.get("indicators").get(
                        2).get("facilityKwh").asDouble()));
        assertThat(store.run(wrong)).hasValueSatisfying(run -> {
            assertThat(run.code()).isEqualTo("bad-plant");
            assertThat(run.problem()).contains("chilers");
        });
    }

    @Test
    void whatWouldHaveBeenPlannedIsWhatTheCommandLineTells() throws Exception {
        Page page = REPLAYED.tab(ColorScheme.LIGHT, "en-US");
        page.navigate(REPLAYED.dashboard() + "replay?source=file/plant.csv.gz&from=1657378800000&to=1657465200000");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-errors");
        page.locator("[data-test='replay-seek']").fill("1657429500000");
        page.locator("[data-test='replay-plan']").click();
        waitFor(page, "replay-plan-at");
        JsonNode told = new ObjectMapper().readTree(Answer.of("replay", "--site", ReplayedSite.SITE.id(), "--source",
                REPLAYED.data().resolve(
                        "recordings/plant.csv.gz").toString(),
                "--from", "2022-07-10", "--to", "2022-07-11", "--at",
                "2022-07-10T14:05", "--json").out());
        JsonNode found = new ObjectMapper().readTree(REPLAYED.historian().replays(ReplayedSite.SITE.id())
                .result(REPLAYED.historian().replays(ReplayedSite.SITE.id())
                        .newest(1).getFirst().id())
                .orElseThrow()).get("planAt");
        assertThat(found.get("at")).isEqualTo(told.get("at"));
        if (!told.get("cut").asBoolean() && !found.get("cut").asBoolean()) {
            assertThat(found.get("plan").get("setpoints")).isEqualTo(told.get("plan").get("setpoints"));
        }
        assertThat(page.locator("[data-test='planned-setpoint']").count()).isEqualTo(told.get("explanation").get(
                "setpoints").size()).isPositive();
        REPLAYED.clean(page, "replay-real-plan");
    }

    @Test
    void aReplayThatNobodyWantsStopsAndTheNextOneRuns() {
        var store = REPLAYED.historian().replays(ReplayedSite.SITE.id());
        // three hundred plans: what is heard each second is heard long before they are made
        var wish = new ReplayRequest("file/plant.csv.gz", 1_657_378_800_000L,
                1_657_378_800_000L + 72 * 3_600_000L, "ondol", true);
        long unwanted = store.ask("kim", wish, 9).orElseThrow();
        long next = store.ask("kim", new ReplayRequest("scenario/no-such", 0, 36_000_000,
                "recorded", false), 9).orElseThrow();
        await().atMost(PATIENCE).until(() -> store.run(unwanted).orElseThrow().state() == State.RUNNING);
        store.cancel(unwanted, "lee");
        await().atMost(PATIENCE).until(() -> store.run(next).orElseThrow().code().equals("unknown-source"));
        assertThat(store.run(unwanted)).hasValueSatisfying(run -> assertThat(run.state()).isEqualTo(
                State.CANCELLED));
        assertThat(store.result(unwanted)).isEqualTo(Optional.empty());
    }
}
