package dev.ondol.proof.statistics;

import java.util.List;

/// One day under two policies: the same weather, jobs and failures.
///
/// @param stratum   the week that the day belongs to
/// @param energy    of the policy that is to save, kWh
/// @param work      of it, reference GPU-hours
/// @param baseline  energy of the policy that it is compared with, kWh
/// @param baseWork  of that one, reference GPU-hours
public record Pair(String stratum, double energy, double work, double baseline, double baseWork) {
    /// Energies and works of some days added up.
    static final class Sum {
        private double energy;
        private double work;
        private double baseline;
        private double baseWork;

        void add(Pair day) {
            energy += day.energy;
            work += day.work;
            baseline += day.baseline;
            baseWork += day.baseWork;
        }

        /// 100 (1 - energy per work / baseline energy per work); NaN where nobody worked.
        double savingPercent() {
            return 100 * (1 - energy / work / (baseline / baseWork));
        }
    }

    /// What the policy saves per unit of useful work over all these days, percent of the baseline; below 0 where it uses more.
    public static double savingPercent(List<Pair> days) {
        Sum sum = new Sum();
        days.forEach(sum::add);
        return sum.savingPercent();
    }
}
