package dev.ondol.proof.statistics;

import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.DayFigures;
import dev.ondol.proof.run.RunFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pairs the runs of policies and says what one saves against another, per unit of useful work (reference GPU-hours of jobs
/// within their service level):
///
/// saving = 100 (1 - (E / W) / (E0 / W0)), E energy and W work of the policy, E0 and W0 of the baseline, summed over all days
/// that both have.
///
/// * S1: E is the cooling energy of `ondol`, against `conventional` (B0), `static` (B1), `best-static` (B2)
/// * S2: E is all energy of `ondol`, against `conventional`; `withEco`: that of `ondol-eco`
/// * S3: E is all energy of `ondol`, against `good-practice` (B3) and `good-practice-plus` (B3+); at equal IT: the cooling energy
///   of `ondol-cooling` against `good-practice`
/// * S4: E is all energy of `ondol`, against `static`: the same plant, other software
///
/// End states are made equal: what heat a building holds more at the end of a week than at its beginning has still to be
/// removed, at the cooling energy per heat of that run; it is added to the last day (or taken off, where it holds less).
public final class Comparison {
    private static final int RESAMPLES = 4_000;

    private final Map<String, List<RunFigures>> byContender = new LinkedHashMap<>();
    private final BlockBootstrap bootstrap;

    /// @param seed of the resampling
    public Comparison(List<RunFigures> runs, long seed) {
        runs.forEach(this::add);
        bootstrap = new BlockBootstrap(RESAMPLES, seed);
    }

    private void add(RunFigures run) {
        byContender.computeIfAbsent(run.contender(), ignored -> new ArrayList<>()).add(run);
        RunFigures twin = run.twin();
        if (twin != null) {
            add(twin);
        }
    }

    /// Which energy is compared.
    public enum Energy {
        FACILITY, COOLING
    }

    /// Runs of a policy; empty where it did not take part.
    public List<RunFigures> runs(Contender contender) {
        return List.copyOf(byContender.getOrDefault(contender.id(), List.of()));
    }

    /// What one policy saves against another; empty where one of them did not take part.
    public Optional<Saving> saving(Contender policy, Contender baseline, Energy energy) {
        List<Pair> days = pairs(runs(policy), runs(baseline), energy);
        return days.isEmpty()
                ? Optional.empty()
                : Optional.of(Saving.of(policy.id(), baseline.id(), days, bootstrap));
    }

    /// What one policy saves against another, of given pairs of days.
    Saving saving(Contender policy, Contender baseline, List<Pair> days) {
        return Saving.of(policy.id(), baseline.id(), days, bootstrap);
    }

    static List<Pair> pairs(List<RunFigures> policy, List<RunFigures> baseline, Energy energy) {
        Map<String, RunFigures> partners = new HashMap<>();
        baseline.forEach(run -> partners.put(week(run), run));
        List<Pair> pairs = new ArrayList<>();
        for (RunFigures run : policy) {
            RunFigures partner = partners.get(week(run));
            if (partner == null) {
                continue;
            }
            for (int day = 0; day < Math.min(run.days().size(), partner.days().size()); day++) {
                pairs.add(new Pair(week(run), kwh(run, day, energy), run.days().get(day).gpuHours(),
                        kwh(partner, day, energy), partner.days().get(day).gpuHours()));
            }
        }
        return pairs;
    }

    /// Names the week and seed of a run: 2023-01-15 s1.
    static String week(RunFigures run) {
        return "%s s%d".formatted(run.week(), run.seed());
    }

    static double kwh(RunFigures run, int day, Energy energy) {
        DayFigures figures = run.days().get(day);
        double measured = switch (energy) {
            case FACILITY -> figures.facilityKwh();
            case COOLING -> figures.coolingKwh();
        };
        return day == run.days().size() - 1 ? measured + run.owedKwh() : measured;
    }
}
