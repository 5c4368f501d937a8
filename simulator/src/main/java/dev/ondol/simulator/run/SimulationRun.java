package dev.ondol.simulator.run;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.facility.Facility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run of a scenario, as fast as it goes. The scheduler ticks every minute of plant time, before the physics of that
/// minute; readings are taken every five minutes. The same scenario gives the same figures.
public final class SimulationRun {
    private static final long MINUTE_MILLIS = 60_000L;
    private static final long READINGS_MILLIS = 5 * MINUTE_MILLIS;

    private final Scenario scenario;
    private final Optional<Path> folder;
    private final List<Day> days = new ArrayList<>();

    private SimulationRun(Scenario scenario, Optional<Path> folder) {
        this.scenario = scenario;
        this.folder = folder;
    }

    /// Runs and returns the summary.
    ///
    /// @throws IllegalArgumentException if the site has equipment that is not simulated
    public static Summary run(Scenario scenario, Progress progress) {
        return new SimulationRun(scenario, Optional.empty()).simulate(null, progress);
    }

    /// Runs and writes `readings.csv.gz`, `summary.json` and `report.html` into the folder.
    ///
    /// @throws IOException if they cannot be written
    public static Summary run(Scenario scenario, Path folder, Progress progress) throws IOException {
        Files.createDirectories(folder);
        SimulationRun run = new SimulationRun(scenario, Optional.of(folder));
        Summary summary;
        try (ReadingsFile readings = ReadingsFile.create(folder.resolve("readings.csv.gz"), scenario)) {
            summary = run.simulate(readings, progress);
        } catch (java.io.UncheckedIOException e) {
            throw new IOException("The folder (%s) cannot be written.".formatted(folder), e);
        }
        Files.write(folder.resolve("summary.json"), JsonMessages.write(summary));
        Files.writeString(folder.resolve("report.html"), Report.html(summary, run.days));
        return summary;
    }

    private Summary simulate(@Nullable ReadingsFile readings, Progress progress) {
        Simulation simulation = new Simulation(scenario);
        Facility facility = simulation.facility();
        EnergyAccount before = facility.energy();
        LocalDate date = scenario.from();
        for (int day = 0; day < scenario.days(); day++) {
            progress.reached(day, scenario.days());
            simulateDay(simulation, date, readings);
            EnergyAccount after = facility.energy();
            noteDay(date, before, after);
            before = after;
            date = date.plusDays(1);
        }
        progress.reached(scenario.days(), scenario.days());
        return Summary.of(scenario, facility.energy(), simulation.cluster().account(), facility.assets());
    }

    private void simulateDay(Simulation simulation, LocalDate date, @Nullable ReadingsFile readings) {
        long end = date.plusDays(1).atStartOfDay(scenario.site().location().zone()).toInstant().toEpochMilli();
        while (simulation.time() < end) {
            simulation.step();
            if (readings != null && simulation.time() % READINGS_MILLIS == 0) {
                readings.write(simulation.facility());
            }
        }
    }

    private void noteDay(LocalDate date, EnergyAccount before, EnergyAccount after) {
        if (folder.isEmpty()) {
            return;
        }
        long midnight = date.atStartOfDay(scenario.site().location().zone()).toInstant().toEpochMilli();
        double dryBulbC = 0;
        for (int hour = 0; hour < 24; hour++) {
            dryBulbC += scenario.weather().at(midnight + hour * 60L * MINUTE_MILLIS).dryBulbC() / 24;
        }
        days.add(new Day(date, after.itKwh() - before.itKwh(), after.coolingKwh() - before.coolingKwh(),
                after.facilityKwh() - before.facilityKwh(), dryBulbC));
    }
}
