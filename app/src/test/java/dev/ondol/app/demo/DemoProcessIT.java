package dev.ondol.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a person meets it: started, watched in a browser, stopped by Ctrl-C, started again.
class DemoProcessIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path NODE = Path.of("/usr/bin/node");

    @TempDir
    Path data = Path.of("target");

    @Test
    void theOverviewLivesCtrlCLeavesNothingBehindAndASecondStartGoesOn() throws Exception {
        long left;
        try (DemoProcess first = DemoProcess.start(data, Path.of("target", "demo-first.log"))) {
            first.awaitLiveFigures();
            watchInBrowser(first);
            left = DemoProcess.plantTime(first.overview());
            assertThat(first.interrupt()).isEmpty();
        }
        try (DemoProcess second = DemoProcess.start(data, Path.of("target", "demo-second.log"))) {
            JsonNode overview = second.awaitLiveFigures();
            assertThat(DemoProcess.plantTime(overview)).isGreaterThanOrEqualTo(left);
            assertThat(second.interrupt()).isEmpty();
        }
    }

    private static void watchInBrowser(DemoProcess demo) {
        boolean installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(NODE);
        assumeTrue(installed || "true".equals(System.getenv("CI")), "apt-get install chromium nodejs");
        List<String> troubles = new ArrayList<>();
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(
                Map.of("PLAYWRIGHT_NODEJS_PATH", NODE.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser chromium = playwright.chromium().launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox", "--disable-gpu",
                                "--disable-background-networking", "--disable-component-update", "--disable-sync")));
                Page page = chromium.newPage(new Browser.NewPageOptions().setViewportSize(1440, 900))) {
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    troubles.add(message.text());
                }
            });
            page.onRequestFailed(request -> troubles.add(request.url()));
            page.navigate(demo.dashboard().toString());
            page.waitForFunction(
                    "() => /\\d\\.\\d{2}/.test(document.querySelector('[data-test=\"value-pue\"]')?.innerText)");
            String pue = page.locator("[data-test='value-pue']").innerText();
            page.waitForFunction("old => document.querySelector('[data-test=\"value-pue\"]').innerText !== old", pue);
            page.waitForTimeout(3_000);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "overview.png")));
        }
        assertThat(troubles).isEmpty();
    }
}
