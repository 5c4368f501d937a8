package dev.ondol.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.app.cli.Answer;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pictures of the guide (docs/img), taken from a demo that runs: broker, database, simulated plant, optimizer and control.
class GuidePicturesIT {
    private static final Logger LOG = LoggerFactory.getLogger(GuidePicturesIT.class);
    private static final Path PICTURES = Path.of("..", "docs", "img");
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final long PLANT_MS = 2 * 3_600_000;
    private static final int COLOURS = 256;
    private static final String RECORDING = "summer.csv.gz";
    private static final long HOUR_MS = 3_600_000;
    /// 10 July 2022 at the site, two days.
    private static final long RECORDED_FROM = 1_657_378_800_000L;
    private static final long RECORDED_TO = RECORDED_FROM + 48 * HOUR_MS;

    @TempDir
    Path data = Path.of("target");

    @Test
    @Tag("PICTURES")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true", disabledReason = "takes minutes: ./ondol test --full PICTURES")
    void picturesAreTakenFromTheRunningProduct() throws Exception {
        Files.createDirectories(PICTURES);
        record(RECORDING);
        try (DemoProcess demo = DemoProcess.start(data, Path.of("target", "demo-pictures.log"));
                Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH", "/usr/bin/node", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path
                        .of("/usr/bin/chromium")).setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
                                "--no-first-run", "--disable-background-networking")))) {
            long begun = DemoProcess.plantTime(demo.awaitLiveFigures());
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
                JsonNode now = demo.overview();
                return now.hasNonNull("plan") && DemoProcess.plantTime(now) > begun + PLANT_MS;
            });
            Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1360, 800).setLocale("en-US")
                    .setColorScheme(ColorScheme.LIGHT).setTimezoneId("Asia/Seoul")).newPage();
            List<Long> sizes = new ArrayList<>();
            sizes.add(take(page, demo, "?range=1h", "[data-test='value-pue']", "overview"));
            sizes.add(take(page, demo, "thermal?range=1h", "ondol-thermal-screen canvas", "thermal"));
            sizes.add(take(page, demo, "workloads?range=1h", "[data-test='lane']", "workloads"));
            sizes.add(take(page, demo, "energy?range=1h", "ondol-sankey canvas", "energy"));
            sizes.add(take(page, demo, "report", "[data-test='report-day']", "report"));
            sizes.add(take(page, demo, "replay?run=%d&at=%d".formatted(replay(demo), RECORDED_TO - 6 * HOUR_MS),
                    "[data-test='replay-indicators']", "replay"));
            page.navigate(demo.dashboard().toString());
            page.locator("[data-test='mode']").click();
            page.locator("[data-test='choose-advise']").click();
            page.navigate(demo.dashboard().resolve("cooling").toString());
            page.locator("[data-test='approve']").waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                    .setTimeout((double) PATIENCE.toMillis()));
            sizes.add(kept(page, "cooling"));
            sizes.add(take(page, demo, "alarms", ".alarms-screen", "alarms"));
            assertThat(sizes).allMatch(size -> size < 150_000);
            LOG.info("| PICTURES | {} pictures of the guide from a running demo, the largest {} kB | seed none |", sizes
                    .size(), sizes.stream().mapToLong(Long::longValue).max().orElseThrow() / 1_000);
        }
    }

    /// Two summer days of a simulated plant, as a recording that lies in the data folder.
    private void record(String name) throws IOException {
        Path run = data.resolve("run");
        Answer simulated = Answer.of("simulate", "--site", "kr-hn1", "--policy", "good-practice", "--from",
                "2022-07-10", "--days", "2", "--out", run.toString(), "--json");
        assertThat(simulated.code()).as(simulated.err()).isZero();
        Files.copy(run.resolve("readings.csv.gz"), Files.createDirectories(data.resolve("recordings")).resolve(name));
    }

    /// Has it replayed, by an engineer's program: who is signed in to a demo may only look at replays. Answers with its number.
    private long replay(DemoProcess demo) throws Exception {
        Answer token = Answer.of("token", "add", "pictures", "--role", "engineer", "--data", data.toString());
        assertThat(token.code()).as(token.err()).isZero();
        HttpRequest request = HttpRequest.newBuilder(demo.dashboard().resolve("/api/v1/replays")).header(
                "Authorization", "Bearer " + token.out().strip()).header("Content-Type", "application/json")
                .header("X-Ondol-Request", "1").POST(
                        HttpRequest.BodyPublishers.ofString(
                                """
                                        {"source": "file/%s", "from": %d, "to": %d, "policy": "best-static", "calibrate": false}"""
                                        .formatted(RECORDING, RECORDED_FROM, RECORDED_TO)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = await().atMost(Duration.ofSeconds(30)).until(() -> client.send(request,
                    HttpResponse.BodyHandlers.ofString()), told -> told.statusCode() == 202);
            return new ObjectMapper().readTree(answer.body()).at("/run/id").asLong();
        }
    }

    private static long take(Page page, DemoProcess demo, String address, String shown, String name)
            throws IOException {
        page.navigate(demo.dashboard().resolve(address).toString());
        page.locator(shown).first().waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setTimeout(
                (double) PATIENCE.toMillis()));
        return kept(page, name);
    }

    /// Charts get their history; then a picture of few colours, which is small.
    private static long kept(Page page, String name) throws IOException {
        page.waitForTimeout(3_000);
        Path file = PICTURES.resolve(name + ".png");
        ImageIO.write(withFewColours(ImageIO.read(new ByteArrayInputStream(page.screenshot()))), "png", file.toFile());
        return Files.size(file);
    }

    private static BufferedImage withFewColours(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y), 1, Integer::sum);
            }
        }
        int[] palette = counts.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Integer, Integer> entry) -> -entry
                        .getValue()).thenComparingInt(Map.Entry::getKey))
                .limit(COLOURS).mapToInt(Map.Entry::getKey).toArray();
        Map<Integer, Integer> nearest = new HashMap<>();
        BufferedImage small = new BufferedImage(picture.getWidth(), picture.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, palette.length, palette, 0, false, -1,
                        java.awt.image.DataBuffer.TYPE_BYTE));
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                small.getRaster().setSample(x, y, 0, nearest.computeIfAbsent(picture.getRGB(x, y), rgb -> nearest(
                        palette, rgb)));
            }
        }
        return small;
    }

    private static int nearest(int[] palette, int rgb) {
        int best = 0;
        int distance = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length; i++) {
            int red = (palette[i] >> 16 & 255) - (rgb >> 16 & 255);
            int green = (palette[i] >> 8 & 255) - (rgb >> 8 & 255);
            int blue = (palette[i] & 255) - (rgb & 255);
            int away = red * red + green * green + blue * blue;
            if (away < distance) {
                distance = away;
                best = i;
            }
        }
        return best;
    }
}
