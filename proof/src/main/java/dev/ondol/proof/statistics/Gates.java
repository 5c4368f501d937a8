package dev.ondol.proof.statistics;

import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.DayFigures;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.DispatchComparison.Dispatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What must hold whatever is saved: envelopes, service levels, water, ramps, peak, and the honesty of the proof itself. Gates
/// that compare with good practice (B3) are left out where that did not run.
public final class Gates {
    private static final double MOST_NOT_RECOMMENDED = 0.001;
    private static final double MORE_MISSES_PERCENT = 0.1;
    private static final double LATEST_MINUTES = 30;
    private static final double BALANCE = 1e-6;
    private static final double LEAST_SELF_USE_PERCENT = 95;
    private static final double MOST_HEAT_LOSS_PERCENT = 1;
    /// Backlog may differ from good practice's by this share of the work.
    private static final double BACKLOG = 0.005;
    /// PUE that an expert expects in Seoul, by policy; for the 12 MW reference site.
    private static final Map<Contender, double[]> BANDS = Map.of(Contender.CONVENTIONAL, new double[]{1.50, 1.62},
            Contender.STATIC, new double[]{1.28, 1.40}, Contender.BEST_STATIC, new double[]{1.17, 1.27},
            Contender.GOOD_PRACTICE, new double[]{1.11, 1.18});

    private final Comparison comparison;
    private final List<Gate> gates = new ArrayList<>();

    /// @param name  key of the JSON
    /// @param holds true: passed
    /// @param text  with the figures
    public record Gate(String name, boolean holds, String text) {}

    private Gates(Comparison comparison) {
        this.comparison = comparison;
    }

    /// All gates, as far as their policies ran.
    ///
    /// @param tuningApart whether no tuning year is among the tested days
    /// @param bands       whether the bands of PUE hold for this site and climate
    public static List<Gate> of(Comparison comparison, boolean tuningApart, boolean bands) {
        Gates gates = new Gates(comparison);
        gates.envelopes();
        gates.againstGoodPractice();
        gates.conduct();
        gates.add("tuningApart", tuningApart, "Tuning years and test years do not overlap.");
        if (bands) {
            gates.bands();
        }
        return List.copyOf(gates.gates);
    }

    private void add(String name, boolean holds, String text) {
        gates.add(new Gate(name, holds, text));
    }

    private Stream<RunFigures> ours() {
        return Stream.of(Contender.values()).filter(Contender::optimized)
                .flatMap(contender -> comparison.runs(contender).stream());
    }

    private long count(ToLongFunction<DayFigures> figure) {
        return ours().flatMap(run -> run.days().stream()).mapToLong(figure).sum();
    }

    private void envelopes() {
        if (ours().findAny().isEmpty()) {
            return;
        }
        long notAllowable = count(DayFigures::notAllowable);
        add("inletAllowable", notAllowable == 0,
                String.format(Locale.ROOT, "%d rack-minutes outside of 15 to 32 C (ASHRAE class A1).",
                        notAllowable));
        long above = count(DayFigures::loopMinutesAbove);
        add("liquidAllowable", above == 0,
                String.format(Locale.ROOT, "%d minutes of technology loops above 45 C (W45).", above));
        double share = count(DayFigures::notRecommended) / (double) Math.max(1, count(DayFigures::rackMinutes));
        add("inletRecommended", share <= MOST_NOT_RECOMMENDED, String.format(Locale.ROOT,
                "%.4f %% of rack-hours outside of 18 to 27 C; at most 0.1 %%.", 100 * share));
    }

    private void againstGoodPractice() {
        List<RunFigures> base = comparison.runs(Contender.GOOD_PRACTICE);
        List<RunFigures> ours = comparison.runs(Contender.ONDOL);
        if (base.isEmpty() || ours.isEmpty()) {
            return;
        }
        PolicyFigures b3 = PolicyFigures.of(base);
        PolicyFigures ondol = PolicyFigures.of(ours);
        add("serviceLevels", ondol.serviceLevelMissPercent() <= b3.serviceLevelMissPercent() + MORE_MISSES_PERCENT,
                String.format(Locale.ROOT,
                        "%.3f %% of jobs missed their level, good-practice %.3f %%; at most 0.1 more.", ondol
                                .serviceLevelMissPercent(),
                        b3.serviceLevelMissPercent()));
        double latest = most(ours, RunFigures::latestMinutes);
        add("serviceLateness", latest <= LATEST_MINUTES, String.format(Locale.ROOT,
                "The latest job was %.0f min later than its level (good-practice %.0f); at most 30.", latest,
                most(base, RunFigures::latestMinutes)));
        Double litres = ondol.litresPerGpuHour();
        Double most = b3.litresPerGpuHour();
        add("water", litres != null && most != null && litres <= most, String.format(Locale.ROOT,
                "%.3f litres a GPU-hour, good-practice %.3f.", litres == null ? Double.NaN : litres, most == null
                        ? Double.NaN
                        : most));
        add("peak", ondol.peakKw() <= b3.peakKw(),
                String.format(Locale.ROOT, "Highest quarter of an hour %.0f kW, good-practice %.0f.", ondol.peakKw(), b3
                        .peakKw()));
        double backlog = sum(ours, RunFigures::backlogGpuHours) - sum(base, RunFigures::backlogGpuHours);
        add("backlog", Math.abs(backlog) <= BACKLOG * b3.gpuHours(), String.format(Locale.ROOT,
                "The queue at the end holds %.0f GPU-hours more than under good-practice, %.3f %% of the work; at most 0.5 %%.",
                backlog, 100 * backlog / b3.gpuHours()));
    }

    private void conduct() {
        int tooFast = ours().mapToInt(run -> run.effort().tooFast()).sum();
        add("ramps", tooFast == 0, String.format(Locale.ROOT, "%d writes beyond a ramp limit.", tooFast));
        double error = Stream.of(Contender.values()).flatMap(contender -> comparison.runs(contender).stream())
                .mapToDouble(RunFigures::maxBalanceError).max().orElse(0);
        add("energyBalance", error <= BALANCE,
                String.format(Locale.ROOT, "Largest heat-balance error %.1e of IT power.", error));
    }

    private void bands() {
        boolean inside = true;
        StringBuilder text = new StringBuilder();
        for (Contender contender : Contender.values()) {
            double[] band = BANDS.get(contender);
            List<RunFigures> runs = comparison.runs(contender);
            if (band == null || runs.isEmpty()) {
                continue;
            }
            double pue = PolicyFigures.of(runs).pue();
            inside &= pue >= band[0] && pue <= band[1];
            text.append(String.format(Locale.ROOT, "%s %.3f (%.2f to %.2f) ", contender.id(), pue, band[0], band[1]));
        }
        add("baselinePue", inside, text.toString().strip());
    }

    /// Of the assets, where they ran.
    public static List<Gate> of(Dispatch assets) {
        return List.of(new Gate("pvSelfUse", assets.pvSelfUsePercent() >= LEAST_SELF_USE_PERCENT, String.format(
                Locale.ROOT, "%.2f %% of the photovoltaics used on site; at least 95 %%.", assets.pvSelfUsePercent())),
                new Gate("heatPays", assets.heatLossPercent() <= MOST_HEAT_LOSS_PERCENT, String.format(Locale.ROOT,
                        "Heat that brought less than its power cost lost %.2f %% of the income for heat; at most 1 %%.",
                        assets.heatLossPercent())));
    }

    private static double most(List<RunFigures> runs, ToDoubleFunction<RunFigures> figure) {
        return runs.stream().mapToDouble(figure).max().orElse(0);
    }

    private static double sum(List<RunFigures> runs, ToDoubleFunction<RunFigures> figure) {
        return runs.stream().mapToDouble(figure).sum();
    }
}
