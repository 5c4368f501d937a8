package dev.ondol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.Validation.Question;
import dev.ondol.proof.report.Findings;
import dev.ondol.proof.run.Contender;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.baseline.TuningYear;
import dev.ondol.simulator.control.FixedSetpoints;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small proofs of the 1 MW site: a month's two days, two policies, one seed.
class ValidationIT {
    private static final Set<Contender> TWO = Set.of(Contender.GOOD_PRACTICE, Contender.ONDOL);
    private final Site site = SiteReader.builtIn("kr-edge").orElseThrow();

    @TempDir
    private Path folder = Path.of("");

    private Question question(Set<Contender> contenders, List<Integer> months, Optional<TunedSite> tuned)
            throws UnusableWeather {
        return new Question(site, List.of(WeatherFiles.open("seoul", site.location(), 1)), List.of(""), tuned,
                new Protocol("test", months, 2, List.of(1L)), contenders, 500, "test", "./ondol validate");
    }

    private Findings prove(String name, List<Integer> months, int threads) throws Exception {
        return new Validation(question(TWO, months, Optional.empty())).run(folder.resolve(name), threads,
                Progress.NONE);
    }

    private static String savings(Findings findings) {
        return findings.savings() + " " + findings.policies() + " " + findings.gates();
    }

    @Test
    void theBooksCloseAndTheFolderIsFilled() throws Exception {
        Findings findings = prove("a", List.of(4), 2);
        assertThat(findings.gates()).containsEntry("energyBalance", true).containsEntry("ramps", true);
        findings.policies().values().forEach(of -> {
            assertThat(of.kwh().values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(of.facilityKwh());
            assertThat(of.pue()).isBetween(1.0, 1.6);
            assertThat(of.tue()).isGreaterThan(of.pue());
            assertThat(of.gpuHours()).isPositive();
        });
        assertThat(findings.savings().s3().vsB3()).isNotNull();
        assertThat(findings.savings().s4()).isNull();
        assertThat(findings.replanMs()).isPositive();
        assertThat(folder.resolve("a")).isDirectoryContaining("glob:**/validation.json").isDirectoryContaining(
                "glob:**/details.json");
        assertThat(Files.readAllLines(folder.resolve("a/days.csv"))).hasSize(1 + 2 * 2);
        assertThat(Files.readString(folder.resolve("a/report.html"))).contains("<svg", "Gates").doesNotContain(
                "<script", "http://", "https://");
    }

    @Test
    void theSameSeedGivesTheSameNumbersOnAnyNumberOfThreads() throws Exception {
        assertThat(savings(prove("b", List.of(7), 1))).isEqualTo(savings(prove("c", List.of(7), 3)));
    }

    @Test
    void aProofThatWasStoppedGoesOnAndGivesTheSame() throws Exception {
        String whole = savings(prove("whole", List.of(1, 7), 2));
        Thread here = Thread.currentThread();
        assertThatThrownBy(() -> new Validation(question(TWO, List.of(1, 7), Optional.empty())).run(folder.resolve(
                "stopped"), 1, (done, total) -> {
                    if (done == 8) {
                        here.interrupt();
                    }
                })).isInstanceOf(InterruptedException.class);
        assertThat(runs("stopped")).isBetween(1, 3);
        AtomicInteger first = new AtomicInteger();
        Findings resumed = new Validation(question(TWO, List.of(1, 7), Optional.empty())).run(folder.resolve(
                "stopped"), 1, (done, total) -> first.compareAndSet(0, done));
        assertThat(first.get()).as("a kept run is counted whole at once").isEqualTo(3);
        assertThat(savings(resumed)).isEqualTo(whole);
    }

    private int runs(String name) throws IOException {
        try (var files = Files.list(folder.resolve(name).resolve("runs"))) {
            return (int) files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    @Test
    void whatWasTunedOnTheTestYearIsRefusedBeforeAnythingRuns() {
        TunedSite tuned = new TunedSite(1, "kr-edge", "", "./ondol tune", List.of(new TuningYear(
                "Seoul", "", false, "2021-01-01", "2022-01-01")), 1, 1, new FixedSetpoints(24, 3, 18, 18, 34),
                new TunedSite.Figures(1.2, 1, 25, 0));
        assertThatThrownBy(() -> {
            Question asked = question(Set.of(Contender.BEST_STATIC), List.of(4), Optional.of(tuned));
            TuningYear seen = new TuningYear(asked.years().getFirst().name(), "", false, "2021-01-01", "2022-01-01");
            TunedSite same = new TunedSite(1, "kr-edge", "", "./ondol tune", List.of(seen), 1, 1, tuned.setpoints(),
                    tuned.figures());
            new Validation(question(Set.of(Contender.BEST_STATIC), List.of(4), Optional.of(same))).run(folder, 1,
                    Progress.NONE);
        }).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cannot test them");
        assertThat(folder).isEmptyDirectory();
    }
}
