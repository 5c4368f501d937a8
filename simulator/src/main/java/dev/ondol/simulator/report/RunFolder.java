package dev.ondol.simulator.report;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.run.SimulationRun;
import dev.ondol.simulator.run.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder that a run fills: `readings.csv.gz`, `summary.json` and `report.html`.
///
/// @param path      it is made where it is missing
/// @param allPoints true: readings of every point each minute, not only those of site, halls and units each five minutes
public record RunFolder(Path path, boolean allPoints) {
    /// Runs a scenario into the folder.
    ///
    /// @throws IOException              if it cannot be written
    /// @throws IllegalArgumentException if the scenario does not fit its site, see [Simulation]
    public Summary run(Scenario scenario, Progress progress) throws IOException {
        return run(scenario, new Simulation(scenario), progress);
    }

    /// The same with a plant that is not quite as the scenario describes it.
    ///
    /// @param simulation of that scenario, at its first instant
    public Summary run(Scenario scenario, Simulation simulation, Progress progress) throws IOException {
        Files.createDirectories(path);
        HourlyLog log = new HourlyLog(simulation, scenario);
        Summary summary;
        try (ReadingsFile readings = ReadingsFile.create(path.resolve("readings.csv.gz"), scenario,
                simulation.facility(), allPoints)) {
            summary = SimulationRun.run(simulation, scenario, List.of(readings, log), progress);
        } catch (UncheckedIOException e) {
            throw new IOException("The folder (%s) cannot be written.".formatted(path), e);
        }
        Files.write(path.resolve("summary.json"), JsonMessages.write(summary));
        Files.writeString(path.resolve("report.html"), ReportPage.html(scenario, summary, log));
        return summary;
    }
}
