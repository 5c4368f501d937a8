package dev.ondol.optimizer.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What of a machine's free GPUs will stay unused.
class StrandedGpusTest {
    private static final GpuRequest WHOLE = new GpuRequest(10_000, 10_240, 1, 1000, Set.of());
    private static final GpuRequest SHARE = new GpuRequest(10_000, 10_240, 1, 700, Set.of());

    private static StrandedGpus of(GpuRequest... requests) {
        return new StrandedGpus(RequestMix.of(List.of(requests), 1), 1);
    }

    @Test
    void nothingIsStrandedWhereCpuAndMemoryGoRound() {
        assertThat(of(WHOLE).expectedMilli("G2", 40_000, 262_144, new int[]{1000, 1000, 1000, 1000})).isZero();
    }

    @Test
    void aGpuWithoutCpuIsStranded() {
        assertThat(of(WHOLE).expectedMilli("G2", 25_000, 262_144, new int[]{1000, 1000, 1000, 1000})).isEqualTo(2000);
    }

    @Test
    void aGpuWithoutMemoryIsStranded() {
        assertThat(of(WHOLE).expectedMilli("G2", 40_000, 16_384, new int[]{1000, 1000, 1000, 1000})).isEqualTo(3000);
    }

    @Test
    void aRestTooSmallForAnyoneIsStranded() {
        assertThat(of(SHARE).expectedMilli("G2", 40_000, 262_144, new int[]{1000, 300})).isEqualTo(600);
    }

    @Test
    void whoComesFirstIsAChanceOverWhichTheMeanIsTaken() {
        double expectedMilli = of(WHOLE, SHARE).expectedMilli("G2", 10_000, 262_144, new int[]{1000});
        assertThat(expectedMilli).isBetween(75.0, 225.0);
    }

    @Test
    void aGpuOfAModelThatNobodyWantsIsStranded() {
        GpuRequest onlyT4 = new GpuRequest(10_000, 10_240, 1, 1000, Set.of("T4"));
        assertThat(of(onlyT4).expectedMilli("G2", 40_000, 262_144, new int[]{1000, 1000})).isEqualTo(2000);
        assertThat(of(onlyT4).expectedMilli("T4", 40_000, 262_144, new int[]{1000, 1000})).isZero();
    }

    @Test
    void severalGpusForOneRequestAreTakenTogether() {
        GpuRequest pair = new GpuRequest(10_000, 10_240, 2, 1000, Set.of());
        assertThat(of(pair).expectedMilli("G2", 40_000, 262_144, new int[]{1000, 1000, 1000})).isEqualTo(1000);
    }
}
