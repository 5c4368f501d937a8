package dev.ondol.proof.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.simulator.run.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Simulated scenarios side by side, each against the first; its components are the keys of the JSON.
///
/// @param scenarios in the order that was asked for
/// @param notes     in what they differ beside what was to be compared, and whether one must not be built so
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScenarioTable(List<Line> scenarios, List<String> notes) {
    /// One scenario.
    ///
    /// @param plant           whether its plant differs from the site as described
    /// @param waterLitres     make-up water
    /// @param kwhPerGpuHour   all energy / work; absent where no work was done
    /// @param inletsPercent   rack-hours above the recommended inlet, percent
    /// @param hotPercent      rack-hours above the allowable inlet, percent
    /// @param servicePercent  jobs that missed their service level, percent
    /// @param lessEnergy      all energy less than that of the first, percent of it
    /// @param lessCooling     the same of the cooling
    /// @param lessWater       the same of the water; absent where the first takes none
    /// @param lessPeak        the same of the highest power
    /// @param lessPerGpuHour  the same of the energy for a GPU-hour of work; absent where one did none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(String name, String site, String policy, boolean plant, String weather, String from, int days,
            double facilityKwh, double coolingKwh, double pue, double waterLitres, double peakKw, double gpuHours,
            @Nullable Double kwhPerGpuHour, double maxInletC, double inletsPercent, double hotPercent,
            double servicePercent, double lessEnergy, double lessCooling, @Nullable Double lessWater, double lessPeak,
            @Nullable Double lessPerGpuHour) {}

    /// A scenario as it was kept.
    ///
    /// @param plant whether its plant differs from the site as described
    public record Kept(String name, boolean plant, Summary summary) {}

    /// @throws IllegalArgumentException if there is none
    public static ScenarioTable of(List<Kept> kept) {
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("The scenarios (0) must be one or more.");
        }
        Summary first = kept.getFirst().summary();
        return new ScenarioTable(kept.stream().map(each -> line(each, first)).toList(), notes(kept));
    }

    private static Line line(Kept kept, Summary first) {
        Summary of = kept.summary();
        Double perGpuHour = of.kwhPerGpuHour();
        Double firstPerGpuHour = first.kwhPerGpuHour();
        return new Line(kept.name(), of.site(), of.policy(), kept.plant(), of.weather(), of.from(), of.days(), of
                .facilityKwh(), of.coolingKwh(), of.pue(), water(of), of.peakKw(), of.gpuHours(), perGpuHour,
                of
                        .maxInletC(),
                of.rackHoursAboveRecommendedPercent(), of.rackHoursAboveAllowablePercent(), of
                        .serviceMissesPercent(),
                less(of.facilityKwh(), first.facilityKwh()), less(of
                        .coolingKwh(), first.coolingKwh()),
                water(first) > 0
                        ? Double.valueOf(less(water(of), water(first)))
                        : null,
                less(of.peakKw(), first.peakKw()), perGpuHour == null
                        || firstPerGpuHour == null
                                ? null
                                : Double.valueOf(less(perGpuHour, firstPerGpuHour)));
    }

    private static double water(Summary of) {
        return of.wueLitresPerKwh() * of.itKwh();
    }

    private static double less(double of, double first) {
        return 100 * (1 - of / first);
    }

    private static List<String> notes(List<Kept> kept) {
        List<String> notes = new ArrayList<>();
        differ(notes, kept, "sites", Summary::site);
        differ(notes, kept, "days", summary -> "%s, %d days".formatted(summary.from(), summary.days()));
        differ(notes, kept, "weather", Summary::weather);
        differ(notes, kept, "seeds of jobs and plant", summary -> Long.toString(summary.seed()));
        Set<String> work = kept.stream().map(each -> Long.toString(each.summary().jobs().submitted())).collect(
                Collectors.toCollection(TreeSet::new));
        if (work.size() > 1) {
            notes.add("They were not asked for the same jobs: %s arrived. Compare the energy of a GPU-hour.".formatted(
                    String.join(", ", work)));
        }
        for (Kept each : kept) {
            Summary summary = each.summary();
            if (summary.rackHoursAboveAllowablePercent() > 0) {
                notes.add("%s is too warm: %.2f %% of its rack-hours are above the allowable inlet.".formatted(each
                        .name(), summary.rackHoursAboveAllowablePercent()));
            }
        }
        return notes;
    }

    private static void differ(List<String> notes, List<Kept> kept, String what, Function<Summary, String> of) {
        Map<String, List<String>> names = kept.stream().collect(Collectors.groupingBy(each -> of.apply(each
                .summary()), java.util.TreeMap::new, Collectors.mapping(Kept::name, Collectors.toList())));
        if (names.size() > 1) {
            notes.add("They differ in %s: %s.".formatted(what, names.entrySet().stream().map(entry -> "%s (%s)"
                    .formatted(entry.getKey(), String.join(", ", entry.getValue()))).collect(Collectors.joining(
                            "; "))));
        }
    }
}
