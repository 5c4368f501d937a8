package dev.ondol.proof.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The race on a small made-up cluster.
class RaceTest {
    private static final List<Long> SEEDS = List.of(42L, 43L, 44L);
    private static final RecordedPods RECORDED = recorded();

    private static RecordedPods recorded() {
        List<Machine> machines = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            machines.add(number % 3 == 0
                    ? new Machine("n-%02d".formatted(number), 64_000, 262_144, 2, "T4")
                    : new Machine("n-%02d".formatted(number), 96_000, 393_216, 8, number % 3 == 1 ? "G2" : "V100M32"));
        }
        Random random = new Random(1);
        List<GpuRequest> pods = new ArrayList<>();
        int[] shares = {1000, 1000, 1000, 810, 470, 320};
        for (int number = 0; number < 150; number++) {
            int gpuMilli = shares[random.nextInt(shares.length)];
            pods.add(random.nextInt(8) == 0
                    ? new GpuRequest(8_000L + 1_000L * random.nextInt(8), 16_384, 0, 0, Set.of())
                    : new GpuRequest(3_000L + 2_000L * random.nextInt(6), 24_576, 1, gpuMilli, Set.of()));
        }
        return new RecordedPods(machines, pods);
    }

    private static RaceFigures race(Policy policy, int threads) throws InterruptedException {
        return new Race(RECORDED, FleetPower.published()).run(policy, SEEDS, threads, null);
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void theFiguresHoldTogether(Policy policy) throws InterruptedException {
        RaceFigures figures = race(policy, 1);
        assertThat(figures.policy()).isEqualTo(policy.id());
        assertThat(figures.allocatedGpuPercent()).isBetween(70.0, 100.0);
        assertThat(figures.fragmentationPercent()).isBetween(0.0, 100.05 - figures.allocatedGpuPercent());
        assertThat(figures.powerKwAt()).containsOnlyKeys("20", "50", "80", "100");
        figures.powerKwAt().forEach((level, kw) -> {
            assertThat(figures.lowerBoundKwAt().get(level)).as("at %s %%", level).isBetween(0.5 * kw, kw);
            assertThat(figures.powerEmptyOffKwAt().get(level)).isLessThanOrEqualTo(kw);
            assertThat(figures.lowerBoundEmptyOffKwAt().get(level)).isLessThanOrEqualTo(figures.powerEmptyOffKwAt().get(
                    level));
        });
        assertThat(figures.decisionsPerSecond()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void theSameSeedsGiveTheSameFiguresOnAnyNumberOfThreads(Policy policy) throws InterruptedException {
        assertThat(race(policy, 3)).usingRecursiveComparison().ignoringFields("decisionsPerSecond")
                .isEqualTo(race(policy,
                        1));
    }

    @Test
    void ondolNeedsLessPowerThanFragmentationDescentAndGivesAwayNoLess() throws InterruptedException {
        RaceFigures fgd = race(Policy.FGD, 1);
        RaceFigures ondol = race(Policy.ONDOL, 1);
        assertThat(ondol.allocatedGpuPercent()).isGreaterThanOrEqualTo(fgd.allocatedGpuPercent() - 0.5);
        for (String level : List.of("20", "50", "80")) {
            assertThat(ondol.powerKwAt().get(level)).isLessThan(fgd.powerKwAt().get(level));
        }
    }

    @Test
    void repackingBringsThePowerDown() throws InterruptedException {
        RaceFigures still = new Race(RECORDED, FleetPower.published()).run(Policy.RANDOM, List.of(42L), 1, null);
        RaceFigures repacked = new Race(RECORDED, FleetPower.published()).run(Policy.RANDOM, List.of(42L), 1, 1);
        assertThat(repacked.repackSeconds()).isOne();
        assertThat(repacked.movesAt()).isNotNull().hasEntrySatisfying("20", moves -> assertThat(moves).isPositive());
        assertThat(repacked.powerKwAt().get("20")).isLessThan(still.powerKwAt().get("20"));
        assertThat(repacked.lowerBoundKwAt().get("20")).isCloseTo(still.lowerBoundKwAt().get("20"), within(0.011));
    }

    @Test
    void arrivalsAreAllPodsThenDrawnOnesUpToTheLoad() {
        List<GpuRequest> arrivals = Arrivals.of(RECORDED.pods(), RECORDED.gpus(), 42);
        assertThat(arrivals.subList(0, RECORDED.pods().size())).containsExactlyInAnyOrderElementsOf(RECORDED.pods());
        double asked = arrivals.stream().mapToDouble(GpuRequest::gpuMilliInAll).sum() / 1000;
        assertThat(asked).isBetween(1.3 * RECORDED.gpus(), 1.3 * RECORDED.gpus() + 1);
        assertThat(arrivals).isEqualTo(Arrivals.of(RECORDED.pods(), RECORDED.gpus(), 42)).isNotEqualTo(Arrivals.of(
                RECORDED.pods(), RECORDED.gpus(), 43));
    }
}
