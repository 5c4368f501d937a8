package dev.ondol.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
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
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Three recorded days of a simulated kr-edge in a real database, a real replayer, the dashboard, and Chromium: for all tests of a class.
final class ReplayedSite implements BeforeAllCallback, AfterAllCallback {
    static final Duration PATIENCE = Duration.ofMinutes(6);
    static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private @Nullable Path folder;
    private @Nullable Historian history;
    private @Nullable URI address;
    private @Nullable Browser chromium;

    Path data() {
        return Objects.requireNonNull(folder);
    }

    Historian historian() {
        return Objects.requireNonNull(history);
    }

    URI dashboard() {
        return Objects.requireNonNull(address);
    }

    /// Topics of all that was said on the broker.
    List<String> heard() {
        return heard;
    }

    /// What went wrong in any tab.
    List<String> troubles() {
        return troubles;
    }

    private Browser chromium() {
        return Objects.requireNonNull(chromium);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (!Files.isExecutable(CHROMIUM)) {
            assertThat(System.getenv("CI")).as("Chromium is not at %s; get it with: apt-get install chromium".formatted(
                    CHROMIUM)).isNotEqualTo("true");
            Assumptions.abort("Chromium is not at %s.".formatted(CHROMIUM));
        }
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "screen")
                .toAbsolutePath();
        Path run = folder.resolve("run");
        Answer simulated = Answer.of("simulate", "--site", SITE.id(), "--policy", "good-practice", "--from",
                "2022-07-10", "--days", "3", "--out", run.toString(), "--json");
        assertThat(simulated.code()).as(simulated.err()).isZero();
        Path recordings = Files.createDirectories(folder.resolve("recordings"));
        Files.copy(run.resolve("readings.csv.gz"), recordings.resolve("plant.csv.gz"));
        Files.writeString(recordings.resolve("broken.csv"),
                "time,point,value\n2022-07-10T00:00:00Z,meter-it/active-power,1\n");
        RunningDatabase database = opened(Databases.embedded(folder.resolve("postgresql"), 0));
        Answer stored = Answer.of("import", run.resolve("readings.csv.gz").toString(), "--site", SITE.id(), "--data",
                folder.toString());
        assertThat(stored.code()).as(stored.err()).isZero();
        EmbeddedBroker broker = opened(EmbeddedBroker.start(folder.resolve("broker"), 0));
        history = opened(Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database
                .password())));
        opened(MqttSession.open(BrokerAddress.of(broker.url()), SessionOptions.transientSession("ear"), List.of(
                new Subscription("ondol/v1/" + SITE.id() + "/#", 1)), delivery -> heard.add(delivery.topic())));
        DashboardRole role = opened(new DashboardRole(SITE, PointCatalog.of(SITE), BrokerAddress.of(broker.url()),
                history, DashboardOptions.loopback(0, URI.create("http://127.0.0.1:9")).withLocalUser(
                        Role.ENGINEER).withRecordings(folder)));
        role.start();
        address = URI.create("http://127.0.0.1:%d/".formatted(role.port()));
        Path yaml = Files.writeString(folder.resolve("ondol.yaml"), """
                site: %s
                broker: {url: "tcp://127.0.0.1:9"}
                database: {url: "%s", user: "%s"}
                """.formatted(SITE.id(), database.jdbcUrl(), database.user()));
        opened(ReplayerProcess.start(ConfigurationFile.read(yaml, Map.of("ONDOL_DATABASE_PASSWORD", database
                .password()))));
        Playwright playwright = opened(Playwright.create(new Playwright.CreateOptions().setEnv(Map.of(
                "PLAYWRIGHT_NODEJS_PATH", "/usr/bin/node", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
        chromium = opened(playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync"))));
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
    }

    Page tab(ColorScheme scheme, String locale) {
        Page page = chromium().newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale(locale)
                .setColorScheme(scheme).setTimezoneId("Europe/Berlin")).newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                troubles.add("%s (%s)".formatted(message.text(), message.location()));
            }
        });
        page.onPageError(troubles::add);
        return page;
    }

    static void waitFor(Page page, String what) {
        page.locator("[data-test='" + what + "']").first().waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                .setTimeout((double) PATIENCE.toMillis()));
    }

    static String text(Page page, String what) {
        return page.locator("[data-test='" + what + "']").first().innerText();
    }

    void clean(Page page, String what) {
        assertThat(new AxeBuilder(page).analyze().getViolations()).as(what).isEmpty();
        assertThat(troubles).as(what).isEmpty();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", what + ".png")));
    }
}
