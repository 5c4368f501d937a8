package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.plan.Plan.Conflict;
import dev.ondol.facility.point.PointId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All screens at their fullest (alarms, recommendations, something held by hand, something out of service) in both themes and
/// languages, at three widths: axe, nothing beside the page, no text out of its place, no error. The pictures are for people to look
/// at: target/screenshots.
final class LooksIT {
    private static final Logger LOG = LoggerFactory.getLogger(LooksIT.class);
    private static final List<String> SCREENS = List.of("", "thermal", "cooling", "workloads", "energy", "alarms",
            "report", "access", "replay", "replay?run=17", "replay?view=recordings", "replay?view=compare",
            "fleet");
    private static final int[][] SIZES = {{1440, 900}, {1024, 768}, {390, 844}};
    /// Elements whose own text is wider than they are, or reaches out of their card, and lists that scroll sideways on a desk.
    private static final String OUT_OF_PLACE = """
            () => [...document.querySelectorAll('ondol-frame *')].filter((e) => {
              const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
              const box = e.getBoundingClientRect();
              if (e.classList.contains('scroller') && innerWidth >= 1440) return e.scrollWidth > e.clientWidth + 1;
              if (!own || box.width === 0 || e.closest('.skip, svg, pre, option')) return false;
              // for readers alone: .unseen, and on a phone the heads of tables whose rows are cards
              for (let at = e; at; at = at.parentElement) if (getComputedStyle(at).clipPath === 'inset(50%)') return false;
              const style = getComputedStyle(e);
              const wide = style.display !== 'inline' && style.textOverflow !== 'ellipsis' && e.scrollWidth > e.clientWidth + 1;
              const card = e.closest('.card, header, .banner, .alarm-strip');
              const out = card && !e.closest('.scroller, .rail, .kinds') && style.textOverflow !== 'ellipsis'
                && box.right > card.getBoundingClientRect().right + 1;
              return wide || out;
            }).map((e) => `${e.tagName.toLowerCase()}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)""";
    @RegisterExtension
    static final Screens FULL = Screens.of(Role.ADMIN, LooksIT::fill).inFleet();

    private static void fill(FixtureServer server) {
        server.plant.mode(Mode.ADVISE);
        server.replays.done("best-static");
        server.replays.keep("one-chiller-less");
        server.alarms.raise();
        server.advice.propose();
        long wall = System.currentTimeMillis();
        server.hands.carry(new Intervention("1", Intervention.Action.OVERRIDE,
                "hall-h2/supply-air-temperature-setpoint", 21.0, 86_000L, "kim", wall,
                "People at work there: door open"));
        server.plant.cannotKeep(List.of(new Conflict("Failover capacity", 4.2, "%", "hall-h1", PlantScript.START,
                PlantScript.START + 3_600_000, "Bring an air handler back, or cap or stop jobs there.")));
        server.plant.leaveAlone(Map.of(PointId.of("hall-h2/supply-air-temperature-setpoint"), "held by an operator"));
        server.plant.plan(PlantScript.START);
        server.hands.carry(new Intervention("2", Intervention.Action.LOCK_OUT, "crah-h1-02", null, null, "kim", wall,
                "Maintenance: oil change"));
    }

    @Test
    @Tag("LOOKS")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true", disabledReason = "takes minutes: ./ondol test --full LOOKS")
    void everyScreenIsCleanInEveryLookAndWidth() {
        List<String> faults = new ArrayList<>();
        int pictures = 0;
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (String locale : List.of("en-US", "ko-KR")) {
                for (String screen : SCREENS) {
                    try (Browser.Tab tab = FULL.open(screen, scheme, locale)) {
                        tab.page.locator("main .card:not(.skeleton .card)").first().waitFor();
                        settled(tab);
                        for (int[] size : SIZES) {
                            String name = "%s-%s-%s-%d".formatted(screen.isEmpty()
                                    ? "overview"
                                    : screen.replaceAll("[?=]", "-"),
                                    scheme.name()
                                            .toLowerCase(Locale.ROOT),
                                    locale.substring(0, 2), size[0]);
                            tab.page.setViewportSize(size[0], size[1]);
                            tab.page.waitForTimeout(300);
                            tab.page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions().setFullPage(
                                    size[0] < 1024).setPath(Path.of("target", "screenshots", name + ".png")));
                            pictures++;
                            look(tab, name, size[0], faults);
                        }
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        LOG.info(
                "| LOOKS | {} pictures of {} screens in two themes and two languages at {} widths: axe clean, no text out of its place, no error on the console, no failed request | seed none |",
                pictures, SCREENS.size(), SIZES.length);
    }

    /// Charts have their history.
    private static void settled(Browser.Tab tab) {
        tab.page.waitForTimeout(600);
        await().atMost(Duration.ofSeconds(30)).until(() -> tab.page.locator(".skeleton").count() == 0);
    }

    private static void look(Browser.Tab tab, String name, int width, List<String> faults) {
        tab.axe().forEach(fault -> faults.add(name + ": " + fault));
        Object wide = tab.page.evaluate("document.documentElement.scrollWidth");
        if (!wide.equals(width)) {
            faults.add(name + ": the page is " + wide + " wide");
        }
        if (tab.page.evaluate(OUT_OF_PLACE) instanceof List<?> out) {
            out.stream().limit(5).forEach(each -> faults.add(name + ": out of its place: " + each));
        }
        tab.troubles.forEach(trouble -> faults.add(name + ": " + trouble));
        tab.troubles.clear();
    }
}
