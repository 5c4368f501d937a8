package dev.ondol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.plan.Levers;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.Validation.Question;
import dev.ondol.proof.report.Findings;
import dev.ondol.proof.run.Contender;
import dev.ondol.proof.statistics.Attribution;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.weather.WeatherFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One day of the 1 MW site with every combination of levers.
class AttributionIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatEachLeverBringsAddsUpToTheSavingAgainstGoodPractice() throws Exception {
        Site site = SiteReader.builtIn("kr-edge").orElseThrow();
        Protocol protocol = new Protocol("test", List.of(4), 1, List.of(1L), List.of(4));
        Question question = new Question(site, List.of(WeatherFiles.open("seoul", site.location(), 1)), List.of(""),
                Optional.empty(), protocol, Set.of(Contender.GOOD_PRACTICE, Contender.ONDOL), 300, "test",
                "./ondol validate");
        Findings findings = new Validation(question).run(folder, 2, Progress.NONE);
        Attribution attribution = Objects.requireNonNull(findings.attribution());
        assertThat(attribution.points()).containsOnlyKeys("setpoints", "parking", "profiles", "placement");
        assertThat(attribution.points().values().stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(attribution
                .percent(), within(1e-9));
        assertThat(attribution.percent()).isCloseTo(Objects.requireNonNull(findings.savings().s3().vsB3()), within(
                1e-9));
        assertThat(attribution.combinations()).hasSize(16).containsEntry("none", 0.0);
        assertThat(attribution.combinations().values()).as("every lever moves something").doesNotHaveDuplicates();
        assertThat(findings.policies()).as("combinations are no policies").containsOnlyKeys("good-practice", "ondol");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("What brings it", "all together");
        assertThat(Files.readString(folder.resolve("details.json"))).contains("setpoints-parking-profiles-placement");
        AtomicInteger first = new AtomicInteger();
        Findings again = new Validation(question).run(folder, 1, (done, total) -> first.compareAndSet(0, total));
        assertThat(again.attribution()).isEqualTo(attribution);
        assertThat(first.get()).as("good practice and ondol are not run twice").isEqualTo(Levers.combinations().size()
                * 2);
    }
}
