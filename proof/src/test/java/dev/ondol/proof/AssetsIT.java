package dev.ondol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.Validation.Question;
import dev.ondol.proof.report.Findings;
import dev.ondol.proof.report.Findings.Assets;
import dev.ondol.proof.run.Contender;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.weather.WeatherFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two days of the 1 MW site with its sun, battery and heat pump, under simple rules and under the optimizer.
class AssetsIT {
    private final Site site = SiteReader.builtIn("kr-edge").orElseThrow();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theOptimizersDispatchReachesThePlantAndItsBooksClose() throws Exception {
        Findings findings = new Validation(new Question(site, List.of(WeatherFiles.open("seoul", site.location(), 1)),
                List.of(""), Optional.empty(), new Protocol("test", List.of(1), 2, List.of(1L)), Set.of(
                        Contender.ONDOL_ASSETS),
                500, "test", "./ondol validate")).run(folder, 2, Progress.NONE);
        Assets assets = Objects.requireNonNull(findings.assets());
        assertThat(assets.pvSelfUsePercent()).isBetween(95.0, 100.0 + 1e-9);
        assertThat(findings.gates()).containsEntry("pvSelfUse", true).containsEntry("heatPays", true).containsEntry(
                "energyBalance", true).containsEntry("ramps", true);
        var ours = Objects.requireNonNull(findings.policies().get("ondol-assets"));
        var rules = Objects.requireNonNull(findings.policies().get("ondol-assets-rules"));
        // rules run the heat pump through the dear hours of a winter's day
        assertThat(ours.kwh().getOrDefault("heatPump", 0.0)).isBetween(1.0, 0.95 * rules.kwh().getOrDefault(
                "heatPump", 0.0));
        assertThat(assets.ere()).isCloseTo(ours.pue() - assets.heatExportMwh() * 1_000 / ours.kwh().getOrDefault("it",
                1.0), within(1e-6));
        assertThat(ours.gpuHours()).as("the twin does the same work").isEqualTo(rules.gpuHours());
        assertThat(ours.kwh().getOrDefault("it", 0.0)).isCloseTo(rules.kwh().getOrDefault("it", 0.0), withinPercentage(
                0.05));
        assertThat(assets.batteryCycles()).isPositive();
        assertThat(Objects.requireNonNull(assets.vsRules()).costPercent()).isPositive();
        assertThat(Files.readString(folder.resolve("details.json"))).contains("ondol-assets-rules", "assets.cost");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("Sun, battery and heat");
    }
}
