package dev.ondol.simulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.workload.JobClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The published cap trace of the V100, row by row, against the response of typical training: 28 configurations that draw at
/// least 75 % of TDP uncapped.
class ZeusTraceTest {
    private static final GpuResponse PUBLISHED = new GpuResponse(ProfileErrors.NONE);
    private static final int TDP_W = 250;
    private static final int LIMITED_W = 200;

    /// Seconds an epoch and mean power by limit in W, of each configuration.
    private final Map<String, Map<Integer, double[]>> configurations = new LinkedHashMap<>();

    @BeforeEach
    void read() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ZeusTraceTest.class.getResourceAsStream("zeus-v100.csv")),
                StandardCharsets.UTF_8))) {
            for (String line : in.lines().filter(each -> !each.startsWith("#")).skip(1).toList()) {
                String[] fields = line.split(",", -1);
                configurations.computeIfAbsent(String.join(",", Arrays.copyOf(fields, 4)), key -> new LinkedHashMap<>())
                        .put(Integer.parseInt(fields[4]),
                                new double[]{Double.parseDouble(fields[5]), Double.parseDouble(fields[6])});
            }
        }
    }

    private double[] throughputs(int limitW) {
        return configurations.values().stream()
                .mapToDouble(runs -> of(runs, TDP_W)[0] / of(runs, limitW)[0]).toArray();
    }

    private static double[] of(Map<Integer, double[]> runs, int limitW) {
        return Objects.requireNonNull(runs.get(limitW));
    }

    private double meanEnergyPerWork(int limitW) {
        return configurations.values().stream().mapToDouble(runs -> of(runs, limitW)[0] * of(runs, limitW)[1]
                / (of(runs, TDP_W)[0] * of(runs, TDP_W)[1])).average().orElseThrow();
    }

    @Test
    void typicalTrainingAnswersToACapAsTheTraceDoes() {
        assertThat(configurations).hasSize(28);
        Work typical = Work.typical(JobClass.TRAINING);
        for (int limitW = 125; limitW <= TDP_W; limitW += 25) {
            double cap = 100.0 * limitW / TDP_W;
            double throughput = PUBLISHED.throughput(typical, cap, 100);
            double energy = PUBLISHED.power(typical, cap, 100) / throughput;
            assertThat(throughput).as("throughput at %d W", limitW)
                    .isCloseTo(Arrays.stream(throughputs(limitW)).average().orElseThrow(), within(0.001));
            assertThat(energy).as("energy per work at %d W", limitW).isCloseTo(meanEnergyPerWork(limitW),
                    within(0.001));
        }
    }

    @Test
    void aboutAsManyJobsKeepTheirLevelAsConfigurationsOfTheTrace() {
        double[] traced = throughputs(175);
        double share = Arrays.stream(traced).filter(each -> each >= 1 / 1.10).count() / (double) traced.length;
        assertThat(share).isCloseTo(0.54, within(0.005));
        double jobs = 0;
        for (int curve = 1; curve < CapCurves.count(); curve++) {
            jobs += CapCurves.of(curve).throughput(70) >= 1 / 1.10 ? 1 : 0;
        }
        assertThat(jobs / (CapCurves.count() - 1)).isCloseTo(share, within(0.05));
        assertThat(Arrays.stream(throughputs(LIMITED_W)).allMatch(each -> each >= 1 / 1.10))
                .as("on V100 alone every job keeps it at 80 %; 3 % of the A40 and RTX 6000 curves do not").isTrue();
    }
}
