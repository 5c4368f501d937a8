package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// Chromium for tests. Every page notes what must never happen: an error on the console, a failed request,
/// anything from another machine.
final class Browser implements AutoCloseable {
    static final int WIDTH = 1440;
    static final int HEIGHT = 900;
    private static final List<Path> CHROMIUMS = List.of(Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final List<Path> NODES = List.of(Path.of("/usr/bin/node"), Path.of("/usr/local/bin/node"),
            Path.of("/usr/bin/nodejs"));

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /// Starts Chromium, or says how to get it: a skipped test, but a failed one where CI is set.
    static Browser start() {
        Path chromium = first(CHROMIUMS, "Chromium", "apt-get install chromium fonts-noto-cjk");
        Path node = first(NODES, "Node.js", "apt-get install nodejs");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(chromium).setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
                        "--no-first-run", "--disable-background-networking", "--disable-component-update",
                        "--disable-sync"))));
    }

    private static Path first(List<Path> candidates, String what, String remedy) {
        for (Path candidate : candidates) {
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        String message = "%s is not at any of %s. Get it with: %s".formatted(what, candidates, remedy);
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(message);
        }
        Assumptions.abort(message);
        throw new IllegalStateException(message);
    }

    /// A fresh tab in a fresh profile.
    Tab open(String url, ColorScheme scheme, String locale) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT).setColorScheme(scheme).setLocale(locale).setTimezoneId("Asia/Seoul"));
        Tab tab = new Tab(context, context.newPage());
        tab.page.navigate(url);
        return tab;
    }

    /// A fresh tab in which scripts do not run.
    Tab withoutScripts(String url) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT).setJavaScriptEnabled(false));
        Tab tab = new Tab(context, context.newPage());
        tab.page.navigate(url);
        return tab;
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /// One tab with what went wrong in it.
    static final class Tab implements AutoCloseable {
        final Page page;
        final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
        private final BrowserContext context;

        Tab(BrowserContext context, Page page) {
            this.context = context;
            this.page = page;
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    troubles.add("console " + message.type() + ": " + message.text());
                }
            });
            page.onPageError(error -> troubles.add("error: " + error));
            page.onRequest(request -> {
                if (!request.url().matches("(http://127\\.0\\.0\\.1[:/]|http://localhost[:/]|data:|blob:).*")) {
                    troubles.add("from outside: " + request.url());
                }
            });
            page.onRequestFailed(request -> troubles.add("failed: " + request.url() + " " + request.failure()));
            page.onResponse(response -> {
                if (response.status() >= 400) {
                    troubles.add("status " + response.status() + ": " + response.url());
                }
            });
        }

        /// Rules of WCAG 2.2 AA and best practice that the page breaks, with the places.
        List<String> axe() {
            return new AxeBuilder(page).analyze().getViolations().stream().map(Tab::text).toList();
        }

        private static String text(Rule rule) {
            return rule.getId() + " (" + rule.getImpact() + "): "
                    + rule.getNodes().stream().limit(4).map(node -> node.getHtml()).toList();
        }

        /// Nothing breaks a rule, nothing went wrong, and neither the page nor its main part scrolls.
        void clean(String what) {
            assertThat(axe()).as(what).isEmpty();
            assertThat(page.evaluate("""
                    () => [document.documentElement, document.querySelector('main')].every(
                        (part) => part.scrollHeight <= part.clientHeight && part.scrollWidth <= part.clientWidth)"""))
                    .as("%s does not scroll", what).isEqualTo(true);
            assertThat(troubles).as(what).isEmpty();
        }

        String text(String test) {
            return page.locator("[data-test='" + test + "']").innerText();
        }

        void click(String test) {
            page.locator("[data-test='" + test + "']").click();
        }

        void screenshot(String name) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
