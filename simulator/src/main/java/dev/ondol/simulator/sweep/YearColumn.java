package dev.ondol.simulator.sweep;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.cluster.ClusterAccount.ClassCounts;
import dev.ondol.simulator.facility.Subsystem;
import dev.ondol.simulator.run.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A figure of a facility-year as a column of the results; all of a summary that is no name.
///
/// @param name  as in the summary's JSON, parts joined by a dot: `jobs.missed`
/// @param value of a summary; null where a year has none
record YearColumn(String name, Function<Summary, @Nullable Number> value) {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final ClassCounts NO_JOBS = new ClassCounts(0, 0, 0, 0, 0);

    /// In the order of the file.
    static final List<YearColumn> ALL = all();
    static final List<String> NAMES = ALL.stream().map(YearColumn::name).toList();

    String text(Summary summary) {
        Number number = value.apply(summary);
        return number == null ? "" : number.toString();
    }

    /// @throws IllegalArgumentException if the text is no figure as we write it
    void check(String text) {
        if (!text.isEmpty() && !WHOLE.matcher(text).matches() && !text.equals(Double.toString(Double.parseDouble(
                text)))) {
            throw new IllegalArgumentException("The figure (%s) of %s must be a number as Java writes it.".formatted(
                    text, name));
        }
    }

    private static List<YearColumn> all() {
        List<YearColumn> all = new ArrayList<>(List.of(new YearColumn("pue", Summary::pue),
                new YearColumn("wueLitresPerKwh", Summary::wueLitresPerKwh), new YearColumn("itKwh", Summary::itKwh),
                new YearColumn("facilityKwh", Summary::facilityKwh), new YearColumn("coolingKwh", Summary::coolingKwh),
                new YearColumn("peakKw", Summary::peakKw),
                new YearColumn("litresPerGpuHour", Summary::litresPerGpuHour),
                new YearColumn("kwhPerGpuHour", Summary::kwhPerGpuHour),
                new YearColumn("maxEnergyBalanceError", Summary::maxEnergyBalanceError),
                new YearColumn("gpuHours", Summary::gpuHours),
                new YearColumn("meanAllocationPercent", Summary::meanAllocationPercent),
                new YearColumn("jobsRefused", Summary::jobsRefused),
                new YearColumn("jobsWaiting", Summary::jobsWaiting),
                new YearColumn("serviceMissesPercent", Summary::serviceMissesPercent),
                new YearColumn("maxInletC", Summary::maxInletC),
                new YearColumn("rackHoursAboveRecommendedPercent", Summary::rackHoursAboveRecommendedPercent),
                new YearColumn("rackHoursAboveAllowablePercent", Summary::rackHoursAboveAllowablePercent),
                new YearColumn("chillerStarts", Summary::chillerStarts),
                new YearColumn("economizerHours", Summary::economizerHours)));
        for (Subsystem subsystem : Subsystem.values()) {
            String key = subsystem.key();
            all.add(new YearColumn("bySubsystemKwh." + key, summary -> summary.bySubsystemKwh().get(key)));
        }
        counts(all, "jobs", Summary::jobs);
        for (JobClass jobClass : JobClass.values()) {
            String key = jobClass.name().toLowerCase(Locale.ROOT);
            counts(all, "jobsByClass." + key, summary -> summary.jobsByClass().getOrDefault(key, NO_JOBS));
        }
        return List.copyOf(all);
    }

    private static void counts(List<YearColumn> all, String name, Function<Summary, ClassCounts> of) {
        all.add(new YearColumn(name + ".submitted", summary -> of.apply(summary).submitted()));
        all.add(new YearColumn(name + ".started", summary -> of.apply(summary).started()));
        all.add(new YearColumn(name + ".finished", summary -> of.apply(summary).finished()));
        all.add(new YearColumn(name + ".withinLevel", summary -> of.apply(summary).withinLevel()));
        all.add(new YearColumn(name + ".missed", summary -> of.apply(summary).missed()));
    }
}
