package dev.ondol.simulator.run;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.cluster.Cluster;
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
        Site plant = scenario.policy().plant(scenario.site());
        Facility facility = new Facility(plant, scenario.policy().control(), scenario.weather(), scenario.fromMillis(),
                scenario.seed(), scenario.assets());
        Cluster cluster = new Cluster(facility.it(), scenario.trace(), scenario.policy().placer());
        EnergyAccount before = facility.energy();
        LocalDate date = scenario.from();
        for (int day = 0; day < scenario.days(); day++) {
            progress.days(day, scenario.days());
            simulateDay(facility, cluster, date, readings);
            EnergyAccount after = facility.energy();
            noteDay(date, before, after);
            before = after;
            date = date.plusDays(1);
        }
        progress.days(scenario.days(), scenario.days());
        return Summary.of(scenario, facility.energy(), cluster.account(), facility.assets());
    }

    private void simulateDay(Facility facility, Cluster cluster, LocalDate date, @Nullable ReadingsFile readings) {
        long end = date.plusDays(1).atStartOfDay(scenario.site().location().zone()).toInstant().toEpochMilli();
        for (long t = facility.time(); t < end; t = facility.time()) {
            long since = t - scenario.fromMillis();
            if (since % MINUTE_MILLIS == 0) {
                cluster.tick(t);
            }
            facility.step(scenario.stepSeconds());
            if (readings != null && (since + scenario.stepSeconds() * 1000L) % READINGS_MILLIS == 0) {
                readings.write(facility);
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
