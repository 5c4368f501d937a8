package dev.ondol.proof.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.optimizer.fleet.FleetPower;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published races again, on the openb traces: in the folder that `-Dondol.traces=...` names, skipped without.
class PublishedRacesIT {
    private static final Path TRACES = Path.of(System.getProperty("ondol.traces", ""));
    private static final String NODES = "openb_node_list_gpu_node.csv";
    private static final List<Long> SEEDS = List.of(42L, 43L);

    @BeforeEach
    void theTracesAreThere() {
        assumeTrue(Files.isReadable(TRACES.resolve(NODES)),
                "The openb traces are not shipped; -Dondol.traces=FOLDER names theirs.");
    }

    private static RaceFigures race(String trace, Policy policy) throws UnusableTrace, InterruptedException {
        FleetPower power = FleetPower.published();
        RecordedPods recorded = RecordedPods.read(TRACES.resolve(NODES),
                TRACES.resolve("openb_pod_list_%s.csv".formatted(
                        trace)),
                power);
        return new Race(recorded, power).run(policy, SEEDS, 1, null);
    }

    /// Means of ten seeds in Weng et al., USENIX ATC 2023.
    @ParameterizedTest
    @CsvSource({"FGD, 95.39", "BESTFIT, 93.08", "RANDOM, 87.47"})
    void ourOwnPeersComeNearTheirPublishedFigures(Policy policy, double publishedPercent) throws UnusableTrace,
            InterruptedException {
        assertThat(race("default", policy).allocatedGpuPercent()).isCloseTo(publishedPercent, within(0.5));
    }

    @ParameterizedTest
    @CsvSource({"default, 95.4", "cpu100, 95.35", "gpushare40, 94.15", "gpuspec10, 94.95", "multigpu20, 95.65"})
    void ondolGivesAwayAtLeastWhatFgdPublished(String trace, double publishedPercent) throws UnusableTrace,
            InterruptedException {
        assertThat(race(trace, Policy.ONDOL).allocatedGpuPercent()).isGreaterThanOrEqualTo(publishedPercent);
    }

    @Test
    void ondolTakesLessPowerThanPowerAndFragmentationTogether() throws UnusableTrace, InterruptedException {
        RaceFigures both = race("default", Policy.PWR_FGD);
        RaceFigures ondol = race("default", Policy.ONDOL);
        for (String level : List.of("20", "50", "80")) {
            assertThat(ondol.powerKwAt().get(level)).as("at %s %%", level).isLessThan(both.powerKwAt().get(level));
        }
    }
}
