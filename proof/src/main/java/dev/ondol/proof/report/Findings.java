package dev.ondol.proof.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.Attribution;
import dev.ondol.proof.statistics.Comparison;
import dev.ondol.proof.statistics.Comparison.Energy;
import dev.ondol.proof.statistics.DispatchComparison;
import dev.ondol.proof.statistics.Gates.Gate;
import dev.ondol.proof.statistics.PolicyFigures;
import dev.ondol.proof.statistics.Saving;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `ondol validate --json` prints; savings and intervals in percent. What was not measured is absent, never 0.
///
/// @param savings     the four savings
/// @param policies    figures by policy
/// @param gates       by name
/// @param assets      generation, storage and heat recovery under `ondol-assets`; absent where it did not run
/// @param attribution what each group of decisions brings of S3 against good practice; absent where it was not asked
/// @param seeds       seeds of the runs
/// @param days        measured days a seed
/// @param replanMs    wall time of a re-plan, mean; absent without optimized policies
/// @param wallSeconds wall time of the proof, without what was done before and kept
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Findings(Savings savings, Map<String, PolicyFigures> policies, Map<String, Boolean> gates,
        @Nullable Assets assets, @Nullable Attribution attribution, List<Long> seeds, int days,
        @Nullable Double replanMs, double wallSeconds) {
    /// S1 to S4.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Savings(S1 s1, S2 s2, S3 s3, @Nullable Double s4) {}

    /// Cooling energy of `ondol` against fixed set-points.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record S1(@Nullable Double vsB0, @Nullable Double vsB1, @Nullable Double vsB2) {}

    /// All energy of `ondol` against `conventional`, with UPS eco mode in `withEco`.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record S2(@Nullable Double saving, @Nullable Double ciLow, @Nullable Double ciHigh,
            @Nullable Double withEco) {}

    /// All energy of `ondol` against good practice, and the cooling of `ondol-cooling` at good practice's IT.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record S3(@Nullable Double vsB3, @Nullable Double vsB3Plus, @Nullable Double coolingAtEqualIt,
            @Nullable Double coolingCiLow) {}

    /// Generation, storage and heat recovery as the optimizer dispatches them. Money in the market's currency.
    ///
    /// @param ref                     renewable energy factor (ISO/IEC 30134-3), on-site generation only
    /// @param erf                     energy reuse factor (ISO/IEC 30134-6)
    /// @param ere                     energy reuse effectiveness
    /// @param kgCo2PerGpuHour         of the energy from the grid; exported heat is not credited
    /// @param kgCo2PerGpuHourWithHeat the same less what the heat spares the district
    /// @param costPerGpuHour          energy + demand charge - income for heat
    /// @param s2WithHeatPump          S2 with the assets in use, the heat pump inside of the boundary
    /// @param s2PointsOfHeatPump      points of it that the heat pump's own energy is
    /// @param vsRules                 against the same assets under simple rules; absent where those did not run
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Assets(double ref, double erf, double ere, double pvSelfUsePercent, double heatExportMwh,
            double batteryCycles, double kgCo2PerGpuHour, double kgCo2PerGpuHourWithHeat, double costPerGpuHour,
            @Nullable Double s2WithHeatPump, @Nullable Double s2PointsOfHeatPump, @Nullable VsRules vsRules) {}

    /// Less than under simple rules, percent, with the lower ends of the 95 % intervals.
    public record VsRules(double co2Percent, double co2CiLow, double costPercent, double costCiLow,
            double co2WithHeatPercent) {}

    public Findings {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        gates = Collections.unmodifiableMap(new LinkedHashMap<>(gates));
        seeds = List.copyOf(seeds);
    }

    /// From compared runs.
    ///
    /// @param all savings by name, see [#savings(Comparison)]
    public static Findings of(Comparison comparison, Map<String, Saving> all, List<Gate> gates,
            DispatchComparison assets, Optional<Attribution> attribution, List<Long> seeds, int days,
            double wallSeconds) {
        Map<String, PolicyFigures> policies = new LinkedHashMap<>();
        double planMs = 0;
        long plans = 0;
        for (Contender contender : Contender.values()) {
            List<RunFigures> runs = comparison.runs(contender);
            if (!runs.isEmpty()) {
                policies.put(contender.id(), PolicyFigures.of(runs));
            }
            for (RunFigures run : runs) {
                planMs += run.effort().meanMs() * run.effort().plans();
                plans += run.effort().plans();
            }
        }
        Map<String, Boolean> held = new LinkedHashMap<>();
        gates.forEach(gate -> held.put(gate.name(), gate.holds()));
        Saving s2 = all.get("s2");
        Saving cooling = all.get("s3.coolingAtEqualIt");
        Savings savings = new Savings(new S1(percent(all, "s1.vsB0"), percent(all, "s1.vsB1"), percent(all, "s1.vsB2")),
                new S2(percent(all, "s2"), s2 == null ? null : s2.low(), s2 == null ? null : s2.high(), percent(all,
                        "s2.withEco")),
                new S3(percent(all, "s3.vsB3"), percent(all, "s3.vsB3Plus"), percent(all, "s3.coolingAtEqualIt"),
                        cooling == null ? null : cooling.low()),
                percent(all, "s4"));
        return new Findings(savings, policies, held, assets(assets, all), attribution.orElse(null), seeds, days,
                plans > 0 ? planMs / plans : null, wallSeconds);
    }

    private static @Nullable Assets assets(DispatchComparison comparison, Map<String, Saving> all) {
        Saving co2 = all.get("assets.co2");
        Saving cost = all.get("assets.cost");
        Saving withHeat = all.get("assets.co2WithHeat");
        VsRules vsRules = co2 == null || cost == null || withHeat == null
                ? null
                : new VsRules(co2.percent(), co2.low(), cost.percent(), cost.low(), withHeat.percent());
        return comparison.dispatch(Contender.ONDOL_ASSETS).map(of -> new Assets(of.ref(), of.erf(), of.ere(), of
                .pvSelfUsePercent(), of.heatExportMwh(), of.batteryCycles(), of.kgCo2PerGpuHour(),
                of
                        .kgCo2PerGpuHourWithHeat(),
                of.costPerGpuHour(), percent(all, "s2.withHeatPump"), comparison.pointsOfHeatPump().orElse(null),
                vsRules)).orElse(null);
    }

    private static @Nullable Double percent(Map<String, Saving> all, String name) {
        Saving saving = all.get(name);
        return saving == null ? null : saving.percent();
    }

    /// The published savings by name, as far as their policies ran.
    public static Map<String, Saving> savings(Comparison comparison) {
        Map<String, Saving> all = new LinkedHashMap<>();
        put(all, "s1.vsB0", comparison, Contender.ONDOL, Contender.CONVENTIONAL, Energy.COOLING);
        put(all, "s1.vsB1", comparison, Contender.ONDOL, Contender.STATIC, Energy.COOLING);
        put(all, "s1.vsB2", comparison, Contender.ONDOL, Contender.BEST_STATIC, Energy.COOLING);
        put(all, "s2", comparison, Contender.ONDOL, Contender.CONVENTIONAL, Energy.FACILITY);
        put(all, "s2.withEco", comparison, Contender.ONDOL_ECO, Contender.CONVENTIONAL, Energy.FACILITY);
        put(all, "s3.vsB3", comparison, Contender.ONDOL, Contender.GOOD_PRACTICE, Energy.FACILITY);
        put(all, "s3.vsB3Plus", comparison, Contender.ONDOL, Contender.GOOD_PRACTICE_PLUS, Energy.FACILITY);
        put(all, "s3.coolingAtEqualIt", comparison, Contender.ONDOL_COOLING, Contender.GOOD_PRACTICE, Energy.COOLING);
        put(all, "s4", comparison, Contender.ONDOL, Contender.STATIC, Energy.FACILITY);
        return all;
    }

    /// The same with what the dispatch of the energy assets brings, and what its heat pump costs S2.
    public static Map<String, Saving> savings(Comparison comparison, DispatchComparison assets) {
        Map<String, Saving> all = savings(comparison);
        all.putAll(assets.savings());
        all.putAll(assets.boundary());
        return all;
    }

    private static void put(Map<String, Saving> all, String name, Comparison comparison, Contender policy,
            Contender baseline, Energy energy) {
        comparison.saving(policy, baseline, energy).ifPresent(saving -> all.put(name, saving));
    }
}
