package dev.ondol.simulator.sweep;

import dev.ondol.simulator.run.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The facility-years of a sweep and what they name.
///
/// @param world what the years name
/// @param files where the weather files lie on the machine that plans, by name
/// @param years in the order in which they are begun
public record SweepPlan(SweepWorld world, Map<String, String> files, List<FacilityYear> years) {
    public SweepPlan {
        files = Map.copyOf(files);
        years = List.copyOf(years);
    }

    /// The first years of these cases: all cases with one seed, then all with the next.
    ///
    /// @param count how many years
    /// @param seed  the first one
    /// @param year  of a case and a seed
    public static List<FacilityYear> years(List<FacilityYear.Case> cases, int count, long seed, Dated year) {
        List<FacilityYear> years = new ArrayList<>();
        for (long next = seed; years.size() < count; next++) {
            for (FacilityYear.Case each : cases.subList(0, Math.min(cases.size(), count - years.size()))) {
                years.add(year.of(each, next));
            }
        }
        return years;
    }

    /// Gives a case its days.
    @FunctionalInterface
    public interface Dated {
        FacilityYear of(FacilityYear.Case each, long seed);
    }

    /// Refuses before anything runs what cannot be simulated.
    ///
    /// @throws IllegalArgumentException with the reason
    public void check() {
        Set<FacilityYear.Case> seen = new HashSet<>();
        for (FacilityYear year : years) {
            if (seen.add(year.ofCase())) {
                var _ = new Simulation(world.scenario(year, here()));
            }
        }
    }

    /// Where the weather files lie on this machine.
    public Function<String, Path> here() {
        return name -> Path.of(files.getOrDefault(name, name));
    }

    /// Rows that are results of this plan: of one of its years, made by this program from these descriptions and this weather.
    public List<YearRow> counted(List<YearRow> rows) {
        Set<FacilityYear> wanted = new HashSet<>(years);
        return rows.stream().filter(row -> wanted.contains(row.year()) && row.digest().equals(world.digest(row.year())))
                .toList();
    }

    /// The same plan without the years of these rows.
    public SweepPlan without(List<YearRow> rows) {
        Set<FacilityYear> made = new HashSet<>();
        rows.forEach(row -> made.add(row.year()));
        return new SweepPlan(world, files, years.stream().filter(year -> !made.contains(year)).toList());
    }
}
