package dev.ondol.proof.race;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// How a policy did in a race: means over the seeds. Powers are IT power in kW by the level at which they were read: GPUs asked for by all
/// arrivals so far, in percent of all GPUs.
///
/// @param policy                  who raced
/// @param allocatedGpuPercent     GPUs given away when 130 % had arrived, percent of all GPUs
/// @param fragmentationPercent    free GPUs that a typical pod could not use then (Weng et al., USENIX ATC 2023), percent of all GPUs
/// @param powerKwAt               all machines on
/// @param powerEmptyOffKwAt       machines without pods off
/// @param lowerBoundKwAt          what no arrangement of the pods placed can go below
/// @param lowerBoundEmptyOffKwAt  the same with empty machines off
/// @param decisionsPerSecond      of one thread, time for choosing and booking only
/// @param repackSeconds           time for re-packing at each level; null without
/// @param movesAt                 pods that re-packing moved at each level; null without
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RaceFigures(String policy, double allocatedGpuPercent, double fragmentationPercent,
        Map<String, Double> powerKwAt, Map<String, Double> powerEmptyOffKwAt, Map<String, Double> lowerBoundKwAt,
        Map<String, Double> lowerBoundEmptyOffKwAt, double decisionsPerSecond, @Nullable Integer repackSeconds,
        @Nullable Map<String, Double> movesAt) {
    private static final double W_A_KW = 1000;
    private static final double ROUNDING = 100;

    /// What was read at a level of one run, W.
    ///
    /// @param percent level
    record Reading(int percent, double powerW, double emptyOffW, double boundW, double boundEmptyOffW, int moves) {}

    /// One run of one seed.
    record Run(double allocatedPercent, double fragmentationPercent, long decisions, long nanos,
            List<Reading> readings) {}

    /// Means of runs.
    static RaceFigures of(String policy, List<Run> runs, @Nullable Integer repackSeconds) {
        long decisions = runs.stream().mapToLong(Run::decisions).sum();
        long nanos = runs.stream().mapToLong(Run::nanos).sum();
        return new RaceFigures(policy, mean(runs, Run::allocatedPercent), mean(runs, Run::fragmentationPercent),
                at(runs, reading -> reading.powerW() / W_A_KW), at(runs, reading -> reading.emptyOffW() / W_A_KW),
                at(runs, reading -> reading.boundW() / W_A_KW), at(runs, reading -> reading.boundEmptyOffW() / W_A_KW),
                Math.round(decisions * 1e9 / nanos), repackSeconds,
                repackSeconds == null ? null : at(runs, Reading::moves));
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> figure) {
        return rounded(runs.stream().mapToDouble(figure).average().orElseThrow());
    }

    private static Map<String, Double> at(List<Run> runs, ToDoubleFunction<Reading> figure) {
        Map<String, Double> means = new LinkedHashMap<>();
        Function<Integer, Double> mean = number -> rounded(runs.stream().mapToDouble(run -> figure.applyAsDouble(run
                .readings().get(number))).average().orElseThrow());
        for (int number = 0; number < runs.getFirst().readings().size(); number++) {
            means.put(String.valueOf(runs.getFirst().readings().get(number).percent()), mean.apply(number));
        }
        return means;
    }

    private static double rounded(double value) {
        return Math.round(value * ROUNDING) / ROUNDING;
    }
}
