package dev.ondol.proof.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.Attribution;
import dev.ondol.proof.statistics.DispatchComparison;
import dev.ondol.proof.statistics.DispatchComparison.Dispatch;
import dev.ondol.proof.statistics.Gates.Gate;
import dev.ondol.proof.statistics.Saving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The folder that a proof fills: `validation.json` (what is printed), `details.json` (intervals, weeks, gates with their figures,
/// provenance), `days.csv`, `report.html`.
///
/// @param path it is made where it is missing
public record ProofFolder(Path path) {
    private record Details(Map<String, Saving> savings, List<Gate> gates, Map<String, Dispatch> assets,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Attribution attribution, List<RunLine> runs,
            Provenance provenance) {}

    private record RunLine(String key, double owedKwh, double heatKwh, double backlogGpuHours, double latestMinutes,
            double wallSeconds) {}

    /// Writes everything.
    ///
    /// @throws IOException if it cannot be written
    public void write(Findings findings, Map<String, Saving> savings, List<Gate> gates,
            DispatchComparison assets, List<RunFigures> runs, Provenance provenance) throws IOException {
        Files.createDirectories(path);
        Files.write(path.resolve("validation.json"), JsonMessages.write(findings));
        List<RunLine> lines = runs.stream().map(run -> new RunLine(run.key(), run.owedKwh(), run.heatKwh(), run
                .backlogGpuHours(), run.latestMinutes(), run.wallSeconds())).toList();
        Map<String, Dispatch> dispatches = new LinkedHashMap<>();
        for (Contender contender : Contender.values()) {
            assets.dispatch(contender).ifPresent(of -> dispatches.put(contender.id(), of));
        }
        Files.write(path.resolve("details.json"), JsonMessages.write(new Details(savings, gates, dispatches,
                findings.attribution(), lines,
                provenance)));
        Files.writeString(path.resolve("days.csv"), DayTable.csv(runs));
        Files.writeString(path.resolve("report.html"), ProofPage.html(findings, savings, gates, dispatches,
                runs, provenance));
    }
}
