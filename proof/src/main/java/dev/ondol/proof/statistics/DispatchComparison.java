package dev.ondol.proof.statistics;

import dev.ondol.facility.market.MarketData;
import dev.ondol.proof.run.AssetDay;
import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.DayFigures;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.Comparison.Energy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Compares what the optimizer makes of generation, storage and heat recovery with what simple rules make of the same assets,
/// on a twin of the same plant that gets the same jobs and the same other set-points of `ondol`, per unit of useful work:
///
/// * CO2 of the energy from the grid, kg. Exported heat is not credited; a second figure takes off what it spares the district.
/// * cost: energy from the grid + demand charge - income for heat. The demand charge of a run's highest quarter of an hour is spread
///   over its days, each with its share of a month.
///
/// Charge is made equal: what a battery holds more at the end of a day than at its beginning counts at the mean price and CO2 of the
/// energy that the run drew from the grid.
public final class DispatchComparison {
    /// Days of a mean month.
    private static final double MONTH_DAYS = 365.25 / 12;

    private final Comparison comparison;
    private final double demandPerKwMonth;

    /// @param market of the site's place
    public DispatchComparison(Comparison comparison, MarketData market) {
        this.comparison = comparison;
        demandPerKwMonth = market.demandPerKwMonth();
    }

    /// What is compared of a day.
    public enum Measure {
        CO2, CO2_WITH_HEAT, COST
    }

    /// Figures of a dispatch over all its days; money in the market's currency.
    ///
    /// @param ref                  renewable energy factor (ISO/IEC 30134-3), on-site generation only
    /// @param erf                  energy reuse factor (ISO/IEC 30134-6)
    /// @param ere                  energy reuse effectiveness: (facility energy - heat delivered) / IT energy
    /// @param pvSelfUsePercent     of the generated energy used on site; 100 where nothing was generated
    /// @param heatExportMwh        heat delivered
    /// @param batteryCycles        energy drawn from the cells / usable energy
    /// @param kgCo2PerGpuHour      of the energy from the grid
    /// @param kgCo2PerGpuHourWithHeat the same less what the heat spares the district
    /// @param costPerGpuHour       energy + demand charge - income for heat
    /// @param energyPerGpuHour     of it energy from the grid
    /// @param demandPerGpuHour     of it demand charge
    /// @param heatIncomePerGpuHour taken off for heat
    /// @param unpaidHeatPercent    energy of the heat pump while its heat brought less than its power cost / all of it
    /// @param heatLossPercent      what was lost by that / income for heat
    public record Dispatch(double ref, double erf, double ere, double pvSelfUsePercent, double heatExportMwh,
            double batteryCycles, double kgCo2PerGpuHour, double kgCo2PerGpuHourWithHeat, double costPerGpuHour,
            double energyPerGpuHour, double demandPerGpuHour, double heatIncomePerGpuHour,
            double unpaidHeatPercent, double heatLossPercent) {}

    /// Figures of a contender that has the assets in use; empty where it did not run.
    public Optional<Dispatch> dispatch(Contender contender) {
        List<RunFigures> runs = withAssets(contender);
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        List<AssetDay> days = runs.stream().flatMap(run -> assets(run).stream()).toList();
        PolicyFigures all = PolicyFigures.of(runs);
        double it = all.kwh().getOrDefault("it", 0.0);
        double heat = sum(days, (sum, day) -> sum + day.heatKwh());
        double pv = sum(days, (sum, day) -> sum + day.pvKwh());
        double used = sum(days, (sum, day) -> sum + day.pvUsedKwh());
        double pump = sum(days, (sum, day) -> sum + day.heatPumpKwh());
        double income = sum(days, (sum, day) -> sum + day.heatIncome());
        double work = all.gpuHours();
        double demand = runs.stream().mapToDouble(run -> run.days().size() * demandShare(run)).sum();
        return Optional.of(new Dispatch(used / all.facilityKwh(), heat / all.facilityKwh(), (all.facilityKwh() - heat)
                / it, pv > 0 ? 100 * used / pv : 100, heat / 1000, sum(days, (sum, day) -> sum + day.batteryCycles()),
                total(runs, Measure.CO2) / work, total(runs, Measure.CO2_WITH_HEAT) / work, total(runs, Measure.COST)
                        / work,
                (total(runs, Measure.COST) - demand + income) / work, demand
                        / work,
                income / work, pump > 0 ? 100 * sum(days, (sum, day) -> sum + day.unpaidPumpKwh()) / pump : 0,
                income > 0
                        ? 100 * sum(days, (sum, day) -> sum + day.heatLoss()) / income
                        : 0));
    }

    @FunctionalInterface
    private interface Adding {
        double add(double sum, AssetDay day);
    }

    private static double sum(List<AssetDay> days, Adding adding) {
        double sum = 0;
        for (AssetDay day : days) {
            sum = adding.add(sum, day);
        }
        return sum;
    }

    /// What the optimizer's dispatch saves against the rules, by name; empty where one of them did not run.
    public Map<String, Saving> savings() {
        Map<String, Saving> savings = new LinkedHashMap<>();
        put(savings, "assets.co2", Measure.CO2);
        put(savings, "assets.cost", Measure.COST);
        put(savings, "assets.co2WithHeat", Measure.CO2_WITH_HEAT);
        return savings;
    }

    private void put(Map<String, Saving> savings, String name, Measure measure) {
        List<Pair> days = new ArrayList<>();
        Map<String, RunFigures> rules = new LinkedHashMap<>();
        withAssets(Contender.ONDOL_ASSETS_RULES).forEach(run -> rules.put(Comparison.week(run), run));
        for (RunFigures run : withAssets(Contender.ONDOL_ASSETS)) {
            RunFigures partner = rules.get(Comparison.week(run));
            for (int day = 0; partner != null && day < Math.min(run.days().size(), partner.days().size()); day++) {
                days.add(new Pair(Comparison.week(run), of(run, day, measure), run.days().get(day).gpuHours(), of(
                        partner, day, measure), partner.days().get(day).gpuHours()));
            }
        }
        if (!days.isEmpty()) {
            savings.put(name, comparison.saving(Contender.ONDOL_ASSETS, Contender.ONDOL_ASSETS_RULES, days));
        }
    }

    /// S2 with the assets in use, the heat pump inside of the boundary.
    public Map<String, Saving> boundary() {
        Map<String, Saving> savings = new LinkedHashMap<>();
        comparison.saving(Contender.ONDOL_ASSETS, Contender.CONVENTIONAL, Energy.FACILITY).ifPresent(saving -> savings
                .put("s2.withHeatPump", saving));
        return savings;
    }

    /// Points of S2 that the heat pump's own energy is, on the weeks and seeds that both ran: its kWh a GPU-hour / all energy a
    /// GPU-hour of `conventional`, percent; empty where a policy did not run.
    public Optional<Double> pointsOfHeatPump() {
        List<Pair> days = new ArrayList<>();
        for (RunFigures run : withAssets(Contender.ONDOL_ASSETS)) {
            for (RunFigures base : comparison.runs(Contender.CONVENTIONAL)) {
                for (int day = 0; Comparison.week(base).equals(Comparison.week(run))
                        && day < Math.min(run.days().size(),
                                base.days().size()); day++) {
                    days.add(new Pair(Comparison.week(run), assets(run).get(day).heatPumpKwh(), run.days().get(day)
                            .gpuHours(), Comparison.kwh(base, day, Energy.FACILITY), base.days().get(day).gpuHours()));
                }
            }
        }
        return days.isEmpty() ? Optional.empty() : Optional.of(100 - Pair.savingPercent(days));
    }

    private List<RunFigures> withAssets(Contender contender) {
        return comparison.runs(contender).stream().filter(run -> !assets(run).isEmpty()).toList();
    }

    private static List<AssetDay> assets(RunFigures run) {
        return run.days().stream().map(DayFigures::assets).filter(Objects::nonNull).toList();
    }

    private double total(List<RunFigures> runs, Measure measure) {
        double total = 0;
        for (RunFigures run : runs) {
            for (int day = 0; day < run.days().size(); day++) {
                total += of(run, day, measure);
            }
        }
        return total;
    }

    private double of(RunFigures run, int index, Measure measure) {
        AssetDay day = assets(run).get(index);
        double imported = mean(run, (sum, of) -> sum + of.importKwh());
        double mean = switch (measure) {
            case CO2, CO2_WITH_HEAT -> mean(run, (sum, of) -> sum + of.co2Kg()) / imported;
            case COST -> mean(run, (sum, of) -> sum + of.energyCost()) / imported;
        };
        double held = day.storedKwh() * mean;
        return switch (measure) {
            case CO2 -> day.co2Kg() - held;
            case CO2_WITH_HEAT -> day.co2Kg() - held - day.heatSparedKg();
            case COST -> day.energyCost() - held - day.heatIncome() + demandShare(run);
        };
    }

    private static double mean(RunFigures run, Adding adding) {
        return sum(assets(run), adding) / run.days().size();
    }

    /// A day's part of the demand charge of the run.
    private double demandShare(RunFigures run) {
        double peakKw = assets(run).stream().mapToDouble(AssetDay::demandKw).max().orElse(0);
        return peakKw * demandPerKwMonth / MONTH_DAYS;
    }
}
