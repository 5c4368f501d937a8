package dev.ondol.proof.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.proof.run.DayFigures;
import dev.ondol.proof.run.RunFigures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a policy used and did over all its measured days; its components are keys of the JSON.
///
/// @param kwh                     energy by subsystem, end states made equal in `endState`
/// @param facilityKwh             all of it
/// @param coolingKwh              of it cooling
/// @param pue                     facility energy / IT energy (ISO/IEC 30134-2)
/// @param tue                     facility energy / IT energy without server fans
/// @param gpuHours                useful work, reference GPU-hours
/// @param litresPerGpuHour        make-up water; absent where no work was done
/// @param kwhPerGpuHour           all energy; absent where no work was done
/// @param peakKw                  highest facility power of a quarter of an hour
/// @param jobsCompleted           jobs that ended
/// @param serviceLevelMissPercent jobs that missed their service level / jobs that arrived
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyFigures(Map<String, Double> kwh, double facilityKwh, double coolingKwh, double pue, double tue,
        double gpuHours, @Nullable Double litresPerGpuHour, @Nullable Double kwhPerGpuHour, double peakKw,
        long jobsCompleted, double serviceLevelMissPercent) {
    public PolicyFigures {
        kwh = Collections.unmodifiableMap(new LinkedHashMap<>(kwh));
    }

    /// All runs of a policy together.
    public static PolicyFigures of(List<RunFigures> runs) {
        Map<String, Double> kwh = new LinkedHashMap<>();
        double cooling = 0;
        double fans = 0;
        double litres = 0;
        double work = 0;
        double peakKw = 0;
        long completed = 0;
        long submitted = 0;
        long missed = 0;
        double owed = 0;
        for (RunFigures run : runs) {
            for (DayFigures day : run.days()) {
                day.kwh().forEach((subsystem, energy) -> kwh.merge(subsystem, energy, Double::sum));
                cooling += day.coolingKwh();
                fans += day.serverFanKwh();
                litres += day.waterLitres();
                work += day.gpuHours();
                peakKw = Math.max(peakKw, day.peakKw());
                completed += day.finished();
                submitted += day.submitted();
                missed += day.missed();
            }
            owed += run.owedKwh();
        }
        kwh.put("endState", owed);
        double facility = kwh.values().stream().mapToDouble(Double::doubleValue).sum();
        double it = kwh.getOrDefault("it", 0.0);
        return new PolicyFigures(kwh, facility, cooling + owed, facility / it, facility / (it - fans), work, work > 0
                ? litres / work
                : null, work > 0 ? facility / work : null, peakKw, completed, 100.0 * missed / Math.max(1, submitted));
    }
}
