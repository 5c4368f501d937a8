package dev.ondol.proof.report;

import dev.ondol.proof.run.DayFigures;
import dev.ondol.proof.run.RunFigures;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Every measured day of every run as CSV.
final class DayTable {
    private DayTable() {}

    static String csv(List<RunFigures> runs) {
        StringBuilder csv = new StringBuilder(
                "policy,seed,date,facility_kwh,it_kwh,cooling_kwh,server_fan_kwh,water_litres,gpu_hours,peak_kw,jobs_submitted,jobs_finished,jobs_missed,min_inlet_c,max_inlet_c");
        List<String> subsystems = runs.stream().flatMap(run -> run.days().stream()).findFirst()
                .map(day -> List.copyOf(day.kwh().keySet())).orElse(List.of());
        subsystems.forEach(subsystem -> csv.append(',').append(subsystem).append("_kwh"));
        csv.append('\n');
        for (RunFigures run : runs) {
            for (DayFigures day : run.days()) {
                csv.append(String.format(Locale.ROOT,
                        "%s,%d,%s,%.3f,%.3f,%.3f,%.3f,%.1f,%.3f,%.1f,%d,%d,%d,%.2f,%.2f", run.contender(),
                        run.seed(), day.date(), day.facilityKwh(), day.itKwh(), day.coolingKwh(), day.serverFanKwh(),
                        day.waterLitres(), day.gpuHours(), day.peakKw(), day.submitted(), day.finished(), day.missed(),
                        day.minInletC(), day.maxInletC()));
                Map<String, Double> kwh = day.kwh();
                subsystems.forEach(subsystem -> csv.append(String.format(Locale.ROOT, ",%.3f", kwh.getOrDefault(
                        subsystem, 0.0))));
                csv.append('\n');
            }
        }
        return csv.toString();
    }
}
