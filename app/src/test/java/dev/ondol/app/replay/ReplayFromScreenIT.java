package dev.ondol.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.app.cli.Answer;
import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.role.ReplayerProcess;
import dev.ondol.dashboards.DashboardOptions;
import dev.ondol.dashboards.DashboardRole;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.historian.control.CommandStore;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun.State;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two recorded days of a simulated kr-edge in a real database, replayed by a real replayer and looked at in Chromium.
class ReplayFromScreenIT {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static final List<String> TROUBLES = new CopyOnWriteArrayList<>();
    private static Path data;
    private static Historian historian;
    private static URI dashboard;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        if (!Files.isExecutable(CHROMIUM)) {
            assertThat(System.getenv("CI")).as("Chromium is not at %s; get it with: apt-get install chromium".formatted(
                    CHROMIUM)).isNotEqualTo("true");
            Assumptions.abort("Chromium is not at %s.".formatted(CHROMIUM));
        }
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "screen")
                .toAbsolutePath();
        Path run = data.resolve("run");
        Answer simulated = Answer.of("simulate", "--site", SITE.id(), "--policy", "good-practice", "--from",
                "2022-07-10", "--days", "3", "--out", run.toString(), "--json");
        assertThat(simulated.code()).as(simulated.err()).isZero();
        Path recordings = Files.createDirectories(data.resolve("recordings"));
        Files.copy(run.resolve("readings.csv.gz"), recordings.resolve("plant.csv.gz"));
        Files.writeString(recordings.resolve("broken.csv"),
                "time,point,value\n2022-07-10T00:00:00Z,meter-it/active-power,1\n");
        RunningDatabase database = opened(Databases.embedded(data.resolve("postgresql"), 0));
        Answer stored = Answer.of("import", run.resolve("readings.csv.gz").toString(), "--site", SITE.id(), "--data",
                data.toString());
        assertThat(stored.code()).as(stored.err()).isZero();
        EmbeddedBroker broker = opened(EmbeddedBroker.start(data.resolve("broker"), 0));
        historian = opened(Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database
                .password())));
        opened(MqttSession.open(BrokerAddress.of(broker.url()), SessionOptions.transientSession("ear"), List.of(
                new Subscription("ondol/v1/" + SITE.id() + "/#", 1)), delivery -> HEARD.add(delivery.topic())));
        DashboardRole role = opened(new DashboardRole(SITE, PointCatalog.of(SITE), BrokerAddress.of(broker.url()),
                historian, DashboardOptions.loopback(0, URI.create("http://127.0.0.1:9")).withLocalUser(
                        Role.ENGINEER).withRecordings(data)));
        role.start();
        dashboard = URI.create("http://127.0.0.1:%d/".formatted(role.port()));
        Path yaml = Files.writeString(data.resolve("ondol.yaml"), """
                site: %s
                broker: {url: "tcp://127.0.0.1:9"}
                database: {url: "%s", user: "%s"}
                """.formatted(SITE.id(), database.jdbcUrl(), database.user()));
        opened(ReplayerProcess.start(ConfigurationFile.read(yaml, Map.of("ONDOL_DATABASE_PASSWORD", database
                .password()))));
        Playwright playwright = opened(Playwright.create(new Playwright.CreateOptions().setEnv(Map.of(
                "PLAYWRIGHT_NODEJS_PATH", "/usr/bin/node", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
        browser = opened(playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync"))));
    }

    private static <T extends AutoCloseable> T opened(T part) {
        OPEN.add(part);
        return part;
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : OPEN.reversed()) {
            part.close();
        }
    }

    private static Page tab(ColorScheme scheme, String locale) {
        Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale(locale)
                .setColorScheme(scheme).setTimezoneId("Europe/Berlin")).newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                TROUBLES.add("%s (%s)".formatted(message.text(), message.location()));
            }
        });
        page.onPageError(TROUBLES::add);
        return page;
    }

    private static void waitFor(Page page, String what) {
        page.locator("[data-test='" + what + "']").first().waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                .setTimeout((double) PATIENCE.toMillis()));
    }

    private static String text(Page page, String what) {
        return page.locator("[data-test='" + what + "']").first().innerText();
    }

    private static void clean(Page page, String what) {
        assertThat(new AxeBuilder(page).analyze().getViolations()).as(what).isEmpty();
        assertThat(TROUBLES).as(what).isEmpty();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", what + ".png")));
    }

    @Test
    void theHistoryIsReplayedAndTellsWhatTheCommandLineTellsAndNothingIsCommanded() throws Exception {
        int heard = HEARD.size();
        Page page = tab(ColorScheme.LIGHT, "en-US");
        page.navigate(dashboard + "replay");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-from']").fill("2022-07-11 00:00");
        page.locator("[data-test='replay-to']").fill("2022-07-12 18:00");
        page.locator("[data-test='replay-policy']").selectOption("good-practice");
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-indicators");
        page.locator("ondol-replay-chart canvas").waitFor();
        JsonNode told = new ObjectMapper().readTree(Answer.of("replay", "--site", SITE.id(), "--source", "historian",
                "--data", data.toString(), "--from", "2022-07-11", "--to", "2022-07-12T18:00", "--policy",
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
        clean(page, "replay-real");
        var json = new ObjectMapper().readTree(Files.readString(page.waitForDownload(() -> page.locator(
                "[data-test='replay-json']").click()).path()));
        assertThat(json.get("replay").get("total")).isEqualTo(told.get("total"));
        assertThat(Files.readString(page.waitForDownload(() -> page.locator("[data-test='replay-report']").click())
                .path())).contains("Replay of kr-edge");
        Page shared = tab(ColorScheme.DARK, "ko-KR");
        shared.navigate(page.url());
        shared.locator("ondol-replay-chart canvas").waitFor();
        clean(shared, "replay-real-ko-dark");
        assertThat(HEARD.subList(heard, HEARD.size())).as("what was said to the plant").isEmpty();
        assertThat(historian.commands(SITE.id()).counts()).isEqualTo(new CommandStore.Counts(
                0, 0, 0, 0));
    }

    @Test
    void aFileOfTheDataFolderIsReplayedAndABrokenOneSaysWhatIsMissing() {
        Page page = tab(ColorScheme.LIGHT, "en-US");
        page.navigate(dashboard + "replay?source=file/plant.csv.gz");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-errors");
        page.locator("[data-test='replay-tab-recording']").click();
        assertThat(text(page, "replay-irregularities")).isEqualTo("Nothing is wrong with the recording.");
        clean(page, "replay-file");
        page.navigate(dashboard + "replay?source=file/broken.csv&from=1657411200000&to=1657497600000");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-failed");
        assertThat(text(page, "replay-failed")).contains("cannot be replayed", "two readings");
        clean(page, "replay-broken");
    }

    @Test
    void aFileThatIsBroughtInTheBrowserIsReplayedOnceItsNamesAreSaid() throws Exception {
        Path foreign = data.resolve("export.csv.gz");
        try (var in = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(data.resolve(
                "run/readings.csv.gz"))), StandardCharsets.UTF_8));
                var out = new BufferedWriter(new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(
                        foreign)), StandardCharsets.UTF_8))) {
            for (String row = in.readLine(); row != null; row = in.readLine()) {
                out.write(row.replace(",weather-station/dry-bulb-temperature,", ",WS/DryBulb.Temp,"));
                out.newLine();
            }
        }
        Page page = tab(ColorScheme.LIGHT, "en-US");
        page.navigate(dashboard + "replay?view=recordings");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='recording-file']").isEnabled());
        page.locator("[data-test='recording-file']").setInputFiles(foreign);
        page.locator("[data-test='recording']:has-text('export.csv.gz') [data-test='recording-names']").click();
        waitFor(page, "foreign-name");
        assertThat(page.locator("[data-test='foreign-name']").count()).isEqualTo(1);
        page.locator("[data-test='foreign-point']").fill("weather-station/dry-bulb-temperature");
        page.locator("[data-test='foreign-point']").blur();
        page.locator("[data-test='names-save']").click();
        waitFor(page, "names-saved");
        clean(page, "recording-real");
        page.locator("[data-test='names-end']").click();
        page.locator("[data-test='recording']:has-text('export.csv.gz') [data-test='recording-replay']").click();
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-errors");
        page.locator("[data-test='replay-tab-recording']").click();
        assertThat(text(page, "replay-irregularities")).isEqualTo("Nothing is wrong with the recording.");
        assertThat(TROUBLES).isEmpty();
    }

    @Test
    void anotherPlantIsComparedKeptAndHeldAgainstAndAWrongOneIsRefused() throws Exception {
        var store = historian.replays(SITE.id());
        long from = 1_657_378_800_000L;
        long wrong = store.ask("kim", new ReplayRequest("file/plant.csv.gz", from, from + 24 * 3_600_000L, "recorded",
                false, null, "cooling:\n  chilers: {units: 1}\n", null), 9).orElseThrow();
        Page page = tab(ColorScheme.LIGHT, "en-US");
        page.navigate(dashboard + "replay?source=file/plant.csv.gz&from=%d&to=%d".formatted(from, from + 54
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
        clean(page, "replay-real-other-plant");
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
        Page page = tab(ColorScheme.LIGHT, "en-US");
        page.navigate(dashboard + "replay?source=file/plant.csv.gz&from=1657378800000&to=1657465200000");
        await().atMost(PATIENCE).until(() -> page.locator("[data-test='replay-start']").isEnabled());
        page.locator("[data-test='replay-start']").click();
        waitFor(page, "replay-errors");
        page.locator("[data-test='replay-seek']").fill("1657429500000");
        page.locator("[data-test='replay-plan']").click();
        waitFor(page, "replay-plan-at");
        JsonNode told = new ObjectMapper().readTree(Answer.of("replay", "--site", SITE.id(), "--source", data.resolve(
                "recordings/plant.csv.gz").toString(), "--from", "2022-07-10", "--to", "2022-07-11", "--at",
                "2022-07-10T14:05", "--json").out());
        JsonNode found = new ObjectMapper().readTree(historian.replays(SITE.id()).result(historian.replays(SITE.id())
                .newest(1).getFirst().id()).orElseThrow()).get("planAt");
        assertThat(found.get("at")).isEqualTo(told.get("at"));
        if (!told.get("cut").asBoolean() && !found.get("cut").asBoolean()) {
            assertThat(found.get("plan").get("setpoints")).isEqualTo(told.get("plan").get("setpoints"));
        }
        assertThat(page.locator("[data-test='planned-setpoint']").count()).isEqualTo(told.get("explanation").get(
                "setpoints").size()).isPositive();
        clean(page, "replay-real-plan");
    }

    @Test
    void aReplayThatNobodyWantsStopsAndTheNextOneRuns() {
        var store = historian.replays(SITE.id());
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
