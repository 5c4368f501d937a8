package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.plan.Plan.Conflict;
import dev.ondol.facility.point.PointId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A plan that cannot keep all rules, in Chromium: which ones, where, by how much and what helps, in the operator's language.
final class ConflictsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long HOUR_MS = 3_600_000;
    private static final String ALONE = "hall-h2/supply-air-temperature-setpoint";

    @RegisterExtension
    static final Screens SCREENS = Screens.of(Role.OPERATOR, server -> {});

    @Test
    void whatThePlanCannotKeepStandsOnEveryScreenAndIsGoneWithTheNextPlan() {
        PlantScript plant = SCREENS.server().plant;
        try (Browser.Tab tab = SCREENS.open("", ColorScheme.LIGHT, "en-US")) {
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='plan']").count() == 1);
            assertThat(tab.page.locator("[data-test='conflicts']").count()).isZero();
            assertThat(tab.text("solver")).doesNotContain("not kept");
            plant.cannotKeep(List.of(
                    conflict("Inlet limit", 1.24, "K", "hall-h3", "Bring cooling of the hall back."),
                    conflict("Failover capacity", 12, "%", "technology-loop-h1", "Bring a coolant unit back."),
                    conflict("A rule of tomorrow", 3, "K", "hall-h1", "Do what tomorrow does."),
                    conflict("Unplaced work", 128, "{GPU}", "h100", "Free GPUs.")));
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='conflicts']").count() == 1);
            assertThat(tab.text("conflicts")).contains("rack inlets · Hall H3: 1.2 K beyond the limit", "14:00 – 15:00",
                    "Bring cooling of the hall back, or cap or stop jobs there.", "Liquid loop H1: 12 %",
                    "A rule of tomorrow · Hall H1: 3.0 K", "Do what tomorrow does.", "and 1 more");
            assertThat(tab.text("solver")).contains("Plan: 3 not kept");
            tab.screenshot("conflicts");
            tab.clean("a plan that cannot keep all rules");
            tab.page.locator("[data-test='solver'] a").click();
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='conflicts']").count() == 1 && tab.text(
                    "conflicts").contains("128 GPU without a place"));
            tab.screenshot("conflicts-cooling");
            tab.clean("what cannot be kept, on Cooling");
            plant.cannotKeep(List.of());
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='conflicts']").count() == 0);
            assertThat(tab.text("solver")).doesNotContain("not kept");
        } finally {
            plant.cannotKeep(List.of());
        }
    }

    @Test
    void inKoreanNothingOfItIsEnglish() {
        PlantScript plant = SCREENS.server().plant;
        plant.cannotKeep(List.of(conflict("Dew point", 0.8, "K", "chilled-water/supply-water-temperature-setpoint",
                "Dry the halls."), conflict("Deadline", 17, "min", "train-07", "Stop jobs of lower priority.")));
        try (Browser.Tab tab = SCREENS.open("cooling", ColorScheme.DARK, "ko-KR")) {
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='conflicts']").count() == 1);
            assertThat(tab.text("conflicts")).contains("이슬점 · 냉수: 0.8 K", "train-07", "17 min").doesNotContain(
                    "Dry", "Stop", "priority");
            tab.clean("conflicts in Korean");
        } finally {
            plant.cannotKeep(List.of());
        }
    }

    @Test
    void aSetpointThatThePlanLeavesAloneSaysWhy() {
        PlantScript plant = SCREENS.server().plant;
        plant.leaveAlone(Map.of(PointId.of(ALONE), "stale hall-h2/supply-air-temperature"));
        try (Browser.Tab tab = SCREENS.open("cooling", ColorScheme.LIGHT, "en-US")) {
            await().atMost(PATIENCE).until(() -> tab.page.locator("[data-test='setpoint-" + ALONE + "']").count() == 1
                    && tab.text("setpoint-" + ALONE).contains(
                            "Left alone: no fresh reading of hall-h2/supply-air-temperature"));
            tab.clean("a set-point that is left alone");
        } finally {
            plant.leaveAlone(Map.of());
        }
    }

    private static Conflict conflict(String rule, double amount, String unit, String where, String remedy) {
        return new Conflict(rule, amount, unit, where, PlantScript.START, PlantScript.START + HOUR_MS, remedy);
    }
}
